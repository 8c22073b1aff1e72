"""A published year: what is frozen of it, what counts as a change, what a correction permits, and what it does."""

from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import ValidationError

from dxkpi.core.dataset import Dataset, DeclaredIndicator, DeclaredManifest, DeclaredPlan
from dxkpi.core.day import parse_day
from dxkpi.core.diff.compare import compare
from dxkpi.core.diff.doubt import Why as DoubtWhy
from dxkpi.core.diff.doubt import doubts
from dxkpi.core.diff.effect import Side
from dxkpi.core.diff.kinds import Kind
from dxkpi.core.fiscal import parse_fiscal_year
from dxkpi.core.in_force import as_written
from dxkpi.core.plan import Plan
from dxkpi.core.publication.correction import OF_INDICATOR, OF_PLAN, Misfit
from dxkpi.core.publication.figures import differences, reported
from dxkpi.core.publication.freeze import freeze
from dxkpi.core.publication.manifest import Manifest, Records
from dxkpi.core.publication.review import Publication, publication
from dxkpi.core.publication.standing import Standing, standing
from dxkpi.core.report import Scope, build_report
from dxkpi.core.targets import INDICATORS
from dxkpi.render.figures import percent_figure
from tests.build import actual, dataset, indicator, plan
from tests.core.test_compare import SHIPPED, WORDS, mutated, places
from tests.core.test_effects import result
from tests.render.outcomes import directions

DAY = "2022-06-01"


def published(data: Dataset, year: str = "R3", day: str = DAY, of: str = "p") -> Dataset:
    """`data` with that year of the plan `of` frozen on `day`."""
    declared = data.plan(of)
    assert declared is not None
    frozen = freeze(declared.plan, data.of_plan(of), parse_fiscal_year(year), parse_day(day), percent_figure)
    manifest = Manifest.model_validate(as_written(frozen))
    return replace(data, manifests=(DeclaredManifest(f"data/published/{of}/{year}.yaml", manifest),))


def stand(data: Dataset) -> Standing:
    return standing(data, data.manifests[0])


def after(data: Dataset, *indicators: Any, **changes: Any) -> Dataset:
    """`data` with other indicators, or with other keys of its plan; the manifest is as it was."""
    own = data.plans[0]
    changed = Plan.model_validate({**as_written(own.plan), **changes})
    declared = dataset(changed, *indicators).indicators if indicators else data.indicators
    return replace(data, plans=(DeclaredPlan(own.document, changed),), indicators=declared)


def deviating(data: Dataset) -> list[tuple[str | None, str, dict[str, tuple[str | None, str | None]]]]:
    return [
        (d.indicator, " ".join(d.key), {".".join(v.key): (v.before, v.after) for v in d.part.values} if d.part else {})
        for d in stand(data).deviations
    ]


def correction(**changes: Any) -> dict[str, Any]:
    written = {
        "date": "2022-07-01", "year": "R3", "indicator": "a", "record": "baseline", "from": {"value": "0"},
        "to": {"value": "10"}, "why": "写し間違い",
    }  # fmt: skip
    return {key: value for key, value in (written | changes).items() if value is not None}


# What is frozen


