"""The output formats and their writers. To add one: its module, its line in `FORMATS`, and its name where offered.

A writer is imported on first use: rich, tabulate and the schema types take longer than a small run.
"""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # the domain brings pydantic with it, which --version and --help can do without
    from dxkpi.core.outcome import Outcome


class Look(NamedTuple):
    """Appearance: `width` in columns (None: unlimited), `boxes` (frames not of ASCII), `table` of csv or xlsx.

    A `titled` flat table has heads for people.
    """

    width: int | None = None
    colour: bool = False
    detail: bool = False
    table: str = ""
    boxes: bool = False
    titled: bool = False


class NotOffered(ValueError):
    """The outcome has no such format."""


Writer = Callable[["Outcome", Look], bytes]

FORMATS: dict[str, str] = {
    "text": "dxkpi.render.text",
    "markdown": "dxkpi.render.markdown",
    "csv": "dxkpi.render.csv",
    "json": "dxkpi.render.json",
    "xlsx": "dxkpi.render.xlsx",
    "html": "dxkpi.render.html",
    "github": "dxkpi.render.ci.github",
    "sarif": "dxkpi.render.ci.sarif",
    "junit": "dxkpi.render.ci.junit",
}

_READ = ("text", "markdown", "html", "json")
_TABLE = ("text", "markdown", "html", "csv", "json", "xlsx")
_OFFERED = {
    "ReportOutcome": _TABLE,
    "ListOutcome": _TABLE,
    "OutlookOutcome": _TABLE,
    "StatusOutcome": _TABLE,
    "ValidateOutcome": (*_READ, "github", "sarif", "junit"),
    **dict.fromkeys(
        ("ChangeOutcome", "FixOutcome", "PublishOutcome", "CheckOutcome", "SheetOutOutcome"),
        ("text", "markdown", "html"),
    ),
}


def offered(outcome: str) -> tuple[str, ...]:
    """Return the formats of an outcome, by the name of its class: help, refusals and `render` go by these."""
    return _OFFERED.get(outcome, _READ)


def render(outcome: "Outcome", form: str, look: Look) -> bytes:
    """Return `outcome` in the format of that name, as the bytes of a file.

    Raises:
        KeyError: for an unknown format.
        NotOffered: where the outcome has no such format.
    """
    if form in FORMATS and form not in offered(type(outcome).__name__):
        raise NotOffered(form)
    writer: Writer = import_module(FORMATS[form]).write
    return writer(outcome, look)
