"""A published year: its rows, what counts as a change of them, what a correction permits, and what judges it."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache, partial
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from dxkpi.core.basis.calendar import parse_day, parse_fiscal_year
from dxkpi.core.basis.change_kind import ChangeKind
from dxkpi.core.dataset import Dataset, DeclaredIndicator
from dxkpi.core.diff.compare import compare
from dxkpi.core.diff.impact import Snapshot
from dxkpi.core.indicator import AnyIndicator, Indicator
from dxkpi.core.method.method import Denominator
from dxkpi.core.numerals import rate_figure
from dxkpi.core.plan.plan import Plan, as_written
from dxkpi.core.plan.published import Published
from dxkpi.core.publication.conformity import Conformity, Publication, conformity, faults, publication
from dxkpi.core.publication.corrected import CorrectionMisfit, with_published
from dxkpi.core.published_rows import changes, values
from dxkpi.core.report import Scope, build_report
from dxkpi.render.views.published import stands
from dxkpi.rules import check
from dxkpi.rules.review.change import second_looks
from tests.build import actual, dataset, indicator, plan, publish
from tests.core.test_compare import WORDS, mutated, places
from tests.render.outcomes import directions, locate

DAY = "2022-06-01"
R3 = parse_fiscal_year("R3")
READ = TypeAdapter[Indicator](AnyIndicator).validate_python


def published(data: Dataset, year: str = "R3", day: str = DAY) -> Dataset:
    """`data` with that year of its plan published on `day`."""
    plan = publish(data.plans[0], data.of_plan(data.plans[0].plan.plan), year, day)
    return replace(data, plans=(plan,), published=plan.published)


def stand(data: Dataset) -> Conformity:
    return conformity(data, data.published[0])


def rates_of(own: Conformity) -> Callable[[Fraction], str]:
    """What prints a rate as those of the year were printed."""
    judged = own.declared.published.judged
    assert judged
    assert judged.scale
    return partial(rate_figure, scale=judged.scale)


def after(data: Dataset, *indicators: Any, **changed: Any) -> Dataset:
    """`data` with other indicators, or with other keys of its plan; what was published is as it was."""
    own = data.plans[0]
    new = Plan.model_validate({**as_written(own.plan), **changed})
    declared = dataset(new, *indicators).indicators if indicators else data.indicators
    plans = with_published([replace(own, plan=new)], data.published)
    return replace(data, plans=plans, indicators=declared)


def deviating(data: Dataset) -> dict[str, dict[str, tuple[object, object]]]:
    """By indicator and key what was published and what the data give now, as text."""
    return {
        d.indicator: {".".join(map(str, own.path)): (own.published, own.today) for own in d.differences}
        for d in stand(data).deviations
    }


def correction(**changed: Any) -> dict[str, Any]:
    """A correction of the baseline of `a` from 0 to 10, and of what comes of that."""
    written = {
        "date": "2022-07-01", "year": "R3", "indicator": "a",
        "from": {"baseline": {"value": "0"}, "rate": "50.0"}, "to": {"baseline": {"value": "10"}, "rate": "44.4"},
        "why": "写し間違い",
    }  # fmt: skip
    return {key: value for key, value in (written | changed).items() if value is not None}


# What is written


def test_a_row_states_what_the_data_say_in_their_own_form() -> None:
    data = published(
        dataset(
            plan(),
            indicator(
                target={"value": "100", "by_year": {"R2": "40", "R3": "60"}},
                actuals=actual("50", "見込", as_of="2021-12"),
            ),
            indicator(
                id="b", name="乙", direction="relative", target={"change": "10"},
                baseline={"value": "200", "year": "R1"}, actuals={"R2": actual("210")["R3"]},
            ),
            indicator(id="c", name="丙", suspended={"since": "R3", "reason": "終了"}),
            indicator(id="d", name="丁", baseline=None, better="higher"),
        )
    )  # fmt: skip
    rows = data.published[0].published.rows
    assert {key: as_written(row) for key, row in rows.items()} == {
        "a": {
            "name": "指標", "unit": "件", "section": "s", "baseline": {"value": "0"},
            "target": {"value": "100", "by_year": {"R3": "60"}},
            "actual": {"value": "50", "status": "見込", "year": "R3", "as_of": "2021-12"},
            "rate": "50.0", "exact_rate": "1/2", "rating": "from30",
        },
        "b": {
            "name": "乙", "unit": "件", "section": "s", "baseline": {"value": "200", "year": "R1"},
            "target": {"value": "220", "change": "10"}, "actual": {"value": "210", "status": "実績", "year": "R2"},
            "rate": "50.0", "exact_rate": "1/2", "rating": "from30",
        },
        "c": {
            "name": "丙", "unit": "件", "section": "s", "baseline": {"value": "0"}, "target": {"value": "100"},
            "actual": {"value": "50", "status": "実績", "year": "R3"}, "state": "suspended",
        },
        "d": {
            "name": "丁", "unit": "件", "section": "s", "target": {"value": "100"},
            "actual": {"value": "50", "status": "実績", "year": "R3"}, "rating": "unassessed",
        },
    }  # fmt: skip


def test_counts_and_percentages_are_those_of_the_report() -> None:
    own = (indicator(id=n, name=n, actuals=actual(v)) for n, v in zip("abc", ("100", "70", "5"), strict=True))
    file = published(dataset(plan(), *own)).published[0].published
    assert (file.made, str(file.date), file.transcribed) == ("dxkpi 1.0", DAY, False)
    assert file.counts == {"s": {"achieved": 1, "from60": 1, "from30": 0, "below30": 1}}
    row = {"achieved": Decimal("33.3"), "from60": Decimal("33.3"), "from30": Decimal(0), "below30": Decimal("33.3")}
    assert (file.percent.total, file.percent.tables) == (row, (row,))


def test_unnamed_indicators_of_an_earlier_paper_are_counted_without_a_rating() -> None:
    unnamed = [{"section": "s", "rating": "achieved", "count": "3", "source": {"document": "doc"}}]
    of = plan(published={"R2": {"source": {"document": "doc"}}}, undisclosed=unnamed)
    file = published(dataset(of, indicator())).published[0].published
    assert [as_written(own) for own in file.unnamed] == [{"section": "s", "rating": "unassessed", "count": "3"}]
    assert file.counts == {"s": {"achieved": 0, "from60": 0, "from30": 1, "below30": 0, "unassessed": 3}}


# What is a change, and what is only new


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"baseline": {"value": "10"}}, {"baseline.value": (0, 10), "exact_rate": (Fraction(1, 2), Fraction(4, 9))}),
        ({"baseline": {"value": "0", "year": "H30"}}, {"baseline.year": (None, parse_fiscal_year("H30"))}),
        ({"actuals": actual("51")}, {"actual.value": (50, 51), "exact_rate": (Fraction(1, 2), Fraction(51, 100))}),
        ({"actuals": actual("50", "見込")}, {"actual.status": ("実績", "見込")}),
        ({"unit": "人"}, {"unit": ("件", "人")}),
        ({"target": {"value": "100", "exclusive": "true"}}, {"target.exclusive": (None, True)}),
        (
            {"suspended": {"since": "R3", "reason": "終了"}},
            {"exact_rate": (Fraction(1, 2), None), "rating": ("from30", None), "state": (None, "suspended")},
        ),
        (
            {"actuals": None},
            {
                "actual.value": (50, None), "actual.status": ("実績", None), "actual.year": (R3, None),
                "exact_rate": (Fraction(1, 2), None), "rating": ("from30", "unassessed"),
            },
        ),
    ],
)  # fmt: skip
def test_a_changed_figure_is_found(changed: dict[str, Any], found: dict[str, Any]) -> None:
    data = published(dataset(plan(), indicator()))
    assert stand(data).sound
    assert deviating(after(data, indicator(**changed))) == {"a": found}


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "新しい名称", "owner": "課", "note": "注", "subsection": "x"},
        {"unmet": {"R3": {"reason": "遅れた"}}},
        {"actuals": {"R3": [{"value": "50", "status": "実績"}, {"value": "55", "status": "実績", "known": "2022-09"}]}},
        {"actuals": {"R3": {"value": "50", "status": "実績"}, "R4": {"value": "70", "status": "見込"}}},
        {"suspended": {"since": "R4", "reason": "終了"}},
        {"suspended": {"since": "R3", "reason": "終了", "reported": "課", "known": "2022-06-02"}},
        {"states": {"R4": {"state": "x"}}},
    ],
)
def test_other_words_and_what_was_known_later_are_no_change(changed: dict[str, Any]) -> None:
    assert stand(after(published(dataset(plan(), indicator())), indicator(**changed))).sound


def test_an_indicator_that_is_gone_is_a_deviation_and_one_that_came_is_not() -> None:
    data = published(dataset(plan(), indicator(), indicator(id="b", name="乙")))
    gone = after(data, indicator(), indicator(id="new", name="丙"))
    assert deviating(gone) == {"b": {}}
    assert stand(replace(gone, unread=("data/indicators/p/b.yaml",))).deviations == ()


def test_a_published_year_is_judged_by_what_it_was_judged_by() -> None:
    data = published(dataset(plan(), indicator()))
    bands = [
        {"id": "good", "label": "100%", "group": "達成", "at_least": "100"},
        {"id": "bad", "label": "100%未満", "group": "未達成"},
    ]
    changed = after(data, method={"formula": "ratio", "against": "target"}, ratings=bands, target_year="R5")
    assert stand(changed).sound
    own = changed.plans[0].plan
    told = {y: build_report(own, changed.of_plan("p"), parse_fiscal_year(y)).overview for y in ("R3", "R4")}
    assert {y: [c.id for c in t.columns] for y, t in told.items() if t} == {
        "R3": ["achieved", "from60", "from30", "below30"],
        "R4": ["good", "bad"],
    }


REVISION = {"indicator": "a", "from": {"value": "100"}, "to": {"value": "80"}, "reason": "訳", "decision": "会議"}


def test_a_revision_that_should_have_been_in_force_is_a_change_and_a_later_one_is_not() -> None:
    data = published(dataset(plan(), indicator()))
    assert stand(after(data, revisions=[{"date": "2022-06-02", **REVISION}])).sound
    assert deviating(after(data, revisions=[{"date": "2021-02-10", **REVISION}]))["a"]["target.value"] == (100, 80)


# Corrections


def corrected(*entries: dict[str, Any], **changed: Any) -> Conformity:
    """How the year stands after these corrections, with the indicator changed in that way."""
    return stand(after(published(dataset(plan(), indicator())), indicator(**changed), corrections=list(entries)))


def test_a_correction_permits_the_change_that_it_names_and_no_other() -> None:
    assert corrected(correction(), baseline={"value": "10"}).sound
    assert not corrected(correction(), baseline={"value": "11"}).sound
    assert not corrected(correction(), baseline={"value": "10"}, unit="人").sound
    assert not corrected(correction()).sound
    again = correction(
        date="2022-08",
        **{"from": {"baseline": {"value": "10"}, "rate": "44.4"}, "to": {"baseline": {"value": "11"}, "rate": "43.8"}},
    )
    assert corrected(correction(), again, baseline={"value": "11"}).sound
    assert not corrected(again, baseline={"value": "11"}).sound


def test_a_correction_that_moves_a_count_is_whole_with_one_of_the_totals() -> None:
    row = correction(
        **{
            "from": {"actual": {"value": "50"}, "rate": "50.0", "rating": "from30"},
            "to": {"actual": {"value": "70"}, "rate": "70.0", "rating": "from60"},
        }
    )
    moved = [{"from30": "100.0", "from60": "0"}, {"from30": "0", "from60": "100.0"}]
    sides = [{"total": own, "tables": [own]} for own in moved]
    totals = correction(
        indicator=None,
        **{
            "from": {"counts": {"s": {"from30": "1", "from60": "0"}}, "percent": sides[0]},
            "to": {"counts": {"s": {"from30": "0", "from60": "1"}}, "percent": sides[1]},
        },
    )
    alone = corrected(row, actuals=actual("70"))
    assert (alone.deviations, alone.faults) == ((), ())
    assert alone.faults_corrected == (("counts", "s", "from60"),)
    assert corrected(row, totals, actuals=actual("70")).sound


def test_a_percentage_of_the_plan_is_corrected_without_those_of_its_tables() -> None:
    """全体の割合だけを直す正誤に、分野別の表の割合を書き写さなくてよい."""
    sides = [{"percent": {"total": {"from30": share}}} for share in ("100.0", "99.9")]
    found = corrected(correction(indicator=None, **dict(zip(("from", "to"), sides, strict=True))))
    assert [step.misfit for step in found.steps] == [None]
    before, after = found.declared.published.percent, found.corrected.percent
    assert before is not None
    assert before.total is not None
    assert after is not None
    assert after.total == {**before.total, "from30": Decimal("99.9")}
    assert after.tables == before.tables != ()


def test_a_row_may_be_taken_away_with_all_its_keys() -> None:
    data = published(dataset(plan(), indicator(), indicator(id="b", name="乙")))
    whole = as_written(data.published[0].published.rows["b"])
    gone = after(data, indicator(), corrections=[correction(indicator="b", to=None, **{"from": whole})])
    assert (stand(gone).deviations, [step.misfit for step in stand(gone).steps]) == ((), [None])


@pytest.mark.parametrize(
    ("entry", "misfit"),
    [
        ({"indicator": "x"}, CorrectionMisfit.NO_ROW),
        ({"from": {"baseline": {"value": "1"}, "rate": "50.0"}}, CorrectionMisfit.NOT_FROM),
        ({"from": {"baseline": {"year": "R1"}}}, CorrectionMisfit.NOT_FROM),
        ({"from": None}, CorrectionMisfit.NOT_FROM),
        ({"indicator": None, "from": {"counts": {"s": {"achieved": "9"}}}, "to": None}, CorrectionMisfit.NOT_FROM),
        ({"date": "2022-05"}, CorrectionMisfit.TOO_EARLY),
    ],
)
def test_a_correction_that_does_not_fit_says_why_and_changes_nothing(
    entry: dict[str, Any], misfit: CorrectionMisfit
) -> None:
    found = corrected(correction(**entry))
    assert [step.misfit for step in found.steps] == [misfit]
    assert found.corrected == found.declared.published


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ({"from": None, "to": None}, "訂正の前 from と後 to が同じである"),
        ({"indicator": None}, "「baseline」は、計画の件数でも割合でもない"),
        ({"to": {"counts": {"s": {"achieved": "1"}}}}, "「counts」は、指標の値ではない"),
        ({"to": {"rate": "約5"}}, "「約5」は半角の数値（例 6000、-5、73.5）ではない"),
    ],
)
def test_a_correction_that_cannot_be_one_is_refused(entry: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValidationError) as refused:
        plan(corrections=[correction(**entry)])
    assert refused.value.errors()[0]["ctx"]["reason"].startswith(reason)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"made": None}, "出典 source がない"),
        ({"made": None, "source": {"document": "doc"}}, "資料から書き写したファイルに judged がある"),
        ({"judged": None}, "dxkpi publish が書いたファイルに judged がない"),
        ({"date": "2022-06"}, "公表の日が、日まで書かれていない"),
        ({"date": None}, "公表の日が、日まで書かれていない"),
    ],
)
def test_a_file_says_where_it_is_from(changed: dict[str, Any], reason: str) -> None:
    written = as_written(published(dataset(plan(), indicator())).published[0].published) | changed
    with pytest.raises(ValidationError) as refused:
        Published.model_validate({key: value for key, value in written.items() if value is not None})
    assert refused.value.errors()[0]["ctx"]["reason"] == reason


# What a report says of it


def reviewed(data: Dataset, **scope: Any) -> Publication | None:
    report = build_report(data.plans[0].plan, data.of_plan("p"), R3, Scope(**scope))
    return publication(data, report)


def test_a_report_names_what_it_counts_and_the_publication_did_not() -> None:
    monitored = indicator(id="m", direction="monitor", baseline=None, target=None)
    data = after(
        published(dataset(plan(), indicator())), indicator(), indicator(id="new", name="加えた指標"), monitored
    )
    seen = reviewed(data)
    assert seen is not None
    assert (seen.added, seen.sound) == (("new",), True)
    report = build_report(data.plans[0].plan, data.of_plan("p"), R3)
    assert "公表した結果にない1指標（加えた指標）を数えるため" in str(tuple(stands(report, seen, public=False)))


def test_a_report_knows_its_publication_from_its_day_on() -> None:
    data = published(dataset(plan(), indicator()))
    own = reviewed(data)
    assert own is not None
    assert (str(own.day), own.corrections, own.differs, own.sound) == (DAY, (), False, True)
    assert reviewed(data, as_of=parse_day("2022-05-31")) is None
    assert reviewed(data, as_of=parse_day(DAY), section="s", computed=True) == own
    assert reviewed(dataset(plan(), indicator())) is None


def test_newer_records_make_today_s_figures_differ_and_not_those_of_the_day() -> None:
    newer = [{"value": "50", "status": "実績"}, {"value": "70", "status": "実績", "known": "2022-09"}]
    data = after(published(dataset(plan(), indicator())), indicator(actuals={"R3": newer}))
    today, then = reviewed(data), reviewed(data, as_of=parse_day(DAY))
    assert today is not None
    assert then is not None
    assert ((today.differs, today.sound), (then.differs, then.sound)) == ((True, True), (False, True))


def test_the_corrections_that_were_made_are_told_with_the_name_of_the_indicator() -> None:
    data = published(dataset(plan(), indicator()))
    entries = [correction(), correction(indicator="x")]
    own = reviewed(after(data, indicator(baseline={"value": "10"}), corrections=entries))
    assert own is not None
    assert ([one.name for one in own.corrections], own.differs, own.sound) == (["指標"], False, False)


def test_what_a_paper_printed_is_told_only_where_it_was_corrected() -> None:
    result = {"source": {"document": "doc"}, "counts": {"s": {"achieved": "0", "from60": "1", "from30": "0", "below30": "0"}}}  # fmt: skip  # noqa: E501
    own = dataset(plan(published={"R3": result}), indicator())
    assert reviewed(own) is None
    counts = [{"counts": {"s": {"from60": a, "from30": b}}} for a, b in (("1", "0"), ("0", "1"))]
    entry = correction(indicator=None, **{"from": counts[0], "to": counts[1]})
    right = after(own, corrections=[entry])
    found = reviewed(right)
    assert found is not None
    assert (len(found.corrections), found.sound) == (1, True)
    report = build_report(right.plans[0].plan, right.of_plan("p"), R3)
    assert report.reconciliation is not None
    assert report.reconciliation.published.counts["s"]["from30"] == 1
    assert str(report.reconciliation.agreement) == "一致"


# Laws


@cache
def published_states() -> list[Dataset]:
    """Small plans of every direction, published on several days, by several methods."""
    methods: list[dict[str, Any]] = [
        {"formula": "distance", "against": "target"},
        {"formula": "ratio", "against": "straight_line", "denominator": "known"},
        {"formula": "distance", "against": "target", "denominator": "assessed", "rounding": {"digits": "0"}},
    ]
    days = ("2021-12-01", "2022-03-14", DAY)
    return [
        published(_small(method), year=year, day=day) for method in methods for day in days for year in ("R2", "R3")
    ]


def _small(method: dict[str, Any]) -> Dataset:
    return dataset(
        plan(revisions=[{"date": "2021-02-10", **REVISION}], tables=[["s"]], method=method),
        indicator(suspended={"since": "R3", "reason": "終了"}, id="old", name="旧"),
        indicator(assumed={"baseline": "訳"}, actuals={"R2": [actual("3")["R3"]], "R3": [
            actual("4", "見込", known="2021-11")["R3"], actual("5", known="2022-03-20")["R3"]]}),
        *(d.model_copy(update={"plan": "p", "section": "s", "id": f"d{n}"}) for n, d in enumerate(directions())),
    )  # fmt: skip


def test_what_is_published_stands() -> None:
    for data in published_states():
        assert stand(data).sound


def _chosen(draw: st.DrawFn) -> Dataset:
    states = published_states()
    return states[draw(st.integers(0, len(states) - 1))]


@st.composite
def changed_states(draw: st.DrawFn) -> Dataset:
    """A published state with one value of an indicator changed or gone."""
    data = _chosen(draw)
    declared = data.indicators[draw(st.integers(0, len(data.indicators) - 1))]
    written = as_written(declared.indicator)
    path = draw(st.sampled_from([path for path in places(written) if path and path[0] not in {"id", "plan"}]))
    try:
        new = READ(mutated(written, path, draw(st.sampled_from([*WORDS, "7", None]))))
    except (ValidationError, TypeError, KeyError, IndexError):
        assume(False)
    own = tuple(replace(d, indicator=new) if d is declared else d for d in data.indicators)
    return replace(data, indicators=own)


@given(changed_states())
def test_any_change_can_be_corrected_as_the_finding_says_and_is_then_none(data: Dataset) -> None:
    found = stand(data)
    entries = [
        correction(year=str(found.declared.published.year), indicator=d.indicator, **{"from": None, "to": None})
        | changes(d.differences, rates_of(found))
        for d in found.deviations
    ]
    right = stand(after(data, corrections=entries))
    assert right.deviations == ()
    assert [step.misfit for step in right.steps] == [None] * len(entries)


LATER = st.sampled_from(["2022-06-02", "2022-07", "2030-01-01"])


@st.composite
def grown_states(draw: st.DrawFn) -> Dataset:
    """A published state with newer records beside the old ones."""
    data = _chosen(draw)
    measured = [d for d in data.indicators if d.indicator.actuals]
    declared = measured[draw(st.integers(0, len(measured) - 1))]
    written = as_written(declared.indicator)
    year = draw(st.sampled_from([*written["actuals"], "R9"]))
    template = draw(st.sampled_from([own for records in written["actuals"].values() for own in records]))
    record = {key: value for key, value in template.items() if key not in {"as_of", "period"}}
    records = [*written["actuals"].get(year, [])]
    records.insert(draw(st.integers(0, len(records))), {**record, "known": draw(LATER)})
    new = READ({**written, "actuals": {**written["actuals"], year: records}})
    grown = tuple(DeclaredIndicator(d.document, new) if d is declared else d for d in data.indicators)
    return replace(data, indicators=grown)


@given(grown_states())
def test_a_later_record_is_never_a_change(data: Dataset) -> None:
    assert stand(data).sound


@given(st.data())
def test_any_single_change_of_a_count_or_percentage_is_found(data: st.DataObject) -> None:
    """Where the plan leaves out what waits for an actual, a percentage may be of any number of those."""
    states = published_states()
    file = states[data.draw(st.integers(0, len(states) - 1))].published[0].published
    assert file.judged is not None
    assert file.judged.method is not None
    assume(file.judged.method.denominator is not Denominator.KNOWN)
    key = data.draw(st.sampled_from(["counts", "percent"]))
    written = as_written(getattr(file, key))
    single = [path for path in places(written) if path and isinstance(_at(written, path), str)]
    assume(single)
    path = data.draw(st.sampled_from(single))
    try:
        changed = mutated(written, path, data.draw(st.sampled_from(["0", "1", "7", "12.5"])))
        other = Published.model_validate({**as_written(file), key: changed})
    except (ValidationError, TypeError):
        assume(False)
    assume(values(getattr(other, key)) != values(getattr(file, key)))
    assert list(faults(other, file.judged)) != []


def _at(written: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        written = written[step]
    return written


@pytest.mark.parametrize(
    ("target", "later", "line"),
    [
        ({"value": "100"}, {"value": "80"}, "from: {value: 100}, to: {value: 80}"),
        ({"change": "10"}, {"change": "5"}, "from: {change: 10}, to: {change: 5}"),
    ],
)
def test_whoever_records_the_revision_that_is_proposed_is_in_agreement_again(
    target: dict[str, str], later: dict[str, str], line: str
) -> None:
    of = {"direction": "relative", "baseline": {"value": "200"}} if "change" in target else {}
    out = published(dataset(plan(), indicator(target=target, **of)))
    changed = after(out, indicator(target=later, **of))
    (finding,) = [own for own in check(changed) if own.rule.code == "KPI711"]
    ways = finding.hint.split("。")
    assert ways[0] == "書き違いなら、公表したときの値に戻す"
    assert ways[1].startswith("公表した値の誤りなら、計画の corrections に書く: - {date: 正誤を出した日, year: R3, ")
    told = "目標を改定したのなら、target は公表したときの値に戻し、計画の revisions に書く: - "
    assert ways[2] == (
        f"{told}{{date: 改定を決めた日, indicator: a, {line}, reason: 改定の理由, decision: 決めた会議}}"
    )
    revision = {"date": "2022-06-01", "indicator": "a", "from": target, "to": later, "reason": "訳", "decision": "会議"}
    recorded = after(out, indicator(target=target, **of), revisions=[revision])
    assert stand(recorded).sound
    assert not [own for own in check(recorded) if own.rule.code == "KPI711"]


# In a comparison


def told(before: Dataset, after: Dataset) -> tuple[list[tuple[ChangeKind, str]], list[str]]:
    found = compare(before, after)
    return (
        [(change.kind, str(change.year)) for change in found.changes],
        [
            look.finding.diagnostic.rule.name
            for look in second_looks(Snapshot(before), Snapshot(after), found, (locate, locate))
        ],
    )


def test_a_comparison_looks_twice_at_a_year_that_is_published_rewritten_or_gone() -> None:
    bare = dataset(plan(), indicator())
    out, later = published(bare), published(bare, day="2022-07-01")
    assert told(bare, out) == ([(ChangeKind.PUBLISHED_ADDED, "R3")], ["published-file"])
    assert told(out, bare) == ([(ChangeKind.PUBLISHED_REMOVED, "R3")], ["published-file"])
    assert told(out, later) == ([(ChangeKind.PUBLISHED_CHANGED, "R3")], ["published-file"])
    assert told(out, out) == ([], [])


def test_a_pull_request_that_changes_data_and_row_together_is_looked_at_twice() -> None:
    out = published(dataset(plan(), indicator()))
    both = published(dataset(plan(), indicator(actuals=actual("70"))))
    assert stand(both).sound
    changed, looked = told(out, both)
    assert changed == [(ChangeKind.ACTUAL_REVISED, "R3"), (ChangeKind.PUBLISHED_CHANGED, "R3")]
    assert looked == ["published-file", "published-actual"]


def test_a_published_year_that_cannot_be_read_is_not_gone() -> None:
    out = published(dataset(plan(), indicator()))
    unread = replace(dataset(plan(), indicator()), unread=("data/published/p/R3.yaml",))
    assert told(out, unread) == ([], [])
    assert compare(out, unread).uncompared == ("data/published/p/R3.yaml",)
