"""Shared parts of the rules about published years: examples, entries to paste, plans of files, indicators of rows."""

import json
import re
from collections.abc import Iterable, Iterator

from dxkpi.core.basis.finding import PLAN, Example
from dxkpi.core.basis.text import folded
from dxkpi.core.dataset import Dataset, DeclaredIndicator, DeclaredPlan, DeclaredPublished
from dxkpi.core.plan.published import Published
from dxkpi.core.published_rows import Written

MAPS = "indicators/plan-a/one/maps.yaml"
R3 = "published/plan-a/R3.yaml"
_PAPER = "plan: plan-a\nyear: {}\ndate: 2022-03-14\nsource: {{document: report, page: 1}}\n"
_MADE = """plan: plan-a
year: R3
date: 2022-04-28
made: dxkpi 1.0
judged:
  adopted: 2019-09
  target_year: R3
  method: {{formula: distance, against: target}}
  ratings:
    - {{id: achieved, label: "100%", group: 達成, at_least: 100}}
    - {{id: from60, label: 60%以上100%未満, group: 未達成, at_least: 60}}
    - {{id: below60, label: 60%未満, group: 未達成}}
  sections:
    - {{id: one, name: 分野一, indicators: 2}}
counts:
  one: {{achieved: 1, from60: 0, below60: 0}}
percent:
  total: {{achieved: {0}, from60: 0, below60: 0}}
  tables:
    - {{achieved: {0}, from60: 0, below60: 0}}
rows:
  maps:
    name: 地図の数
    unit: 地図
    section: one
    baseline: {{value: 0, year: H30}}
    target: {{value: 100}}
    actual: {{value: 100, status: 実績, year: R3}}
    rate: 100.0
    exact_rate: 1
    rating: achieved
"""


def paper(text: str, *, year: str = "R3") -> Example:
    """Return an example: a year of the sample data transcribed from a paper with the content `text`."""
    return Example(_PAPER.format(year) + text, R3.replace("R3", year), whole=True)


def made(share: str = "100.0") -> Example:
    """Return an example: a year of the sample data as `publish` wrote it; `share` is its only percentage above zero."""
    return Example(_MADE.format(share), R3, whole=True)


def baseline(year: str) -> Example:
    """Return an example: the baseline of the published indicator, of that year."""
    return Example(f"baseline:\n  value: 0\n  year: {year}\n", MAPS)


def correction(*, year: str = "R3", indicator: str = "maps", before: str = "H30", after: str = "H29") -> Example:
    """Return an example: a correction of that year."""
    text = (
        f"corrections:\n  - date: 2022-06-01\n    year: {year}\n    indicator: {indicator}\n"
        f"    from:\n      baseline: {{year: {before}}}\n    to:\n      baseline: {{year: {after}}}\n"
        "    why: 基準値の年度を写し間違えていた\n"
    )
    return Example(text, PLAN)


def renamed(published: Published, identifier: str, known: Iterable[DeclaredIndicator]) -> DeclaredIndicator | None:
    """Return the indicator that a row of none is probably about: the only one of that name that has no row."""
    name = published.rows[identifier].name
    without = [declared for declared in known if declared.indicator.id not in published.rows]
    alike = [declared for declared in without if name and folded(declared.indicator.name) == folded(name)]
    return alike[0] if len(alike) == 1 else None


def of_papers(dataset: Dataset) -> Iterator[tuple[DeclaredPlan, DeclaredPublished]]:
    """Yield every year transcribed from a paper, with its plan; years of unknown plans are skipped."""
    for declared in dataset.published:
        plan = dataset.plan(declared.published.plan)
        if plan is not None and declared.published.transcribed:
            yield plan, declared


_PLAIN = re.compile(r"[\w.][\w.-]*")


def flow(written: Written) -> str:
    """Return written data as one line of YAML, with ambiguous words in quotes."""
    match written:
        case dict():
            return "{" + ", ".join(f"{flow(key)}: {flow(own)}" for key, own in written.items()) + "}"
        case list():
            return "[" + ", ".join(map(flow, written)) + "]"
        case _:
            return written if _PLAIN.fullmatch(written) else json.dumps(written, ensure_ascii=False)