def test_only_what_the_figures_rest_on_is_frozen() -> None:
    records = [
        {"value": "40", "status": "見込", "known": "2021-11"},
        {"value": "50", "status": "実績", "known": "2022-05-10"},
        {"value": "60", "status": "実績", "known": "2022-09"},
    ]
    own = plan(
        note="注", period={"from": "R1", "to": "R4"}, causes=[{"id": "c", "label": "要因"}],
        documents={
            "doc": {"title": "資料", "publisher": "県", "date": "2022-03-14", "note": "注"},
            "other": {"title": "別の資料", "publisher": "県"},
        },
        revisions=[
            {"date": "2021-02", "indicator": "a", "from": {"value": "100"}, "to": {"value": "80"}, "reason": "訳",
             "decision": "会議"},
            {"date": "2022-08", "indicator": "a", "from": {"value": "80"}, "to": {"value": "70"}, "reason": "訳",
             "decision": "会議"},
        ],
    )  # fmt: skip
    one = indicator(
        owner="課",
        note="注",
        actuals={"R2": actual("30")["R3"], "R3": records},
        assumed={"baseline": "訳", "owner": "訳"},
    )
    (declared,) = published(dataset(own, one)).manifests
    manifest = as_written(declared.manifest)
    assert manifest["records"]["indicators"] == [
        {
            "id": "a", "name": "指標", "plan": "p", "section": "s", "unit": "件", "direction": "absolute",
            "relisted": [], "source": {"document": "doc", "page": "1"}, "assumed": {"baseline": "訳"}, "unmet": {},
            "states": {}, "shared": {},
            "baseline": {"value": "0"}, "target": {"value": "100", "exclusive": "false"},
            "actuals": {"R3": [{"status": "実績", "known": "2022-05-10", "approximate": "false", "value": "50"}]},
        }
    ]  # fmt: skip
    frozen = manifest["records"]["plan"]
    assert [revision["date"] for revision in frozen["revisions"]] == ["2021-02"]
    assert frozen["documents"] == {"doc": {"title": "資料", "publisher": "県", "date": "2022-03-14"}}
    assert {"note", "period"}.isdisjoint(frozen)
    assert (frozen["causes"], frozen["published"]) == ([], {})
    assert manifest["figures"]["results"] == {"a": {"rating": "from60", "rate": "5/8"}}


def test_the_figures_are_exact_and_as_printed() -> None:
    data = published(dataset(plan(), *(indicator(id=n, name=n, actuals=actual(v)) for n, v in zip("abc", ("100", "70", "5"), strict=True))))  # fmt: skip  # noqa: E501
    (table,) = data.manifests[0].manifest.figures.tables
    assert (table.sections, table.size) == (("s",), 3)
    assert table.counts == {"s": {"achieved": 1, "from60": 1, "from30": 0, "below30": 1}}
    shares = {column: (str(share.printed), share.exact) for column, share in table.percent.items()}
    third = ("33.3", Fraction(1, 3))
    assert shares == {"achieved": third, "from60": third, "from30": ("0", Fraction(0)), "below30": third}


# What is a change, and what is only new


def test_a_changed_record_is_found_where_it_stands() -> None:
    data = published(dataset(plan(), indicator()))
    assert stand(data).sound
    assert deviating(after(data, indicator(baseline={"value": "5"}))) == [("a", "baseline", {"value": ("0", "5")})]
    assert deviating(after(data, indicator(actuals=actual("51")))) == [("a", "actuals R3", {"value": ("50", "51")})]
    assert deviating(after(data, indicator(unit="人"))) == [("a", "unit", {"": ("件", "人")})]
    assert deviating(after(data, indicator(actuals=None))) == [
        ("a", "actuals R3", {"value": ("50", None), "status": ("実績", None), "approximate": ("false", None)})
    ]
    assert deviating(after(data, target_year="R4")) == [(None, "target_year", {"": ("R3", "R4")})]


def test_an_indicator_that_is_gone_is_found_unless_its_file_could_not_be_read() -> None:
    data = published(dataset(plan(), indicator(), indicator(id="b", name="乙")))
    gone = after(data, indicator())
    assert deviating(gone) == [("b", "id", {})]
    assert stand(replace(gone, unread=("data/indicators/p/b.yaml",))).sound


def test_a_baseline_that_turns_up_later_is_a_change() -> None:
    data = published(dataset(plan(), indicator(baseline=None, better="higher")))
    assert deviating(after(data, indicator(better="higher"))) == [("a", "baseline", {"value": (None, "0")})]


@pytest.mark.parametrize(
    "changes",
    [
        {"actuals": {"R3": [{"value": "50", "status": "実績"}, {"value": "55", "status": "実績", "known": "2022-09"}]}},
        {"actuals": {"R3": [{"value": "55", "status": "実績", "known": "2022-09"}, {"value": "50", "status": "実績"}]}},
        {"actuals": {"R3": {"value": "50", "status": "実績"}, "R4": {"value": "70", "status": "見込"}}},
        {"suspended": {"since": "R4", "reason": "終了"}},
        {"suspended": {"since": "R3", "reason": "終了", "source": {"document": "late"}}},
        {"owner": "課", "note": "注", "unmet": {"R3": {"reason": "遅れた"}}},
    ],
)
def test_a_newer_record_beside_a_frozen_one_is_no_change(changes: dict[str, Any]) -> None:
    data = published(dataset(plan(), indicator()))
    documents = {**as_written(plan())["documents"], "late": {"title": "後", "publisher": "県", "date": "2022-09-01"}}
    assert stand(after(data, indicator(**changes), documents=documents)).sound


