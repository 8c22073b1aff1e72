"""Changes of what the public site says of itself."""

from collections.abc import Iterator

from dxkpi.core.basis.change_kind import ChangeKind
from dxkpi.core.diff.change import Change
from dxkpi.core.diff.parts import RecordPart, differing
from dxkpi.core.plan.plan import as_written
from dxkpi.core.site import DeclaredSite

_NAME = "サイト"


def site_changes(before: DeclaredSite, after: DeclaredSite) -> Iterator[Change]:
    """Yield a change for each key of the site that says something else; none belongs to a plan."""
    for key, old, new in differing(as_written(before.site), as_written(after.site)):
        values = RecordPart((key,), old, new, (), ()).values
        was, now = None if old is None else before.at(key), None if new is None else after.at(key)
        yield Change(ChangeKind.SITE_CHANGED, "", None, _NAME, (key,), values, was, now)
