"""What is declared around the values, in words: source, section, reasons; the same in every view."""

from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.phrases import day_phrase, target_phrase
from dxkpi.core.plan import Plan
from dxkpi.core.source import Source
from dxkpi.core.targets import Indicator


def source_phrase(source: Source | None, plan: Plan) -> str:
    """`「進捗状況について」（千葉県、2022年3月14日）8ページ`; a document that the plan does not declare by its id."""
    if source is None:
        return "記載なし"
    document = plan.documents.get(source.document)
    if document is None:
        name = source.document
    else:
        day = f"、{day_phrase(document.date)}" if document.date else ""
        name = f"「{document.title}」（{document.publisher}{day}）"
    page = f"{source.page}ページ" if source.page is not None else ""
    return name + page + (f"「{source.heading}」" if source.heading else "")


def section_phrase(plan: Plan, section_id: str, subsection_id: str | None = None) -> str:
    """A section and, where there is one, the heading within it; by id what the plan does not declare."""
    section = next((s for s in plan.sections if s.id == section_id), None)
    if section is None:
        return section_id
    if subsection_id is None:
        return section.heading
    names = {subsection.id: subsection.name for subsection in section.subsections}
    return f"{section.heading} - {names.get(subsection_id, subsection_id)}"


def section_name(plan: Plan, section_id: str) -> str:
    """The short name of a section, for tables; by id what the plan does not declare."""
    return next((section.name for section in plan.sections if section.id == section_id), section_id)


def target_words(indicator: Indicator, plan: Plan) -> str:
    """What shall be reached, for after a heading that already says 目標."""
    return target_phrase(indicator, plan).removeprefix("目標値 ")


def unmet_phrase(indicator: Indicator, year: FiscalYear, plan: Plan) -> str:
    """Why the target of `year` was missed: the cause's label (its id where the plan has none), and the reason."""
    own = indicator.unmet[year]
    cause = next((cause.label for cause in plan.causes if cause.id == own.cause), own.cause)
    return "。".join(filter(None, (cause, own.reason)))


def suspension_phrase(indicator: Indicator) -> str:
    """Since when tracking has ended, why, and what follows; `なし` where it has not."""
    own = indicator.suspended
    if own is None:
        return "なし"
    successor = f"。引き継ぐもの: {own.successor}" if own.successor else ""
    return f"{own.since.label}から。理由: {own.reason}{successor}"