REVISION = {"indicator": "a", "from": {"value": "100"}, "to": {"value": "80"}, "reason": "訳", "decision": "会議"}


@pytest.mark.parametrize(
    "changes",
    [
        {"revisions": [{"date": "2022-06-02", **REVISION}]},
        {"sections": [{"id": "s", "name": "分野"}, {"id": "t", "name": "新しい分野"}]},
        {"published": {"R3": {"source": {"document": "doc"}, "counts": {"s": {"from30": "1"}}}}},
        {"causes": [{"id": "c", "label": "要因"}], "note": "注", "period": {"from": "R1", "to": "R9"}},
    ],
)
def test_a_later_decision_is_no_change(changes: dict[str, Any]) -> None:
    assert stand(after(published(dataset(plan(), indicator())), **changes)).sound


def test_a_revision_that_should_have_been_in_force_is_a_change() -> None:
    data = after(published(dataset(plan(), indicator())), revisions=[{"date": "2021-02-10", **REVISION}])
    ((whose, record, values),) = deviating(data)
    assert (whose, record, values["to.value"]) == (None, "revisions a", (None, "80"))


def test_a_year_that_is_judged_by_an_older_record_freezes_that_one() -> None:
    data = published(dataset(plan(), indicator(actuals={"R2": {"value": "30", "status": "実績"}})))
    both = {"R2": {"value": "30", "status": "実績"}, "R3": {"value": "90", "status": "実績", "known": "2022-10"}}
    assert stand(after(data, indicator(actuals=both))).sound
    assert deviating(after(data, indicator(actuals={**both, "R2": {"value": "31", "status": "実績"}}))) == [
        ("a", "actuals R2", {"value": ("30", "31")})
    ]


# Corrections


def corrected(*entries: dict[str, Any], **changes: Any) -> Standing:
    """How the year stands after these corrections, with the indicator changed in that way."""
    return stand(after(published(dataset(plan(), indicator())), indicator(**changes), corrections=list(entries)))


def test_a_correction_permits_the_change_that_it_names_and_no_other() -> None:
    assert corrected(correction(), baseline={"value": "10"}).sound
    assert not corrected(correction(), baseline={"value": "11"}).sound
    assert not corrected(correction(), baseline={"value": "10"}, unit="人").sound
    assert not corrected(correction()).sound
    again = correction(date="2022-08", **{"from": {"value": "10"}, "to": {"value": "11"}})
    assert corrected(correction(), again, baseline={"value": "11"}).sound
    assert not corrected(again, baseline={"value": "11"}).sound


@pytest.mark.parametrize(
    ("entry", "changes"),
    [
        ({"to": {"value": "10", "year": "2018"}}, {"baseline": {"value": "10", "year": "H30"}}),
        ({"from": None, "to": {"note": "訳"}}, {"baseline": {"value": "0", "note": "訳"}}),
        ({"record": "unit", "from": "件", "to": "人"}, {"unit": "人"}),
        ({"record": "better", "from": None, "to": "higher"}, {"better": "higher"}),
        ({"record": "actuals 2021", "from": {"value": "50"}, "to": {"value": "51"}}, {"actuals": actual("51")}),
        (
            {"record": "actuals R3", "from": None, "to": {"approximate": "true"}},
            {"actuals": actual("50", approximate="true")},
        ),
        ({"record": "actuals R3", "from": {"value": "50", "status": "実績"}, "to": None}, {"actuals": None}),
        ({"record": "assumed baseline", "from": None, "to": "訳"}, {"assumed": {"baseline": "訳"}}),
    ],
)
def test_any_record_of_an_indicator_can_be_corrected(entry: dict[str, Any], changes: dict[str, Any]) -> None:
    assert not corrected(**changes).sound
    assert corrected(correction(**entry), **changes).sound


def test_a_baseline_can_be_taken_away() -> None:
    side = correction(record="better", **{"from": None, "to": "higher"})
    assert corrected(side, correction(to=None), baseline=None, better="higher").sound
    assert corrected(correction(to=None), side, baseline=None, better="higher").sound


