"""A section with more or fewer indicators than the plan says: one was forgotten, or declared twice."""

from collections.abc import Iterator

from dxkpi.core.basis.finding import PLAN, Diagnostic, Example, Page, error
from dxkpi.core.basis.text import clip
from dxkpi.core.dataset import Dataset
from dxkpi.rules.base import DatasetRule

_SECTIONS = """\
sections:
  - id: one
    name: 分野一
    indicators: 2
    subsections:
      - id: first
        name: 項目一
  - id: two
    name: 分野二
    indicators: {}
"""

INFO = error(
    "KPI406",
    "section-count",
    "分野の指標の数が、計画の宣言と合わない",
    Page(
        why="指標のファイルを一つ入れ忘れたり、再掲の指標を二度入れたりすると起きる。"
        "分野の件数と割合の母数が、計画や公表資料と違ってしまう。",
        fix="計画の指標の一覧とファイルを見比べ、足りないファイルを加えるか、余分なファイルを消す。"
        "資料が名前を示していない指標は、公表結果のファイル（data/published/）の unnamed に数を書く。"
        "再掲の指標は、一つのファイルの relisted に分野を書き、数え方を計画の relisted_count で示す。",
        bad=(Example(_SECTIONS.format(1), PLAN),),
        good=(Example(_SECTIONS.format(0), PLAN),),
    ),
    waivable=True,
)


def _check(dataset: Dataset) -> Iterator[Diagnostic]:
    for declared in dataset.plans:
        plan = declared.plan
        if not dataset.counts(plan):
            continue  # what could not be read or placed may be what is missing
        counted = [d.indicator for d in dataset.of_plan(plan.plan) if d.indicator.counts]
        newest = max(plan.published, default=None)
        for position, section in enumerate(plan.sections):
            unnamed = plan.unnamed(newest, section.id) if newest else 0
            own = (plan.placed(one, section.until) if section.until else one for one in counted)
            files = sum(section.id in plan.relisted_count.sections(one) for one in own)
            if section.indicators is None or section.indicators == files + unnamed:
                continue
            yield Diagnostic(
                INFO,
                declared.at("sections", position, "indicators"),
                f"分野「{clip(section.name)}」は{section.indicators}指標のはずが、{files + unnamed}ある"
                f"（ファイル {files}、名称の公表なし unnamed {unnamed}）",
                "足りない指標のファイルを加えるか、indicators か公表結果の unnamed の数を直す",
            )


SECTION_COUNT = DatasetRule(INFO, _check)
