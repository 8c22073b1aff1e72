"""The law that makes speed safe: part by part, in any number of processes, the findings are those of the whole."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from hypothesis import example, given, settings
from hypothesis import strategies as st

from dxkpi.app.data import Data, Judgement
from dxkpi.app.survey import Survey
from dxkpi.source.loader import load
from dxkpi.source.tree import DictTree

TODAY = date(2026, 4, 1)
PLANS = ("a", "a-b", "b", "c")
IDS = ("hours", "maps")
PLAN = """\
plan: {own}
name: 計画
target_year: R3
method:
  formula: distance
  against: target
ratings:
  - {{id: achieved, label: 達成, group: 達成, at_least: 100}}
  - {{id: below, label: 未達成, group: 未達成}}
sections:
  - {{id: one, name: 分野一, indicators: 2}}
documents:
  report: {{title: 報告, publisher: 市, date: 2022-03-14}}
"""
INDICATOR = """\
id: {name}
name: 指標{name}
plan: {own}
section: one
unit: 時間
owner: 情報政策課
direction: absolute
baseline:
  value: 0
target:
  value: 10
actuals:
  R3:
    value: 12
    status: 実績
source:
  document: report
  page: 1
"""
REVISION = """\
revisions:
  - {{date: 2021-02-10, indicator: {name}, from: {{year: R3}}, to: {{year: R4}}, reason: 延期, decision: 会議}}
"""

plans, names = st.sampled_from(PLANS), st.sampled_from(IDS)


def plan_file(own: str) -> str:
    return f"targets/{own}.yaml"


def indicator_file(own: str, name: str) -> str:
    return f"indicators/{own}/one/{name}.yaml"


def exchanged(old: str, new: str) -> Callable[[str], str]:
    """Puts something else in the place of what stands in a file."""
    return lambda text: text.replace(old, new)


def added(more: str) -> Callable[[str], str]:
    """Adds something to the end of a file."""
    return lambda text: text + more


def _of(plan: str) -> Callable[[str], str]:
    """Gives a plan another id, or an indicator another plan."""
    return lambda text: re.sub("(?m)^plan: .*", f"plan: {plan}", text)


_VISITORS = exchanged("id: maps", "id: visitors")

of_plans = st.one_of(
    st.sampled_from(
        (
            added("government: 甲市\n"),
            added("government: 乙市\n"),
            added("broken: [\n"),
            exchanged("indicators: 2", "indicators: 3"),
            exchanged("- {id: one", "# dxkpi: ignore[KPI406] 確かめた\n  - {id: one"),
            added("rules:\n  - {code: KPI409, severity: none, reason: 確かめた}\n"),
            exchanged("title: 報告", "title: 別の報告"),
        )
    ),
    plans.map(_of),
    st.sampled_from((*IDS, "visitors")).map(lambda name: added(REVISION.format(name=name))),
)
of_indicators = st.one_of(
    st.sampled_from(
        (
            exchanged("情報政策課", "情報 政策課"),
            exchanged("情報政策課\n", "情報 政策課  # dxkpi: ignore[KPI409] 別の課である\n"),
            exchanged("value: 12", "value: 1,2"),
            exchanged("direction: absolute", "direction: absolute  # dxkpi: ignore[KPI409] 別の課である"),
            exchanged("document: report", "document: other"),
            exchanged("name: 指標maps", "name: 指標hours"),
            _VISITORS,
        )
    ),
    st.sampled_from((*PLANS, "cc")).map(_of),
    st.sampled_from((*PLANS, "cc")).map(
        lambda other: added(f"shared:\n  {other}:\n    section: one\n    direction: monitor\n")
    ),
)
Twist = tuple[str, Callable[[str], str] | None]
twists: st.SearchStrategy[Twist] = st.one_of(
    st.tuples(plans.map(plan_file), of_plans),
    st.tuples(st.builds(indicator_file, plans, names), of_indicators),
    st.tuples(st.one_of(plans.map(plan_file), st.builds(indicator_file, plans, names)), st.none()),
    st.tuples(st.just("indicators/loose.yaml"), plans.map(lambda own: added(INDICATOR.format(own=own, name="loose")))),
)


def twisted(turns: list[Twist]) -> dict[str, str]:
    """Four plans without a fault, but for what is done to their files; with None a file is left out."""
    files = {plan_file(own): PLAN.format(own=own) for own in PLANS}
    files |= {indicator_file(own, name): INDICATOR.format(own=own, name=name) for own in PLANS for name in IDS}
    faultless = frozenset(files)
    for name, turn in turns:
        if turn is None:
            files.pop(name, None)
        elif name in files or name not in faultless:
            files[name] = turn(files.get(name, ""))
    return files


datasets = st.lists(twists, max_size=5).map(twisted)


def whole(files: dict[str, str]) -> Judgement:
    """What is found where all is checked at once."""
    tree = DictTree(files)
    return Data(tree, load(tree)).judged(TODAY)


@settings(max_examples=150, deadline=None)
@given(datasets)
@example(twisted([(plan_file("a"), added(REVISION.format(name="visitors"))), (indicator_file("b", "maps"), _VISITORS)]))
@example(
    twisted(
        [
            (plan_file("a"), None),
            (plan_file("c"), _of("a")),
            (indicator_file("a", "maps"), _of("b")),
            (indicator_file("a", "hours"), None),
        ]
    )
)
@example(twisted([(indicator_file("a", "maps"), _of("cc"))]))
@example(
    twisted(
        [
            (plan_file("a"), added("government: 甲市\n")),
            ("targets/a.yml", added(PLAN.format(own="a") + "government: 乙市\n")),
            (plan_file("b"), added("government: 甲市\n")),
            (indicator_file("b", "maps"), exchanged("情報政策課", "情報 政策課")),
        ]
    )
)
@example(twisted([("indicators/other-indicators/b/loose.yaml", added(INDICATOR.format(own="a", name="loose")))]))
def test_part_by_part_the_findings_are_those_of_the_whole(files: dict[str, str]) -> None:
    assert Survey(DictTree(files), jobs=1).judged(TODAY) == whole(files)


def _towns(count: int) -> Iterator[tuple[str, str]]:
    for number in range(count):
        own = f"town-{number}"
        yield f"targets/{own}.yaml", f"plan: {own}\nname: 計画{number}\nsections:\n  - {{id: one, name: 分野}}\n"
        for name in (f"kpi-{index}" for index in range(100)):
            text = f"id: {name}\nname: 指標{name}\nplan: {own}\nsection: one\nunit: 件\ndirection: monitor\n"
            yield f"indicators/{own}/{name}.yaml", text + ("owner: 情報 課\n" if name == "kpi-7" else "owner: 情報課\n")


def test_processes_find_the_same_in_the_same_order() -> None:
    files = dict(_towns(9))
    told: list[tuple[int, int]] = []
    found = Survey(DictTree(files), jobs=2, watch=lambda done, total: told.append((done, total))).judged(TODAY)
    assert found == whole(files)
    assert [finding.spot.document for finding in found.findings] == [
        f"data/indicators/town-{number}/kpi-7.yaml" for number in range(9)
    ]
    assert told[:5] == [(202, 909), (404, 909), (606, 909), (808, 909), (909, 909)]


def test_however_many_processes_are_chosen_the_findings_are_the_same() -> None:
    files = dict(_towns(9))
    assert Survey(DictTree(files)).judged(TODAY) == whole(files)
