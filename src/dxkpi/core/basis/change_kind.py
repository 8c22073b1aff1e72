"""The kinds of change that there are: a closed set."""

from enum import StrEnum


class ChangeKind(StrEnum):
    """Kind of a change. Names are part of the JSON output and of fingerprints, and are never reused."""

    ACTUAL_ADDED = "actual_added"
    ACTUAL_REVISED = "actual_revised"
    ACTUAL_FIRMED = "actual_firmed"
    ACTUAL_SOFTENED = "actual_softened"
    ACTUAL_REMOVED = "actual_removed"
    TARGET_CHANGED = "target_changed"
    REVISION_ADDED = "revision_added"
    REVISION_CHANGED = "revision_changed"
    REVISION_REMOVED = "revision_removed"
    BASELINE_CHANGED = "baseline_changed"
    DIRECTION_CHANGED = "direction_changed"
    UNIT_CHANGED = "unit_changed"
    SECTION_CHANGED = "section_changed"
    INDICATOR_ADDED = "indicator_added"
    INDICATOR_REMOVED = "indicator_removed"
    INDICATOR_RENAMED = "indicator_renamed"
    SUSPENDED = "suspended"
    SUSPENSION_CHANGED = "suspension_changed"
    RESUMED = "resumed"
    REASON_ADDED = "reason_added"
    REASON_CHANGED = "reason_changed"
    REASON_REMOVED = "reason_removed"
    JUDGEMENT_CHANGED = "judgement_changed"
    EXPECTED_CHANGED = "expected_changed"
    ASSUMPTION_CHANGED = "assumption_changed"
    PLAN_ADDED = "plan_added"
    PLAN_REMOVED = "plan_removed"
    PERIOD_CHANGED = "period_changed"
    METHOD_CHANGED = "method_changed"
    RATINGS_CHANGED = "ratings_changed"
    SECTIONS_CHANGED = "sections_changed"
    CAUSES_CHANGED = "causes_changed"
    PUBLISHED_ADDED = "published_added"
    PUBLISHED_CHANGED = "published_changed"
    PUBLISHED_REMOVED = "published_removed"
    CORRECTIONS_CHANGED = "corrections_changed"
    DOCUMENTS_CHANGED = "documents_changed"
    RULES_CHANGED = "rules_changed"
    DEPARTMENTS_CHANGED = "departments_changed"
    SITE_CHANGED = "site_changed"
    TEXT_CHANGED = "text_changed"

    @property
    def reversed(self) -> "ChangeKind":
        """The kind of the same change made backwards."""
        return _REVERSED.get(self, self)


_OPPOSITES = (
    (ChangeKind.ACTUAL_ADDED, ChangeKind.ACTUAL_REMOVED),
    (ChangeKind.ACTUAL_FIRMED, ChangeKind.ACTUAL_SOFTENED),
    (ChangeKind.REVISION_ADDED, ChangeKind.REVISION_REMOVED),
    (ChangeKind.INDICATOR_ADDED, ChangeKind.INDICATOR_REMOVED),
    (ChangeKind.SUSPENDED, ChangeKind.RESUMED),
    (ChangeKind.REASON_ADDED, ChangeKind.REASON_REMOVED),
    (ChangeKind.PLAN_ADDED, ChangeKind.PLAN_REMOVED),
    (ChangeKind.PUBLISHED_ADDED, ChangeKind.PUBLISHED_REMOVED),
)
_REVERSED = {one: other for pair in _OPPOSITES for one, other in (pair, pair[::-1])}
