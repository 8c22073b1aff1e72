"""An indicator that several plans share: what it is in each of them is what a file of its own would say."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dxkpi.app.data import Data
from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.finding import Ref
from dxkpi.core.dataset import Dataset
from dxkpi.core.diff.compare import compare
from dxkpi.core.indicator import DIRECTIONS
from dxkpi.core.indicator.sharing import COMMON, OF_TARGET, SharedWith, entries
from dxkpi.core.overview import overview
from dxkpi.core.report import Report, build_report
from dxkpi.source.changes import Raw, block
from dxkpi.source.files import DictTree
from dxkpi.source.loader import load
from dxkpi.source.models import keys_of
from tests.build import finals

PLAN = {
    "plan": "p",
    "name": "計画",
    "adopted": "2019-09",
    "target_year": "R3",
    "method": {"formula": "distance", "against": "target"},
    "ratings": [
        {"id": "met", "label": "達成", "group": "達成", "at_least": "100"},
        {"id": "half", "label": "50%以上", "group": "未達成", "at_least": "50"},
        {"id": "rest", "label": "50%未満", "group": "未達成"},
    ],
    "sections": [{"id": "s", "name": "分野一"}, {"id": "t", "name": "分野二"}],
    "causes": [{"id": "late", "label": "遅れ"}],
    "documents": {"doc": {"title": "資料", "publisher": "県", "date": "2022-03-14"}},
}
OTHER = PLAN | {
    "plan": "q",
    "name": "次の計画",
    "target_year": "R7",
    "method": {"formula": "ratio", "against": "target"},
    "relisted_count": "each",
}
FILE: dict[str, Any] = {
    "id": "a",
    "name": "指標",
    "plan": "p",
    "section": "s",
    "unit": "件",
    "direction": "absolute",
    "baseline": {"value": "0"},
    "target": {"value": "100"},
    "actuals": finals(R2="40", R3="70"),
    "unmet": {"R3": {"cause": "late"}},
    "source": {"document": "doc", "page": "1"},
    "assumed": {"baseline": "資料にない", "section": "資料にない"},
}
INHERITED = {key: FILE[key] for key in ("id", "name", "unit", "actuals", "source")}


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        # what an entry does not say is as in the file, an assumption about it too; what is a plan's own is not
        (
            {"section": "t"},
            {"direction": "absolute", "baseline": {"value": "0"}, "target": {"value": "100"},
             "assumed": {"baseline": "資料にない"}},
        ),
        (
            {"section": "t", "target": {"value": "80", "year": "R5"}, "unmet": {"R3": {"reason": "訳"}}},
            {"direction": "absolute", "baseline": {"value": "0"}, "target": {"value": "80", "year": "R5"},
             "unmet": {"R3": {"reason": "訳"}}, "assumed": {"baseline": "資料にない"}},
        ),
        # an assumption does not outlive what it was about
        (
            {"section": "t", "baseline": {"value": "10"}, "assumed": {"target": "案による"}},
            {"direction": "absolute", "baseline": {"value": "10"}, "target": {"value": "100"},
             "assumed": {"target": "案による"}},
        ),
        # another direction brings its own target and baseline
        ({"section": "t", "direction": "monitor"}, {"direction": "monitor"}),
        (
            {"section": "t", "relisted": ["s"], "direction": "increase", "baseline": {"value": "10"}},
            {"relisted": ["s"], "direction": "increase", "baseline": {"value": "10"}},
        ),
        (
            {"section": "t", "counting": "summed"},
            {"direction": "absolute", "counting": "summed", "baseline": {"value": "0"}, "target": {"value": "100"},
             "assumed": {"baseline": "資料にない"}},
        ),
        ({"section": "t", "name": "別名", "direction": "monitor"}, {"name": "別名", "direction": "monitor"}),
    ],
)  # fmt: skip
def test_what_an_entry_comes_to(entry: dict[str, Any], expected: dict[str, Any]) -> None:
    (found,) = entries(FILE | {"shared": {"q": entry}})
    assert found.written == INHERITED | {"plan": "q", "section": "t"} | expected


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ((), ("shared", "q")),
        (("id",), ("shared", "q")),
        (("plan",), ("shared", "q")),
        (("section",), ("shared", "q", "section")),
        (("target", "value"), ("shared", "q", "target", "value")),
        (("unmet", "R3", "cause"), ("shared", "q", "unmet", "R3", "cause")),  # where it would stand
        (("baseline", "value"), ("baseline", "value")),
        (("actuals", "R3", 0, "value"), ("actuals", "R3", 0, "value")),
        (("source", "document"), ("source", "document")),
    ],
)
def test_where_it_stands(path: tuple[str | int, ...], route: tuple[str | int, ...]) -> None:
    (found,) = entries(FILE | {"shared": {"q": {"section": "t", "target": {"value": "80"}}}})
    assert found.route(path) == route


def test_what_stands_at_a_place_is_of_one_plan_or_of_all() -> None:
    data = read(("p/s/a", FILE | {"shared": {"q": {"section": "t", "target": {"value": "80"}}}}))
    home, other = data.dataset.indicators
    for path, mine, theirs in (
        (("target", "value"), ("target", "value"), None),
        (("shared", "q", "target", "value"), None, ("target", "value")),
        (("baseline", "value"), ("baseline", "value"), ("baseline", "value")),
        (("actuals", "R3", 0), ("actuals", "R3", 0), ("actuals", "R3", 0)),
        (("shared", "z", "target"), None, None),
    ):
        place = Ref(home.document, path)
        assert (home.path_of(place), other.path_of(place)) == (mine, theirs)


def test_every_key_is_the_same_for_all_plans_or_can_be_said_for_each() -> None:
    known = {key for model in DIRECTIONS.values() for key in keys_of(model)}
    said = known - COMMON - {"plan"}
    assert said == set(keys_of(SharedWith)), "a key is Sharing.COMMON in KEYS, or a field of SharedWith"


def test_another_direction_leaves_the_counting_of_years_behind() -> None:
    summed = FILE | {"counting": "summed", "baseline": None}
    (found,) = entries(summed | {"shared": {"q": {"section": "t", "direction": "monitor"}}})
    assert found.written.keys().isdisjoint(OF_TARGET)


def test_a_change_of_definition_holds_in_every_plan_and_its_baseline_only_beside_that_of_the_file() -> None:
    known = {"from": "R3", "reason": "定義", "baseline": {"value": "10"}}
    redefined = FILE | {"breaks": [known]}

    def breaks(**entry: Any) -> Any:
        (own,) = entries(redefined | {"shared": {"q": {"section": "t", "target": {"value": "5"}, **entry}}})
        return own.written["breaks"]

    assert breaks() == [known]
    assert breaks(baseline={"value": "3"}) == [{"from": "R3", "reason": "定義"}]
    assert breaks(direction="increase") == [{"from": "R3", "reason": "定義"}]
    assert breaks(baseline={"value": "3"}, breaks=[known]) == [known]


@pytest.mark.parametrize("shared", [None, "q", [], {}, {"q": None}, {"q": "t"}, {"q": ["t"]}])
def test_what_is_no_entry_is_left_out(shared: object) -> None:
    assert list(entries(FILE | {"shared": shared})) == []


def written(record: dict[str, Any]) -> str:
    def bare(value: Any) -> Any:
        match value:
            case dict():
                return {key: bare(own) for key, own in value.items()}
            case list():
                return [bare(own) for own in value]
            case _:
                return Raw(value)

    return "".join(f"{line}\n" for line in block(bare(record), 2))


def read(*indicators: tuple[str, dict[str, Any]]) -> Data:
    """The two plans with indicators in files of those names."""
    files = {f"data/targets/{plan['plan']}.yaml": written(plan) for plan in (PLAN, OTHER)}
    files |= {f"data/indicators/{name}.yaml": written(record) for name, record in indicators}
    tree = DictTree(files, label="data")
    return Data(tree, load(tree))


def plain(dataset: Dataset, plan: str) -> list[Any]:
    return [declared.indicator for declared in dataset.of_plan(plan)]


def report(dataset: Dataset, plan: str, year: FiscalYear) -> Report:
    declared = dataset.plan(plan)
    assert declared is not None
    return build_report(declared.plan, dataset.of_plan(plan), year)


VALUES = st.sampled_from(["0", "10", "40", "70", "100", "130"])
ENTRIES = st.fixed_dictionaries(
    {"section": st.sampled_from(["s", "t"])},
    optional={
        "target": st.fixed_dictionaries({"value": VALUES.filter(lambda v: v != "0")}, optional={"year": st.just("R5")}),
        "baseline": st.fixed_dictionaries({"value": st.sampled_from(["1", "5"])}),
        "better": st.sampled_from(["higher", "lower"]),
        "direction": st.just("monitor"),
        "suspended": st.just({"since": "R3", "reason": "終了"}),
        "unmet": st.just({"R3": {"cause": "late"}}),
        "owner": st.just("課"),
    },
).map(lambda entry: {"section": entry["section"], "direction": "monitor"} if "direction" in entry else entry)


@settings(max_examples=settings().max_examples * 4 // 3)
@given(ENTRIES, st.lists(VALUES, min_size=1, max_size=3))
def test_in_each_plan_it_is_what_two_files_would_give(entry: dict[str, Any], values: list[str]) -> None:
    actuals = {f"R{1 + n}": {"value": value, "status": "実績"} for n, value in enumerate(values)}
    home = FILE | {"actuals": actuals, "unmet": {}}
    again = [s for s in ("s", "t") if s != entry["section"]] if "better" in entry else []
    entry = entry | ({"relisted": again} if again else {})
    (own,) = entries(home | {"shared": {"q": entry}})
    shared = read(("p/s/a", home | {"shared": {"q": entry}}))
    apart = read(("p/s/a", home), (f"q/{entry['section']}/a", own.written))
    assert not shared.touch_figures
    for plan in ("p", "q"):
        assert plain(shared.dataset, plan) == plain(apart.dataset, plan)
        for year in (FiscalYear(2020), FiscalYear(2021), FiscalYear(2023)):
            assert report(shared.dataset, plan, year) == report(apart.dataset, plan, year)
    assert overview(shared.dataset) == overview(apart.dataset)
    codes = [{(f.diagnostic.rule.code, f.diagnostic.message) for f in data.findings} for data in (shared, apart)]
    assert codes[0] == codes[1]


def test_a_comparison_finds_no_difference_between_one_file_and_two() -> None:
    entry = {"section": "t", "target": {"value": "80"}}
    (own,) = entries(FILE | {"shared": {"q": entry}})
    shared = read(("p/s/a", FILE | {"shared": {"q": entry}}))
    apart = read(("p/s/a", FILE), ("q/t/a", own.written))
    assert compare(apart.dataset, shared.dataset).changes == ()


def documents(**named: str) -> dict[str, Any]:
    return {
        "documents": {key: {"title": title, "publisher": "県", "date": "2022-03-14"} for key, title in named.items()}
    }


def lent(home: dict[str, Any], other: dict[str, Any], indicator: dict[str, Any]) -> Data:
    files = {"data/targets/p.yaml": written(PLAN | home), "data/targets/q.yaml": written(OTHER | other)}
    tree = DictTree(files | {"data/indicators/p/s/a.yaml": written(indicator)}, label="data")
    return Data(tree, load(tree))


SHARED = {"shared": {"q": {"section": "t", "target": {"value": "80", "source": {"document": "mine", "page": "2"}}}}}


def test_a_document_may_be_of_any_plan_that_the_indicator_serves() -> None:
    found = lent(documents(doc="資料"), documents(mine="計画書"), FILE | SHARED)
    assert [f.diagnostic.message for f in found.findings] == []
    home, other = found.dataset.plan("p"), found.dataset.plan("q")
    assert home is not None
    assert other is not None
    assert (sorted(home.plan.documents), sorted(home.lent)) == (["doc"], [])
    assert (sorted(other.plan.documents), sorted(other.lent)) == (["doc", "mine"], ["doc"])


def test_a_document_of_another_plan_serves_no_indicator_but_a_shared_one() -> None:
    alone = FILE | {"id": "b", "name": "別の指標", "plan": "q", "section": "t", "unmet": {}, "assumed": {}}
    files = {
        "data/targets/p.yaml": written(PLAN | documents(doc="資料")),
        "data/targets/q.yaml": written(OTHER | documents(mine="計画書")),
        "data/indicators/p/s/a.yaml": written(FILE | SHARED),
        "data/indicators/q/t/b.yaml": written(alone),
    }
    tree = DictTree(files, label="data")
    found = Data(tree, load(tree)).findings
    assert [(f.diagnostic.rule.code, f.spot.document) for f in found] == [("KPI701", "data/indicators/q/t/b.yaml")]


def test_a_lent_document_is_no_change_of_the_plan() -> None:
    before = lent(documents(doc="資料"), documents(mine="計画書"), FILE)
    after = lent(documents(doc="資料"), documents(mine="計画書"), FILE | SHARED)
    changes = compare(before.dataset, after.dataset).changes
    assert [(change.kind.value, change.plan, change.indicator) for change in changes] == [("indicator_added", "q", "a")]
    retitled = lent(documents(doc="資料（改）"), documents(mine="計画書"), FILE | SHARED)
    told = [(change.kind.value, change.plan) for change in compare(after.dataset, retitled.dataset).changes]
    assert told == [("documents_changed", "p")]
