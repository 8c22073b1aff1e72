"""Why an indicator could not be assessed: a closed set."""

from enum import StrEnum


class NotAssessedReason(StrEnum):
    """What is missing, or what the plan's method leaves undecided."""

    BASELINE_UNKNOWN = "baseline_unknown"
    NO_ACTUAL = "no_actual"
    NONE_OF_YEAR = "none_of_year"
    PART_MISSING = "part_missing"
    YEARS_MISSING = "years_missing"
    BASELINE_YEAR_UNKNOWN = "baseline_year_unknown"
    TARGET_YEAR_UNKNOWN = "target_year_unknown"
    YEAR_TARGET_UNKNOWN = "year_target_unknown"
    PREVIOUS_UNKNOWN = "previous_unknown"
    PERIOD_UNKNOWN = "period_unknown"
    SHARE_OF_DECREASE = "share_of_decrease"
    NO_RATE = "no_rate"

    @property
    def waits(self) -> bool:
        """Whether actuals are all that is missing."""
        return self in {NotAssessedReason.NO_ACTUAL, NotAssessedReason.NONE_OF_YEAR, NotAssessedReason.YEARS_MISSING}