@pytest.mark.parametrize(
    ("entry", "changes"),
    [
        ({"record": "ratings from30", "from": {"at_least": "30"}, "to": {"at_least": "40"}}, None),
        ({"record": "target_year", "from": "R3", "to": "R4"}, {"target_year": "R4"}),
        ({"record": "documents doc", "from": {"title": "資料"}, "to": {"title": "資料二"}}, None),
        ({"record": "tables", "from": [["s"]], "to": [["s", "t"]]}, None),
        ({"record": "revisions a", "from": None, "to": {"date": "2021-02-10", **REVISION}}, None),
    ],
)
def test_records_of_the_plan_can_be_corrected(entry: dict[str, Any], changes: dict[str, Any] | None) -> None:
    sections = [{"id": "s", "name": "分野"}, {"id": "t", "name": "他"}]
    data = published(dataset(plan(sections=sections, tables=[["s"], ["t"]]), indicator()))
    written = as_written(data.plans[0].plan)
    written["ratings"][2]["at_least"] = "40"
    written["documents"]["doc"]["title"] = "資料二"
    own = {
        "ratings": written["ratings"], "documents": written["documents"], "tables": [["s", "t"]],
        "revisions": [{"date": "2021-02-10", **REVISION}],
    }  # fmt: skip
    field = entry["record"].split()[0]
    changed = after(data, **(changes or {field: own[field]}))
    assert not stand(changed).sound
    if field == "tables":
        entry = {**entry, "from": [["s"], ["t"]]}
    assert stand(after(changed, corrections=[correction(indicator=None, **entry)])).sound


def test_an_indicator_may_be_renamed_or_taken_away_by_a_correction() -> None:
    data = published(dataset(plan(), indicator(), indicator(id="b", name="乙")))
    renamed = after(data, indicator(), indicator(id="c", name="乙"))
    entry = correction(indicator="b", record="id", **{"from": "b", "to": "c"})
    assert stand(after(renamed, corrections=[entry])).sound
    assert not stand(after(after(data, indicator()), corrections=[entry])).sound
    gone = {key: value for key, value in entry.items() if key != "to"}
    assert stand(after(after(data, indicator()), corrections=[gone])).sound


def test_another_direction_takes_several_corrections_that_apply_together() -> None:
    steps = [
        correction(record="direction", **{"from": "absolute", "to": "keep"}),
        correction(record="baseline", **{"from": {"value": "0"}, "to": None}),
        correction(record="better", **{"from": None, "to": "higher"}),
    ]
    changes = {"direction": "keep", "better": "higher", "baseline": None}
    found = corrected(*steps, **changes)
    assert found.sound
    assert [step.misfit for step in corrected(*steps[:1], **changes).steps] == [Misfit.NOT_A_RECORD]


@pytest.mark.parametrize(
    ("entry", "misfit"),
    [
        ({"indicator": "x"}, Misfit.UNKNOWN_INDICATOR),
        ({"from": {"value": "1"}}, Misfit.NOT_FROM),
        ({"from": {"year": "R1"}}, Misfit.NOT_FROM),
        ({"from": None, "to": {"value": "1"}}, Misfit.NOT_FROM),
        ({"record": "actuals R2", "from": {"value": "50"}, "to": {"value": "1"}}, Misfit.NOT_FROM),
        ({"to": {"value": "約5"}}, Misfit.NOT_A_RECORD),
        ({"to": {"value": "0"}}, Misfit.SAME),
        ({"date": "2022-05"}, Misfit.TOO_EARLY),
    ],
)
def test_a_correction_that_does_not_apply_says_why(entry: dict[str, Any], misfit: Misfit) -> None:
    assert [step.misfit for step in corrected(correction(**entry)).steps] == [misfit]


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ({"from": None, "to": None}, "訂正の前 from も後 to も書かれていない"),
        ({"record": "basline"}, "「basline」は公表に凍結された記録の名前（例 baseline、actuals R3）ではない"),
        ({"record": "actuals"}, "「actuals」は一つの記録の名前"),
        ({"record": "ratings from60"}, "「ratings from60」は、指標の記録ではない"),
        ({"record": "baseline R3"}, "「baseline R3」は記録の名前ではない"),
        ({"record": "actuals R0"}, "「R0」は年度（例 R3、令和3年度、2021）ではない"),
    ],
)
def test_a_correction_that_names_nothing_is_refused(entry: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValidationError) as refused:
        plan(corrections=[correction(**entry)])
    assert refused.value.errors()[0]["ctx"]["reason"].startswith(reason)


