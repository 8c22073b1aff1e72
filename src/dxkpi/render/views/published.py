"""Published years: what was written down, and whether it still stands."""

from collections.abc import Iterator

from dxkpi.core.outcomes.publication import CheckOutcome, PublishOutcome
from dxkpi.core.publication.manifest import Manifest
from dxkpi.core.publication.standing import Standing
from dxkpi.render.doc import Doc, Item, Items, Paragraph
from dxkpi.render.figures import number
from dxkpi.render.formats import Look
from dxkpi.render.phrases import day_phrase
from dxkpi.render.plain import plain


def view(outcome: PublishOutcome | CheckOutcome, look: Look) -> Doc:  # noqa: ARG001 - it looks the same everywhere
    """A line a manifest; below it what to do next."""
    if isinstance(outcome, CheckOutcome):
        lines = (*map(_checked, outcome.standings), *(f"{plain(name)}: 読めない" for name in outcome.unread))
        more = () if outcome.sound else (Paragraph("dxkpi validate で、指摘と場所を見る。"),)
        return (*(Paragraph(line) for line in lines), *more)
    written = zip(outcome.names, outcome.manifests, strict=True)
    return (*(Paragraph(f"書いた: {plain(name)}（{_size(manifest)}）") for name, manifest in written), _next())


def _size(manifest: Manifest) -> str:
    named = number(len(manifest.records.indicators))
    return f"{manifest.year.label}、{day_phrase(manifest.date)}公表、記録を凍結した指標{named}"


def _next() -> Items:
    return Items(
        (
            Item("公表記録を、データとともに版の管理に入れる（git add、git commit）"),
            Item("公表の後に見つかった誤りは、計画の corrections に書いてから直す"),
            Item("dxkpi publish --check で、公表記録とデータが合っているかを確かめる"),
        )
    )


def _checked(standing: Standing) -> str:
    manifest = standing.declared.manifest
    head = f"{plain(standing.declared.document)}: {'一致' if standing.sound else '不一致'}"
    corrected = sum(step.misfit is None for step in standing.steps)
    told = [_size(manifest), *([f"正誤{number(corrected)}件"] if corrected else [])]
    return "。".join((f"{head}（{'、'.join(told)}）", *_wrong(standing)))


def _wrong(standing: Standing) -> Iterator[str]:
    if not standing.follows:
        yield "公表記録の数字が、その中の記録から出ない"
    if standing.plan is None:
        yield "計画がデータにない"
    if standing.deviations:
        yield f"正誤なしに変わった記録が{number(len(standing.deviations))}件ある"
    unfit = sum(step.misfit is not None for step in standing.steps)
    if unfit:
        yield f"当てはまらない正誤が{number(unfit)}件ある"
