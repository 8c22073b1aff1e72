"""Remarks of a year: told where the indicator is shown one by one, known from their day, and never in a figure."""

import csv
import json
from io import StringIO

from dxkpi.core.assess import assess
from dxkpi.core.basis.calendar import parse_day, parse_fiscal_year
from dxkpi.core.dataset import DeclaredPlan
from dxkpi.core.outcomes.report import ReportOutcome
from dxkpi.core.publication.conformity import conformity
from dxkpi.core.report import build_report
from dxkpi.render.formats import Look, render
from dxkpi.render.json_v1 import json_text
from tests.build import dataset, declared, indicator, plan, publish

R3 = parse_fiscal_year("R3")
SAID = {
    "R2": {"heading": "課題", "text": "前の年度のこと"},
    "R3": [
        {"heading": "課題", "text": "利用が一部の部署に限られる"},
        {"heading": "今後の取組", "text": "研修を増やす", "reported": "所管課", "known": "2022-09-01"},
    ],
}


def test_what_is_said_of_the_year_stands_in_every_form_of_the_report() -> None:
    outcome = ReportOutcome((build_report(plan(), declared(indicator(remarks=SAID)), R3),))
    for form in ("text", "markdown", "html"):
        shown = render(outcome, form, Look(detail=True)).decode()
        assert "課題: 利用が一部の部署に限られる" in shown
        assert "今後の取組: 研修を増やす" in shown
        assert "前の年度のこと" not in shown
    (row,) = csv.DictReader(StringIO(render(outcome, "csv", Look(table="indicators")).decode("utf-8-sig")))
    assert row["remarks"] == "課題: 利用が一部の部署に限られる／今後の取組: 研修を増やす"
    (own,) = json.loads(json_text(outcome))["reports"][0]["indicators"]
    assert [(one["heading"], one["reported"]) for one in own["remarks"]] == [("課題", None), ("今後の取組", "所管課")]


def test_a_remark_is_known_from_its_day_on() -> None:
    found = assess(indicator(remarks=SAID), plan(), R3, parse_day("2022-08-31")).indicator.remarks
    assert [own.text for own in found[R3]] == ["利用が一部の部署に限られる"]


def test_a_published_year_does_not_hold_remarks_fast() -> None:
    before = declared(indicator())
    published = publish(DeclaredPlan("data/targets/p.yaml", plan()), before)
    said = dataset(published.plan, indicator(remarks=SAID))
    assert not conformity(said, said.published[0]).deviations
