"""Points of ratings that make one grade of a section."""

from fractions import Fraction
from typing import Any

import pytest
from pydantic import ValidationError

from dxkpi.core.basis.calendar import parse_fiscal_year
from dxkpi.core.method.grade import Grades
from dxkpi.core.report import build_report, graded
from dxkpi.render.json_v1.base import QuantityOut
from dxkpi.render.json_v1.report import GradeOut, TableOut
from dxkpi.render.views.method_words import method_lines
from dxkpi.render.views.report_notes import notes
from tests.build import actual, declared, indicator, plan

F = Fraction
HAIR = F(1, 10**12)
MEXT = {  # 文科省（H19）: S 3.4〜4.0、A 2.6〜3.3、B 1.8〜2.5、C 1.0〜1.7
    "by": "mean",
    "digits": "1",
    "bands": [
        {"id": "s", "label": "S", "at_least": "3.4"},
        {"id": "a", "label": "A", "at_least": "2.6"},
        {"id": "b", "label": "B", "at_least": "1.8"},
        {"id": "c", "label": "C"},
    ],
}
RATINGS = [
    {"id": "r4", "label": "S", "group": "達成", "at_least": "120", "points": "4"},
    {"id": "r3", "label": "A", "group": "達成", "at_least": "100", "points": "3"},
    {"id": "r2", "label": "B", "group": "未達成", "at_least": "50", "points": "2"},
    {"id": "r1", "label": "C", "group": "未達成", "points": "1"},
]


@pytest.mark.parametrize(
    ("mean", "grade"),
    [
        (F(4), "S"), (F("3.4"), "S"), (F("3.35"), "S"), (F("3.35") - HAIR, "A"), (F("3.3"), "A"), (F("2.55"), "A"),
        (F("2.55") - HAIR, "B"), (F("1.75"), "B"), (F("1.75") - HAIR, "C"), (F(1), "C"),
    ],
)  # fmt: skip
def test_the_mean_of_mext_at_each_edge(mean: Fraction, grade: str) -> None:
    assert Grades.model_validate(MEXT).of(mean * 7, 7).grade.label == grade


@pytest.mark.parametrize(("points", "grade"), [(21, "高い"), (20, "高い"), (20 - HAIR, "低い"), (0, "低い")])
def test_points_that_add_up(points: Fraction, grade: str) -> None:
    bands = [{"id": "high", "label": "高い", "at_least": "20"}, {"id": "low", "label": "低い"}]
    assert Grades.model_validate({"by": "sum", "bands": bands}).of(F(points), 3).grade.label == grade


def own(**changes: Any) -> Any:
    method = {"formula": "distance", "against": "target", "grades": MEXT, **changes}
    return plan(method=method, ratings=RATINGS)


def grade_of(of: Any, *values: str | None, **more: Any) -> tuple[str, Fraction] | None:
    several = [indicator(id=f"i{n}", actuals=actual(v) if v else None) for n, v in enumerate(values)]
    several += [indicator(id="x", **more)] if more else []
    report = build_report(of, declared(*several), parse_fiscal_year("R3"))
    assert report.overview is not None
    found = graded(of, report.overview, report.overview.rows[0])
    return (found.grade.label, found.figure) if found else None


def test_a_section_is_graded_by_its_indicators() -> None:
    assert grade_of(own(), "130", "100", "100") == ("A", F("3.3"))
    assert grade_of(own(), "130", "120", "100") == ("S", F("3.7"))
    assert grade_of(own(), "10") == ("C", F(1))


def test_an_indicator_that_could_not_be_assessed_leaves_the_grade_open() -> None:
    assert grade_of(own(), "130", None) is None
    assert grade_of(own(denominator="known"), "130", None) == ("S", F(4))
    assert grade_of(own(), "130", suspended={"since": "R2", "reason": "例"}) == ("S", F(4))
    assert grade_of(own(denominator="known"), None) is None
    assert grade_of(plan(), "130") is None


def test_the_report_says_the_grade_and_how_it_comes_about() -> None:
    of = own()
    several = declared(indicator(id="a", actuals=actual("130")), indicator(id="b", actuals=actual("100")))
    report = build_report(of, several, parse_fiscal_year("R3"))
    assert report.overview is not None
    assert "分野: 評語 S（2指標の平均3.5点）" in notes(report, report.overview).lines
    assert of.method is not None
    assert list(method_lines(of.method, of.ratings))[-1] == (
        "分野ごとの評語は、区分の点（S 4点、A 3点、B 2点、C 1点）の平均（小数第1位に四捨五入）で決める: "
        "S=3.4点以上、A=2.6点以上、B=1.8点以上、C=それ未満"
    )


def test_the_json_has_the_grade_of_every_section() -> None:
    several = declared(indicator(id="a", actuals=actual("130")), indicator(id="b", actuals=actual("100")))
    for of, grade in (
        (own(), GradeOut(id="s", label="S", points=QuantityOut(exact="7/2", printed="3.5点"), indicators=2)),
        (plan(), None),
    ):
        report = build_report(of, several, parse_fiscal_year("R3"))
        assert report.overview is not None
        assert TableOut.of(report.overview, of).rows[0].grade == grade


def without_points(position: int) -> list[dict[str, str]]:
    return [{k: v for k, v in r.items() if k != "points" or i != position} for i, r in enumerate(RATINGS)]


def grades(*edges: str | None) -> dict[str, Any]:
    bands = [{"id": f"g{i}", "label": "評語"} | ({"at_least": e} if e else {}) for i, e in enumerate(edges)]
    return {"by": "sum", "bands": bands}


@pytest.mark.parametrize(
    ("declared_grades", "ratings", "reason"),
    [
        (None, RATINGS, "点 points があるのに、点から決める評語がない"),
        (MEXT, without_points(2), "評語 grades があるのに、点のない区分がある"),
        (grades("2"), RATINGS, "一番下の評語に下限がある"),
        (grades(None), RATINGS, "一番下の評語に下限がある"),
        (grades("2", None, None), RATINGS, "下限 at_least がない"),
        (grades("2", "2", None), RATINGS, "下限が上の評語の下限以上である"),
    ],
)
def test_grades_that_contradict_themselves(declared_grades: Any, ratings: Any, reason: str) -> None:
    method = {"formula": "distance", "against": "target"} | ({"grades": declared_grades} if declared_grades else {})
    with pytest.raises(ValidationError) as refused:
        plan(method=method, ratings=ratings)
    assert refused.value.errors()[0]["ctx"]["reason"] == reason