# What a report says of it


def reviewed(data: Dataset, **scope: Any) -> Publication | None:
    report = build_report(data.plans[0].plan, data.of_plan("p"), parse_fiscal_year("R3"), Scope(**scope))
    return publication(data, report)


def test_a_report_knows_its_publication_from_its_day_on() -> None:
    data = published(dataset(plan(), indicator()))
    own = reviewed(data)
    assert own is not None
    assert (str(own.day), own.corrections, own.differs, own.sound) == (DAY, (), False, True)
    assert reviewed(data, as_of=parse_day("2022-05-31")) is None
    assert reviewed(data, as_of=parse_day(DAY), section="s", computed=True) == own
    assert reviewed(replace(data, manifests=())) is None


def test_newer_records_make_today_s_figures_differ_and_not_those_of_the_day() -> None:
    newer = [{"value": "50", "status": "実績"}, {"value": "70", "status": "実績", "known": "2022-09"}]
    data = after(published(dataset(plan(), indicator())), indicator(actuals={"R3": newer}))
    today, then = reviewed(data), reviewed(data, as_of=parse_day(DAY))
    assert today is not None
    assert then is not None
    assert ((today.differs, today.sound), (then.differs, then.sound)) == ((True, True), (False, True))


def test_a_correction_says_what_it_did() -> None:
    entry = correction(record="actuals R3", what="桁の誤り", **{"from": {"value": "50"}, "to": {"value": "70"}})
    data = after(published(dataset(plan(), indicator())), indicator(actuals=actual("70")), corrections=[entry])
    own = reviewed(data)
    assert own is not None
    (one,) = own.corrections
    assert (one.name, own.differs, own.sound) == ("指標", False, True)
    ((before, now),) = [(r.before, r.after) for r in one.results]
    assert (result(before), result(now)) == (("from30", Fraction(1, 2)), ("from60", Fraction(7, 10)))
    assert one.tables is not None
    assert [(c.column.id, c.before, c.after) for c in one.tables[0].cells] == [("from60", 0, 1), ("from30", 1, 0)]


def test_a_correction_is_told_in_every_section_that_lists_its_indicator() -> None:
    of = plan(
        sections=[{"id": "s", "name": "分野"}, {"id": "t", "name": "再掲の分野"}, {"id": "u", "name": "別の分野"}]
    )
    frozen = published(dataset(of, indicator(relisted=["t"])))
    data = after(frozen, indicator(relisted=["t"], baseline={"value": "10"}), corrections=[correction()])
    told = {section: reviewed(data, section=section) for section in "stu"}
    assert {s: [len(c.results) for c in own.corrections] for s, own in told.items() if own} == {
        "s": [1],
        "t": [1],
        "u": [0],
    }


@pytest.mark.parametrize(
    ("section", "expected"), [(None, ["a", "b", ""]), ("s", ["a", "b", "c"]), ("t", ["", "", "c"])]
)
def test_a_correction_tells_of_what_the_reports_before_and_after_it_differ_in(
    section: str | None, expected: list[str]
) -> None:
    entries = [
        correction(),
        correction(indicator=None, record="ratings from60", **{"from": {"at_least": "60"}, "to": {"at_least": "50"}}),
        correction(indicator="c", record="section", **{"from": "s", "to": "t"}),
    ]
    sections = [{"id": "s", "name": "一"}, {"id": "t", "name": "二"}]
    own = [indicator(id=n, name=n, actuals=actual(value)) for n, value in (("a", "50"), ("b", "55"), ("c", "9"))]
    data = after(published(dataset(plan(sections=sections), *own)), corrections=entries)

    def results(records: Records) -> dict[str, object]:
        report = reported(records, parse_fiscal_year("R3"), parse_day(DAY), Scope(section=section))
        return {a.indicator.id: a.outcome for a in report.assessments}

    pairs = [(results(step.before), results(step.after)) for step in stand(data).steps]
    assert ["".join(i for i in "abc" if old.get(i) != new.get(i)) for old, new in pairs] == expected
    own_review = reviewed(data, section=section)
    assert own_review is not None
    told = [[r.after or r.before for r in one.results] for one in own_review.corrections]
    assert ["".join(a.indicator.id for a in one if a) for one in told] == expected
    assert [one.tables is None for one in own_review.corrections] == [True, True, False]


