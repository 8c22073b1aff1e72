"""The inputs that cost most, each as large as a file may be: what once took a minute or a gigabyte, or came close."""

from collections.abc import Callable

FULL = (1 << 20) - 4096
MOST_PAIRS = 9_900
"""Pairs of a key and a value, of which a file may hold 20,000 values in all."""

INDICATOR = (
    "id: x\nname: 指標\nplan: p\nsection: s\nunit: 件\ndirection: absolute\nbaseline:\n  value: 0\n"
    "target:\n  value: 100\nactuals:\n  R3:\n    value: 40\n    status: 実績\nsource:\n  document: d\n  page: 1\n"
)
PLAN = (
    "plan: p\nname: 計画\nadopted: 2019-09\ntarget_year: R3\nmethod: {formula: distance, against: target}\nratings:\n"
    '  - {id: achieved, label: "100%", group: 達成, at_least: 100}\n  - {id: below, label: 100%未満, group: 未達成}\n'
    "documents:\n  d: {title: 資料, publisher: 県, date: 2022-03-14}\n"
)
SECTION = "sections:\n  - id: s\n    name: 分野\n"


def rows(row: Callable[[int], str], most: int = FULL, size: int = FULL) -> str:
    """As many rows as fit."""
    taken: list[str] = []
    while len(taken) < most and size >= 0:
        taken.append(row(len(taken)))
        size -= len(taken[-1].encode())
    return "".join(taken[:-1])


INDICATORS = {
    "dashes in a text, then a colon": "a: x\n  " + "- " * (FULL // 2) + ": y\n",
    "misread comments beside texts": INDICATOR + rows(lambda i: f"k{i}: 'a'\n", MOST_PAIRS) + "# dxkpi:\n" * 80_000,
    "waivers of nothing": rows(lambda i: f"# dxkpi: ignore[KPI302] 理由{i}\n", size=FULL - 800) + INDICATOR,
    "assumptions about nothing": INDICATOR + "assumed:\n" + rows(lambda i: f"  k{i}: {'x' * 40}\n", MOST_PAIRS),
}
PARTS = rows(lambda i: f"      部分{i}: 1\n", MOST_PAIRS // 2 - 100)
COMPOSITE = (
    "id: x\nname: 指標\nplan: p\nsection: s\nunit: 件\ndirection: composite\nbetter: higher\n"
    f"target:\n    rule: worst\n    parts:\n{PARTS}actuals:\n  R3:\n    status: 実績\n    parts:\n{PARTS}"
)
_FEWER = rows(lambda i: f"      部{i}: {i + 2}\n", 3_000)
_ONES = rows(lambda i: f"      部{i}: 1\n", 3_000)
WAYS = (
    "id: x\nname: 指標\nplan: p\nsection: s\nunit: 件\ndirection: composite\nbetter: higher\n"
    f"baseline:\n    year: H30\n    parts:\n{_ONES}target:\n    rule: worst\n    year: R6\n    parts:\n{_FEWER}"
    f"actuals:\n  R3:\n    status: 実績\n    parts:\n{_FEWER}"
)
PLANS = {
    "tables of sections that there are not": PLAN
    + "sections:\n"
    + rows(lambda i: f"  - {{id: s{i}-{'ab' * 25}, name: 分}}\n", 1_800)
    + f"tables:\n  - [{rows(lambda i: f't{i}-' + 'ba' * 25 + ', ', 9_000)}]\n",
    "a section 19,000 times": PLAN + SECTION + "tables:\n  - [" + "s, " * 19_000 + "]\n",
}
