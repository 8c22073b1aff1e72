"""Targets that need attention: by kind, each with its reason, values and places; then the checks without data."""

from collections.abc import Iterator

from dxkpi.core.basis.finding import Finding
from dxkpi.core.numerals import day_phrase, number
from dxkpi.core.outcomes.findings import CheckedPlan, CheckTargetsOutcome
from dxkpi.render.blocks import Block, Column, Grid, Heading, Item, Items, Notes, Paragraph, Tone, Toned, figures
from dxkpi.render.formats import Look
from dxkpi.render.views.findings import TONES, position

_COLUMNS = (
    Column("見るところ"),
    figures("分かった目標"),
    figures("うち注意", Tone.WARNING),
    figures("分からない目標", Tone.NOT_ASSESSED),
)


def view(outcome: CheckTargetsOutcome, look: Look) -> Iterator[Block]:  # noqa: ARG001 - it looks the same everywhere
    """Yield all plans in order."""
    for checked in outcome.plans:
        yield from _blocks(checked)


def _blocks(checked: CheckedPlan) -> Iterator[Block]:
    yield Heading(1, f"{checked.plan.name} {checked.year.formal} 目標の点検")
    yield Paragraph("".join(_summary(checked)))
    for kind in checked.kinds:
        yield Heading(2, f"{kind.title}（{'、'.join(rule.code for rule in kind.rules)}）")
        yield Paragraph(kind.when)
        yield Items(tuple(map(_item, kind.findings)))
    if checked.targets or checked.parts:
        yield Heading(2, "見た範囲")
        rows = ((own.kind.title, *map(number, (own.checkable, own.found, own.unknown))) for own in checked.coverage)
        yield Grid(_COLUMNS, tuple(rows))
        yield Notes(tuple(_notes(checked)))


def _summary(checked: CheckedPlan) -> Iterator[str]:
    if not (checked.targets or checked.parts):
        yield "見る目標がない（推移だけを見る指標か、進捗管理の停止した指標しかない）。"
        return
    beside = f"（ほかに、うちの指標{number(checked.parts)}も見た。数には入れない）" if checked.parts else ""
    yield f"名称と目標のある{number(checked.targets)}指標を見た{beside}。"
    if checked.noticed:
        yield f"注意の要る目標は{number(checked.noticed)}指標。"
    else:
        of_parts = any(coverage.kind.findings for coverage in checked.coverage)
        yield "注意の要る目標は、うちの指標にだけある。" if of_parts else "注意の要る目標は見つからない。"
    if checked.as_of:
        yield f"{day_phrase(checked.as_of)}までに分かっていた値による。"
    apart = [f"進捗管理の停止などの{number(checked.apart)}指標"] if checked.apart else []
    apart += [f"名称の公表のない{number(checked.unnamed)}指標"] if checked.unnamed else []
    if apart:
        yield f"{'と'.join(apart)}は見ていない。"


def _item(finding: Finding) -> Item:
    """Return a finding with each value of its evidence, its place and its note."""
    evidence = zip(finding.diagnostic.related, finding.related, strict=True)
    lines = (
        Toned(
            (f"{related.label}（", Tone.PLAIN),
            (position(spot), Tone.PATH),
            (f"）{f'。注記: {related.note}' if related.note else ''}", Tone.PLAIN),
        )
        for related, (spot, _) in evidence
    )
    return Item(Toned((finding.diagnostic.message, TONES[finding.severity])), tuple(lines))


def _notes(checked: CheckedPlan) -> Iterator[str]:
    beside = "当てはまりようのない目標（維持する目標の横ばい、年度の来た目標のペースなど）は数えない"
    yield f"分かった目標は、当てはまるかどうかがデータから言える目標の数。{beside}"
    for coverage in checked.coverage:
        if coverage.unknown:
            yield f"{coverage.kind.title}: {number(coverage.unknown)}指標は分からない（{coverage.lacking}）"
