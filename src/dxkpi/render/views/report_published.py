"""The publication of a year, corrections since (正誤), and why the figures may differ from those published."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from dxkpi.core.basis.finding import Path
from dxkpi.core.fields import title_of
from dxkpi.core.numerals import day_phrase, number, quantity
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.published import CarriedOver, Correction
from dxkpi.core.publication.conformity import Corrected, Publication
from dxkpi.core.published_rows import values
from dxkpi.core.report import Report
from dxkpi.render.blocks import Block, Heading, Item, Items, Paragraph
from dxkpi.render.views.cautions import section_name
from dxkpi.render.views.reconcile import column_label, table_name

_NOTHING = "なし"


def published(report: Report, own: Publication) -> Paragraph:
    """Return the paragraph below the title: the day of publication, and its caveats."""
    when = f"{day_phrase(own.day)}に" if own.day else ""
    return Paragraph("。".join((f"{when}公表した（{own.document}）", *_stands(report, own))))


def _stands(report: Report, own: Publication) -> Iterator[str]:
    asked = f"--plan {report.plan.plan} --year {report.year}"
    if own.carried:
        yield _carried(own.carried)
    if own.corrections:
        yield f"公表の後に{len(own.corrections)}件を直した（下の「正誤」）"
    if own.added:
        ids = f"{number(len(own.added))}指標（{'、'.join(own.added)}）"
        yield f"公表した結果にない{ids}を数えるため、この報告の件数と割合は公表した数字と違う"
    if not own.sound:
        yield f"注意: 公表した値と今のデータが合わない。dxkpi publish --check {asked} で確かめる"
    elif own.differs:
        that = "正誤を反映した、公表の日の数字" if own.corrections else "公表した数字"
        yield f"公表の後に分かった値により、この報告は{that}と違う。公表の日の数字は {_command(asked, own)} で出せる"


def _carried(own: CarriedOver) -> str:
    """Yield the indicators that were published without a value of the year, with the reason."""
    parts = (("前の年度の値による", own.indicators), ("値のない", own.missing))
    told = "と".join(f"{name}{number(len(ids))}指標（{'、'.join(ids)}）" for name, ids in parts if ids)
    return f"{told}を入れて公表した（理由: {own.reason}）"


def _command(asked: str, own: Publication) -> str:
    return f"dxkpi report {asked} --as-of {own.day}"


def corrections(own: Publication, plan: Plan) -> Iterator[Block]:
    """Yield the list of corrections, in the plan's order; empty where there are none."""
    if own.corrections:
        yield Heading(2, "正誤")
        yield Items(tuple(_item(corrected, plan) for corrected in own.corrections))


def _item(corrected: Corrected, plan: Plan) -> Item:
    correction = corrected.correction
    whose = f"{corrected.name or correction.indicator}の" if correction.indicator else ""
    head = f"{day_phrase(correction.date)}: {whose}{correction_phrase(correction, plan)}"
    return Item(head, tuple(correction_lines(correction)))


def correction_lines(correction: Correction) -> Iterator[str]:
    """Yield what was corrected in words, where it says so, and why."""
    if correction.what:
        yield f"内容: {correction.what}"
    yield f"理由: {correction.why}"


def correction_phrase(correction: Correction, plan: Plan) -> str:
    """Describe the change of a correction: `実績値 値 0 → 5、達成区分 30%未満 → 100%`."""
    old, new = values(correction.before), values(correction.after)
    paths = [path for path in {**old, **new} if old.get(path) != new.get(path)]
    return "、".join(f"{_called(path, plan)} {_told(path, old, plan)} → {_told(path, new, plan)}" for path in paths)


def _called(path: Path, plan: Plan) -> str:
    match path:
        case ("counts", section, column):
            return f"{section_name(plan, str(section))}の件数「{column_label(plan, str(column))}」"
        case ("percent", "total", column):
            return f"全体の割合「{column_label(plan, str(column))}」"
        case ("percent", "tables", int(table), column):
            return f"{table_name(plan, table)}の割合「{column_label(plan, str(column))}」"
        case _:
            return " ".join(title_of(str(step)) for step in path)


def _told(path: Path, side: Mapping[Path, object], plan: Plan) -> str:
    value = side.get(path)
    match value:
        case None:
            return _NOTHING
        case str() if path in {("rating",), ("state",)}:
            return column_label(plan, value)
        case tuple():
            return "、".join(map(str, value)) or _NOTHING
        case Decimal() if path[0] in {"percent", "rate"}:
            return quantity(value, "%")
        case Decimal() | int():
            return number(value)
        case _:
            return str(value)
