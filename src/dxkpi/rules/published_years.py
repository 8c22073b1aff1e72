"""What the rules about published years share: the pages' manifest, and how they call a record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dxkpi.core.page import PLAN, Example
from dxkpi.core.spelling import clip

if TYPE_CHECKING:  # few folders have published years, and only those pay for what that takes
    from dxkpi.core.diff.change import Value

MAPS = "indicators/plan-a/one/maps.yaml"
_TEXT = """plan: plan-a
year: R3
date: 2022-04-28
figures:
  tables:
    - sections: [one]
      size: 1
      counts:
        one: {{achieved: 1, from60: 0, below60: 0}}
      percent:
        achieved: {{printed: {}, exact: 1}}
        from60: {{printed: 0, exact: 0}}
        below60: {{printed: 0, exact: 0}}
  results:
    maps: {{rating: achieved, rate: 1}}
records:
  plan:
    plan: plan-a
    name: 計画A
    adopted: 2019-09
    target_year: R3
    method: {{formula: distance, against: target}}
    ratings:
      - {{id: achieved, label: "100%", group: 達成, at_least: 100}}
      - {{id: from60, label: 60%以上100%未満, group: 未達成, at_least: 60}}
      - {{id: below60, label: 60%未満, group: 未達成}}
    sections:
      - {{id: one, name: 分野一, indicators: 2}}
    documents:
      report: {{title: 進捗状況, publisher: 県, date: 2022-03-14}}
  indicators:
    - id: maps
      name: 地図の数
      plan: plan-a
      section: one
      unit: 地図
      direction: absolute
      baseline: {{value: 0, year: H30}}
      target: {{value: 100}}
      actuals:
        R3: {{value: 100, status: 実績}}
      source: {{document: report, page: 2}}
"""


def manifest(printed: str = "100.0") -> Example:
    """A published year of the sample data, with `printed` as its one percentage that is not zero."""
    return Example(_TEXT.format(printed), "published/plan-a/R3.yaml", whole=True)


def baseline(year: str) -> Example:
    """The baseline of the indicator that is frozen, of another year than was published."""
    return Example(f"baseline:\n  value: 0\n  year: {year}\n", MAPS)


def correction(*, year: str = "R3", indicator: str = "maps", before: str = "H30", after: str = "H29") -> Example:
    """A correction of that year."""
    text = (
        f"corrections:\n  - date: 2022-06-01\n    year: {year}\n    indicator: {indicator}\n    record: baseline\n"
        f"    from: {{year: {before}}}\n    to: {{year: {after}}}\n    why: 基準値の年度を写し間違えていた\n"
    )
    return Example(text, PLAN)


_MOST = 3


def changes(values: Iterable[Value]) -> str:
    """Single values that differ, in one sentence: the first few, and how many more there are."""
    told = tuple(values)
    shown = (f"{_key(v.key)}{_quoted(v.before)} → {_quoted(v.after)}" for v in told[:_MOST])
    more = f"、ほか{len(told) - _MOST}か所" if len(told) > _MOST else ""
    return "、".join(shown) + more


def _key(key: tuple[str, ...]) -> str:
    return clip(".".join(key)) + " " if key else ""


def _quoted(text: str | None) -> str:
    return "なし" if text is None else f"「{clip(text)}」"
