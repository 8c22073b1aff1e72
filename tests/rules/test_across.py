"""Slips that show only across files, or in a plan: names, owners, folders, labels, years, published figures."""

import pytest

from dxkpi.core.basis.finding import Ref
from dxkpi.core.dataset import Dataset, DeclaredPlan
from dxkpi.rules import check
from tests.build import dataset, declared, indicator, plan
from tests.rules.telling import Changes, found, told


def test_names_and_owners_in_other_widths() -> None:
    one, other = {"name": "WEB会議", "owner": "情報政策課"}, {"name": "ＷＥＢ 会議", "owner": "情報　政策課"}
    third = {"name": "RPA", "owner": "情報政策課"}
    assert told(one, other, third) == ["KPI408 name", "KPI409 owner"]
    (_, owner) = found(one, other, third)
    assert owner.message == "担当「情報　政策課」は、ほかの指標では「情報政策課」と書かれている"


def test_the_same_name_is_told_once_and_other_owners_not_at_all() -> None:
    assert told({"name": "WEB会議", "owner": "A課"}, {"name": "WEB会議", "owner": "A課室"}) == ["KPI407 name"]


@pytest.mark.parametrize(
    ("government", "expected"),
    [
        (None, ["KPI409 data/indicators/q/s/b.yaml", "KPI507 （計画「q」の指標である）"]),
        ("甲市", ["KPI409 data/indicators/q/s/b.yaml", "KPI507 （計画「q」の指標である）"]),
        ("乙市", ["KPI507 "]),
    ],
)
def test_departments_and_indicators_of_another_government_are_its_own(
    government: str | None, expected: list[str]
) -> None:
    revision = {"date": "2021-02-10", "indicator": "b", "from": {"year": "R3"}, "to": {"year": "R4"}, "reason": "延期"}
    first = plan(government=government and "甲市", revisions=[revision | {"decision": "会議"}])
    second = plan(plan="q", government=government)
    own = indicator(owner="情報政策課")
    other = indicator(id="b", name="ほか", plan="q", owner="情報 政策課")
    both = Dataset(
        (DeclaredPlan("data/targets/p.yaml", first), DeclaredPlan("data/targets/q.yaml", second)), declared(own, other)
    )
    told = [f for f in check(both) if f.rule.code in {"KPI409", "KPI507"}]
    assert [
        f"{f.rule.code} {f.document if f.rule.code == 'KPI409' else f.message.partition('にない')[2]}" for f in told
    ] == expected


def labels(*bands: tuple[str, str | None]) -> Changes:
    """Ratings of those labels and lower bounds."""
    rows = [
        {"id": f"r{n}", "label": label, "group": "区分", "at_least": bound} for n, (label, bound) in enumerate(bands)
    ]
    return {"ratings": [{key: value for key, value in row.items() if value is not None} for row in rows]}


@pytest.mark.parametrize(
    ("bands", "expected"),
    [
        ([("100%", "100"), ("60%以上100%未満", "60"), ("60%未満", None)], []),
        ([("１００％以上", "100"), ("８０％以上", "80.0"), ("80 % 未満", None)], []),
        ([("達成（100%以上）", "100"), ("おおむね80%", "75"), ("未達成", None)], []),
        ([("A 80点以上", "100"), ("B 60以上80未満", "50"), ("C", None)], []),
        ([("100%以上110%未満", "100"), ("50%以上", "50"), ("50%未満", None)], ["KPI503 ratings.0.label"]),
        ([("100%", "110"), ("100%以上", "100"), ("100%未満", None)], ["KPI503 ratings.0.label"]),
        ([("100%", "100"), ("60%以上", "60"), ("30%未満", None)], ["KPI503 ratings.2.label"]),
        ([("100%", "100"), ("60%以上", "60"), ("30%以上", None)], ["KPI503 ratings.2.label"]),
    ],
)
def test_labels_of_ratings(bands: list[tuple[str, str | None]], expected: list[str]) -> None:
    assert told(of=labels(*bands)) == expected


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        ({"adopted": "2021-03", "period": {"from": "R1", "to": "R3"}}, []),
        ({"adopted": None, "target_year": "R3"}, []),
        ({"period": {"from": "R1", "to": "R3"}, "target_year": "R7"}, []),
        ({"period": {"from": "R1", "to": "R3"}, "target_year": "H30"}, ["KPI504 target_year"]),
        ({"adopted": "2022-04", "period": {"from": "R1", "to": "R3"}}, ["KPI504 adopted"]),
        ({"adopted": "2029-09"}, ["KPI504 adopted"]),
    ],
)
def test_years_of_a_plan(of: Changes, expected: list[str]) -> None:
    assert told(of=of) == expected


def published(year: str, counts: Changes, *tables: Changes, **percent: Changes) -> Changes:
    """A published result without a page to look it up on."""
    source = {"document": "doc", "page": "7"}
    return {"published": {year: {"source": source, "counts": counts, "percent": {"tables": list(tables), **percent}}}}


