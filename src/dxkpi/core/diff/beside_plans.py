"""Changes of what stands beside the plans, the site and the departments, and owners that are renamed by it alone."""

from collections.abc import Iterator

from dxkpi.core.basis.change_kind import ChangeKind
from dxkpi.core.basis.text import folded
from dxkpi.core.departments import DeclaredDepartments, Department
from dxkpi.core.diff.change import Change
from dxkpi.core.diff.parts import RecordPart, differing
from dxkpi.core.plan.plan import as_written
from dxkpi.core.site import DeclaredSite

_SITE = "サイト"


def site_changes(before: DeclaredSite, after: DeclaredSite) -> Iterator[Change]:
    """Yield a change for each key of the site that says something else; none belongs to a plan."""
    for key, old, new in differing(as_written(before.site), as_written(after.site)):
        values = RecordPart((key,), old, new, (), ()).values
        was, now = None if old is None else before.at(key), None if new is None else after.at(key)
        yield Change(ChangeKind.SITE_CHANGED, "", None, _SITE, (key,), values, was, now)


DepartmentLists = tuple[DeclaredDepartments, DeclaredDepartments]
"""The list of departments before and after."""


def department_changes(lists: DepartmentLists) -> Iterator[Change]:
    """Yield a change for each department that came, went or is described otherwise; none belongs to a plan."""
    before, after = lists
    gone = dict(enumerate(before.departments))
    for position, new in enumerate(after.departments):
        at = _same(gone, new)
        old = None if at is None else gone.pop(at)
        if old != new:
            yield _change(lists, new.name, (at, old), (position, new))
    for at, old in gone.items():
        yield _change(lists, old.name, (at, old), (None, None))


def _same(among: dict[int, Department], wanted: Department) -> int | None:
    """Return the position of the department that shares a name with `wanted`, at best today's."""
    names = {*map(folded, wanted.names)}
    sharing = [at for at, department in among.items() if not names.isdisjoint(map(folded, department.names))]
    return min(sharing, key=lambda at: folded(among[at].name) != folded(wanted.name), default=None)


_Side = tuple[int | None, Department | None]


def _change(lists: DepartmentLists, name: str, old: _Side, new: _Side) -> Change:
    key = ("departments",)
    (was_at, was), (at, now) = old, new
    written = as_written(was) if was else None, as_written(now) if now else None
    before, after = (None if n is None else declared.at(n) for declared, n in zip(lists, (was_at, at), strict=True))
    values = RecordPart(key, *written, (), ()).values
    return Change(ChangeKind.DEPARTMENTS_CHANGED, "", None, name, key, values, before, after)


def without_renamed(part: RecordPart, change: Change, lists: DepartmentLists) -> Change | None:
    """Return `change` of an indicator without owners that are one department to a list; None where nothing is left."""
    if part.key[0] not in {"owner", "formerly"}:
        return change
    kept = tuple(
        value
        for value in change.values
        if (part.key + value.key)[-1] != "owner" or not _one(value.before, value.after, lists)
    )
    return change._replace(values=kept) if kept else None


def _one(before: str | None, after: str | None, lists: DepartmentLists) -> bool:
    return any((department := each.of(before)) is not None and department is each.of(after) for each in lists)
