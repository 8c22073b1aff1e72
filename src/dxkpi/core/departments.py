"""The departments that own indicators: how they are called today and once were, and how to reach them."""

from typing import NamedTuple

from dxkpi.core.basis.finding import Ref
from dxkpi.core.basis.record import Line, NonEmpty, OneOrMore, Record
from dxkpi.core.basis.text import folded


class Department(Record):
    """A department; `contact` is a section or an extension, never a person."""

    name: Line
    contact: Line | None = None
    mail: Line | None = None
    formerly: OneOrMore[Line] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All its names, today's first."""
        return self.name, *self.formerly

    @property
    def reach(self) -> str:
        """The ways to reach it, in one line; empty where none is given."""
        return "、".join(filter(None, (self.contact, self.mail)))


class Departments(Record):
    """The departments of a data folder."""

    departments: NonEmpty[Department]


class DeclaredDepartments(NamedTuple):
    """The departments, and the document that declares them."""

    document: str
    departments: tuple[Department, ...]

    def at(self, *path: str | int) -> Ref:
        """Return a place in its document."""
        return Ref(self.document, ("departments", *path))

    def of(self, name: str | None) -> Department | None:
        """Return the department that has, or had, that name; the first where several claim it."""
        wanted = folded(name or "")
        return next((department for department in self.departments if wanted in map(folded, department.names)), None)

    def today(self, name: str) -> str:
        """Return how the department of that name is called today; a name that none has, as it is."""
        found = self.of(name)
        return found.name if found else name


NO_DEPARTMENTS = DeclaredDepartments("", ())
"""Where there is no document of them."""