ROW = {"achieved": "73.5", "from60": "4.4", "from30": "1.5", "below30": "20.6"}


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        (published("R3", {}, total=ROW), []),
        (published("R3", {}, total=ROW | {"suspended": "1.5"}), ["KPI604 percent.total"]),
        (published("R3", {}, ROW | {"achieved": "63.5"}), []),
        (published("R3", {}, ROW | {"achieved": "63.5", "suspended": "0"}), ["KPI604 percent.tables.0"]),
        (published("R3", {}, total={"achieved": "73.5"}), ["KPI502 percent.total"]),
        (published("R3", {}, ROW, ROW), ["KPI502 percent.tables"]),
        (
            published("R3", {}, total=ROW | {"suspended": "9"})
            | {"suspended": {"label": "停止", "group": "他", "in_denominator": "false"}},
            [],
        ),
        (published("R4", {}), ["KPI603 year"]),
        (published("R4", {}) | {"adopted": "2029-09"}, ["KPI504 adopted", "KPI603 year"]),
        (published("R4", {}) | {"target_year": "R7"}, ["KPI603 year"]),
    ],
)
def test_published_results(of: Changes, expected: list[str]) -> None:
    assert told(of=of) == expected


def test_counts_of_some_sections_are_no_ground_for_the_percentages_of_all() -> None:
    sections = {"sections": [{"id": "s", "name": "甲"}, {"id": "t", "name": "乙"}]}
    counts = {"t": {"achieved": "0", "from60": "0", "from30": "0", "below30": "0"}}
    assert told(of=sections | published("R3", counts, total=ROW)) == []


def test_a_state_that_contradicts_is_called_as_the_plan_calls_it() -> None:
    states = {"states": [{"id": "pending", "label": "集計中", "group": "その他", "in_denominator": "false"}]}
    counts = {"s": {"achieved": "0", "from60": "0", "from30": "1", "below30": "0", "pending": "2"}}
    data = dataset(plan(**states, **published("R3", counts)), indicator())
    (found,) = (own.message for own in check(data) if own.rule.code == "KPI601")
    assert "「分野」の 集計中: 公表 2、データから 0" in found


def test_folders_are_for_people_unless_they_name_another_section() -> None:
    sections = {"sections": [{"id": "s", "name": "甲"}, {"id": "t", "name": "乙"}]}
    elsewhere = indicator(section="t")
    data = dataset(plan(**sections), elsewhere)
    for folder, codes in (("p/t", []), ("p/s", ["KPI410"]), ("p/担当課", []), ("p", []), ("2021/s", []), ("", [])):
        name = "/".join(filter(None, ("data/indicators", folder, "a.yaml")))
        moved = type(data)(data.plans, (type(data.indicators[0])(name, elsewhere),))
        assert [d.rule.code for d in check(moved)] == codes, folder


def test_a_file_in_the_folder_of_another_plan() -> None:
    first, other = dataset(plan(), indicator()), dataset(plan(plan="q"))
    moved = type(first.indicators[0])("data/indicators/q/s/a.yaml", first.indicators[0].indicator)
    both = type(first)((*first.plans, *other.plans), (moved,))
    assert [d.rule.code for d in check(both)] == ["KPI410"]


def test_a_copied_file_is_named_once_among_those_concerned() -> None:
    counts = {"s": {"achieved": "1", "from60": "0", "from30": "0", "below30": "0"}}
    own = plan(**published("R3", counts))
    first = dataset(own, indicator(unmet={"R3": {"reason": "中止"}}))
    copy = type(first.indicators[0])("data/indicators/p/s/copy.yaml", first.indicators[0].indicator)
    both = type(first)(first.plans, (*first.indicators, copy))
    (contradiction, *_) = (d for d in check(both) if d.rule.code == "KPI601" and d.related)
    assert [(r.place.document, r.label) for r in contradiction.related] == [
        ("data/indicators/p/s/a.yaml", "a"),
        ("data/indicators/p/s/copy.yaml", "a"),
    ]


def test_a_printed_rate_beside_a_rating_of_other_rates_is_told_with_the_rating() -> None:
    row = {"rating": "from60", "rate": "45.2"}
    paper = plan(published={"R3": {"source": {"document": "doc"}, "rows": {"a": row}}})
    (slip,) = (
        own for own in check(dataset(paper, indicator(baseline=None, better="higher"))) if own.rule.code == "KPI605"
    )
    assert slip.message == "令和3年度の a（指標）: rate 公表「45.2」は、達成区分「60%以上100%未満」の率でない"
    assert isinstance(slip.place, Ref)
    assert slip.place.path == ("rows", "a", "rate")


@pytest.mark.parametrize(
    ("of", "hint"),
    [
        ({}, "公表した年度は一つもない。dxkpi publish で書き留めるか、この正誤を消す"),
        (
            {"published": {"R3": {"source": {"document": "doc"}, "counts": {"s": {"from30": "1"}}}}},
            "公表したのは R3。年度を直すか、この正誤を消す",
        ),
    ],
)
def test_a_correction_of_a_year_that_was_not_published_is_led_out(of: Changes, hint: str) -> None:
    counts = {key: {"counts": {"s": {"from30": value}}} for key, value in (("from", "1"), ("to", "0"))}
    wrong = {"date": "2022-05", "year": "R2", "why": "誤り", **counts}
    (one,) = (own for own in found({}, of={**of, "corrections": [wrong]}) if own.rule.code == "KPI715")
    assert (one.message, one.hint) == ("令和2年度（R2）は公表しておらず、正誤は何も直さない", hint)
