"""The output formats and their writers, and what there is of each outcome.

To add a format: its module, its line in `FORMATS`, and its name at the outcomes that have it. To add an outcome: its
line in `OUTCOMES`. A writer is imported on first use: rich, tabulate and the schema types take longer than a small run.
"""

from collections.abc import Callable, Iterable
from importlib import import_module
from pkgutil import resolve_name
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # the domain brings pydantic with it, which --version and --help can do without
    from dxkpi.core.outcome import Outcome
    from dxkpi.render.blocks import Block, Doc


class Look(NamedTuple):
    """Appearance: `width` in columns (None: unlimited), `boxes` (frames not of ASCII), `table` of csv or xlsx.

    A `titled` flat table has heads for people. What is `public` names no command and no file of the data.
    """

    width: int | None = None
    colour: bool = False
    detail: bool = False
    table: str = ""
    boxes: bool = False
    titled: bool = False
    public: bool = False


class NotOffered(ValueError):
    """The outcome has no such format, or no table of that name."""


Writer = Callable[["Outcome", Look], bytes]


class Format(NamedTuple):
    """The module of a writer, with `write(outcome, look) -> bytes`, and the nature of what it writes.

    `for_people`: text that is read as it is, on a console or in the log of a job, where no line of it may act.
    `flat`: a table of records, which `Look.table` chooses where an outcome has several.
    """

    module: str
    for_people: bool = False
    flat: bool = False


FORMATS = {
    "text": Format("dxkpi.render.text", for_people=True),
    "markdown": Format("dxkpi.render.markdown", for_people=True),
    "html": Format("dxkpi.render.html"),
    "csv": Format("dxkpi.render.csv", flat=True),
    "json": Format("dxkpi.render.json_v1"),
    "xlsx": Format("dxkpi.render.xlsx", flat=True),
    "github": Format("dxkpi.render.ci.github"),
    "sarif": Format("dxkpi.render.ci.sarif"),
    "junit": Format("dxkpi.render.ci.junit"),
}

_OF_ALL = ("text", "markdown", "html")
_FLAT = tuple(name for name, own in FORMATS.items() if own.flat)


class Presentation(NamedTuple):
    """The way to show an outcome: the function of its view, the title of a page whose document has none, or several.

    `json` is the record of its JSON; without one it has no JSON. `others` are formats beside these.
    """

    view: str
    title: str
    json: str = ""
    others: tuple[str, ...] = ()


OUTCOMES = {
    "ReportOutcome": Presentation("report:view", "進捗報告", "report:ReportOut", _FLAT),
    "OverviewOutcome": Presentation("overview:view", "計画の一覧", "report:OverviewOut"),
    "OutlookOutcome": Presentation("outlook:view", "見通し", "outlook:OutlookOut", _FLAT),
    "ExplainOutcome": Presentation("explain:view", "指標の根拠", "explain:ExplainOut"),
    "ReconcileOutcome": Presentation("reconcile:view", "公表結果との照合", "reconciliation:ReconcileOut"),
    "ListOutcome": Presentation("listing:listed", "指標の一覧", "assessed:ListOut", _FLAT),
    "ShowOutcome": Presentation("listing:shown", "指標", "assessed:ShowOut"),
    "ValidateOutcome": Presentation(
        "findings:findings", "データの点検", "finding:ValidateOut", ("github", "sarif", "junit")
    ),
    "StatisticsOutcome": Presentation("findings:statistics", "指摘の数", "finding:StatisticsOut"),
    "FixOutcome": Presentation("findings:fixes", "データの修正"),
    "ChangeOutcome": Presentation("change:view", "データの変更"),
    "DiffOutcome": Presentation("diff:view", "データの変更", "diff:DiffOut"),
    "PublishOutcome": Presentation("published:published", "公表"),
    "CheckOutcome": Presentation("published:checked", "公表した値の点検"),
    "CheckTargetsOutcome": Presentation("weak_targets:view", "目標の点検", "finding:CheckTargetsOut"),
    "RulesOutcome": Presentation("rule:rules", "点検の決まり", "finding:RulesOut"),
    "RuleOutcome": Presentation("rule:rule", "点検の決まり", "finding:RuleOut"),
    "MethodsOutcome": Presentation("methods:methods", "評価方法の一覧", "methods:MethodsOut"),
    "MethodOutcome": Presentation("methods:method", "評価方法", "methods:MethodOut"),
    "CompareMethodsOutcome": Presentation("methods:compared", "評価方法の比較", "methods:CompareMethodsOut"),
    "SheetOutOutcome": Presentation("status:asked", "送った調査票"),
    "StatusOutcome": Presentation("status:status", "回答の状況", "sheet:StatusOut", _FLAT),
    "SheetInOutcome": Presentation("sheet_in:view", "返ってきた調査票", "sheet:SheetInOut"),
    "ColumnsOutcome": Presentation("change:columns", "結果"),
    "ImportOutcome": Presentation("change:files", "結果"),
}
"""Every outcome by the name of its class, which is imported, as its view and its record are, when there is one."""


def offered(outcome: str) -> tuple[str, ...]:
    """Return the formats of an outcome, by the name of its class: help, refusals and `render` go by these."""
    shown = OUTCOMES[outcome]
    return tuple(form for form in FORMATS if form in {*_OF_ALL, *shown.others} or (form == "json" and shown.json))


def view(outcome: "Outcome", look: Look) -> "Doc":
    """Return `outcome` as a document, which the formats for people draw, each in its own way."""
    place = f"dxkpi.render.views.{OUTCOMES[type(outcome).__name__].view}"
    blocks: Callable[[Outcome, Look], Iterable[Block]] = resolve_name(place)
    return tuple(blocks(outcome, look))


def render(outcome: "Outcome", form: str, look: Look) -> bytes:
    """Return `outcome` in the format of that name, as the bytes of a file.

    Raises:
        KeyError: for an unknown format.
        NotOffered: where the outcome has no such format.
    """
    if form in FORMATS and form not in offered(type(outcome).__name__):
        raise NotOffered(form)
    writer: Writer = import_module(FORMATS[form].module).write
    return writer(outcome, look)