# Laws


@cache
def frozen_states() -> list[Dataset]:
    """The shipped R3 and small plans of every direction, published on several days."""
    small = dataset(
        plan(
            revisions=[{"date": "2021-02-10", **REVISION}], tables=[["s"]],
            undisclosed=[{"section": "s", "rating": "achieved", "count": "3", "source": {"document": "doc"}}],
            published={"R3": {"source": {"document": "doc"}, "counts": {"s": {"achieved": "9"}}}},
        ),
        indicator(suspended={"since": "R3", "reason": "終了"}, id="old", name="旧"),
        indicator(assumed={"baseline": "訳"}, actuals={"R2": [actual("3")["R3"]], "R3": [
            actual("4", "見込", known="2021-11")["R3"], actual("5", known="2022-03-20")["R3"]]}),
        *(d.model_copy(update={"plan": "p", "section": "s", "id": f"d{n}"}) for n, d in enumerate(directions())),
    )  # fmt: skip
    days = ("2021-12-01", "2022-03-14", DAY)
    return [
        *(published(SHIPPED, day=day, of="chiba-ict") for day in days),
        *(published(small, year=year, day=day) for day in days for year in ("R2", "R3")),
    ]


def test_what_is_published_stands() -> None:
    for data in frozen_states():
        assert list(differences(data.manifests[0].manifest)) == []
        assert stand(data).sound


def _frozen_place(draw: st.DrawFn, data: Dataset) -> tuple[Any, tuple[Any, ...]]:
    """A declared record, and the path in it of a value that is frozen."""
    manifest = data.manifests[0].manifest
    own = data.plan(manifest.plan)
    assert own is not None
    now = {declared.indicator.id: declared for declared in data.of_plan(manifest.plan)}
    chosen = draw(st.sampled_from([None, *manifest.records.indicators]))
    declared: Any = own if chosen is None else now[chosen.id]
    full = as_written(own.plan if chosen is None else declared.indicator)
    frozen = as_written(manifest.records.plan if chosen is None else chosen)
    fields = OF_PLAN if chosen is None else OF_INDICATOR
    full_places = (path for path in places(frozen) if path and _at(frozen, path) not in ({}, []))
    path = draw(st.sampled_from([path for path in full_places if path[0] in fields]))
    return declared, _moved(full, frozen, path)


def _moved(full: Any, frozen: Any, path: tuple[Any, ...]) -> tuple[Any, ...]:
    """`path` in the frozen record as the path of the same value in the full one."""
    for depth, step in enumerate(path):
        entries, others = _at(frozen, path[:depth]), _at(full, path[:depth])
        if isinstance(step, int) and entries[step] in others:
            path = (*path[:depth], others.index(entries[step]), *path[depth + 1 :])
            frozen = full
    return path


def _at(written: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        written = written[step]
    return written


@st.composite
def changed_states(draw: st.DrawFn) -> Dataset:
    """A published state with one frozen value changed or gone."""
    data = draw(st.sampled_from(frozen_states()))
    declared, path = _frozen_place(draw, data)
    record = declared.plan if isinstance(declared, DeclaredPlan) else declared.indicator
    written = as_written(record)
    try:
        changed = mutated(written, path, draw(st.sampled_from([*WORDS, None])))
        parse = Plan.model_validate if isinstance(record, Plan) else INDICATORS.validate_python
        new: Any = parse(changed)
    except (ValidationError, TypeError, KeyError, IndexError):
        assume(False)
    assume(as_written(new) != written)
    if isinstance(declared, DeclaredPlan):
        assume(path[0] != "tables" or _tables(new) != _tables(declared.plan))
        plans = tuple(replace(d, plan=new) if d is declared else d for d in data.plans)
        return replace(data, plans=plans)
    own = tuple(replace(d, indicator=new) if d is declared else d for d in data.indicators)
    return replace(data, indicators=own)


def _tables(of: Plan) -> list[list[str]]:
    """What the section tables show, however that is written."""
    known = {section.id for section in of.sections}
    return [shown for group in of.table_groups() if (shown := [section for section in group if section in known])]


@given(changed_states())
def test_any_single_change_of_a_frozen_record_is_found(data: Dataset) -> None:
    assert not stand(data).sound


@given(changed_states())
def test_any_change_can_be_corrected_and_then_stands(data: Dataset) -> None:
    found = stand(data)
    assume(found.plan is not None)
    entries = []
    for deviation in found.deviations:
        field, name = deviation.key[0], " ".join(deviation.key)
        assume(field != "id")  # one indicator goes, and another has come
        part = deviation.part
        assert part is not None
        assume(field != "sections" or len(data.manifests[0].manifest.records.plan.sections) > 1)  # one must be left
        change = {"year": str(data.manifests[0].manifest.year), "from": part.before, "to": part.after}
        entry = correction(indicator=deviation.indicator, record=name, **change)
        entries.append(entry)
    own = found.plan
    assert own is not None
    new = Plan.model_validate({**as_written(own.plan), "corrections": entries})
    plans = tuple(replace(d, plan=new) if d is own else d for d in data.plans)
    assert stand(replace(data, plans=plans)).sound


LATER = st.sampled_from(["2022-06-02", "2022-07", "2030-01-01"])


@st.composite
def grown_states(draw: st.DrawFn) -> Dataset:
    """A published state with newer records beside the frozen ones."""
    data = draw(st.sampled_from(frozen_states()))
    own = [d for d in data.indicators if d.indicator.actuals and d.indicator.plan == data.manifests[0].manifest.plan]
    declared = draw(st.sampled_from(own))
    written = as_written(declared.indicator)
    year = draw(st.sampled_from([*written["actuals"], "R9"]))
    template = next(iter(written["actuals"].values()))[0]
    record = {key: value for key, value in template.items() if key not in {"as_of", "period"}}
    records = [*written["actuals"].get(year, [])]
    records.insert(draw(st.integers(0, len(records))), {**record, "known": draw(LATER)})
    new = INDICATORS.validate_python({**written, "actuals": {**written["actuals"], year: records}})
    grown = tuple(DeclaredIndicator(d.document, new) if d is declared else d for d in data.indicators)
    return replace(data, indicators=grown)


@given(grown_states())
def test_a_later_record_is_never_a_change(data: Dataset) -> None:
    assert stand(data).sound


@given(st.data())
def test_any_single_change_of_a_figure_is_found(data: st.DataObject) -> None:
    manifest = data.draw(st.sampled_from(frozen_states())).manifests[0].manifest
    written = as_written(manifest)
    path = data.draw(st.sampled_from([path for path in places(written["figures"]) if path]))
    try:
        changed = mutated(written["figures"], path, data.draw(st.sampled_from([*WORDS, "achieved", "1", None])))
        other = Manifest.model_validate({**written, "figures": changed})
    except (ValidationError, TypeError):
        assume(False)
    assume(as_written(other) != written)
    assert list(differences(other)) != []


# In a comparison


def told(before: Dataset, after: Dataset) -> tuple[list[tuple[Kind, str]], list[DoubtWhy]]:
    found = compare(before, after)
    return (
        [(change.kind, str(change.year)) for change in found.changes],
        [doubt.why for doubt in doubts(Side(before), Side(after), found)],
    )


def test_a_comparison_tells_of_a_year_that_is_published_and_warns_of_one_that_is_rewritten_or_gone() -> None:
    bare = dataset(plan(), indicator())
    frozen, later = published(bare), published(bare, day="2022-07-01")
    assert told(bare, frozen) == ([(Kind.MANIFEST_ADDED, "R3")], [])
    assert told(frozen, bare) == ([(Kind.MANIFEST_REMOVED, "R3")], [DoubtWhy.MANIFEST_REWRITTEN])
    assert told(frozen, later) == ([(Kind.MANIFEST_CHANGED, "R3")], [DoubtWhy.MANIFEST_REWRITTEN])
    assert told(frozen, frozen) == ([], [])


def test_a_published_year_that_cannot_be_read_is_not_gone() -> None:
    frozen = published(dataset(plan(), indicator()))
    unread = replace(frozen, manifests=(), unread=("data/published/p/R3.yaml",))
    assert told(frozen, unread) == ([], [])
    assert compare(frozen, unread).uncompared == ("data/published/p/R3.yaml",)
