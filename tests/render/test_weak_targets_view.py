"""Weak targets for people and programs: what each kind says, nothing that acts, and JSON that keeps to its schema."""

import json
import re
from functools import cache
from typing import Any

import pytest
from markdown_it import MarkdownIt

from dxkpi.app.check_targets import checked as check_plan
from dxkpi.app.rule import every_rule
from dxkpi.core.basis.calendar import Day, parse_fiscal_year
from dxkpi.core.basis.finding import Command
from dxkpi.core.dataset import DeclaredPlan
from dxkpi.core.indicator import Indicator
from dxkpi.core.outcomes.findings import CheckTargetsOutcome
from dxkpi.render.blocks import Heading, Item, Items, Paragraph
from dxkpi.render.formats import Look, render, view
from dxkpi.rules.review.far_exceeded import FAR_EXCEEDED
from tests import build
from tests.build import finals
from tests.render.hostile import HOSTILE, line
from tests.render.outcomes import directions
from tests.render.schemas import validator
from tests.rules.telling import located

WORDS = [*(words for words in HOSTILE if words.strip()), "::error file=a::b", "\n::warning::x", "##[error]x"]
READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
ACTING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff]")
OURS = re.compile(r"</?(?:h\d|p|ul|ol|li|table|thead|tbody|tr|th|td)(?: style=\"text-align:\w+\")?>|<!-- -->|<br />")


def checked(
    *own: Indicator, year: str = "R3", as_of: Day | None = None, unit: str | None = None, **of: Any
) -> CheckTargetsOutcome:
    """Targets looked at in `year`; with `unit`, that they were published with before."""
    plan = DeclaredPlan("targets/p.yaml", build.plan(**({"target_year": "R7"} | of)))
    indicators, asked = build.declared(*own), parse_fiscal_year(year)
    if unit:
        then = build.declared(*(one.indicator.model_copy(update={"unit": unit}) for one in indicators))
        plan = build.publish(plan, then, year)
    return CheckTargetsOutcome((check_plan(plan, indicators, asked, as_of, located),))


def items(outcome: CheckTargetsOutcome) -> dict[str, tuple[Item, ...]]:
    """The entries below each heading."""
    doc = view(outcome, Look())
    return {
        one.text.partition("（")[0]: list_.items
        for one, list_ in zip(doc, doc[2:], strict=False)
        if isinstance(one, Heading) and isinstance(list_, Items)
    }


def test_a_multiple_is_told_by_what_it_is_one_of() -> None:
    found = items(
        checked(
            build.indicator(
                id="up", baseline=None, better="higher", target={"value": "280"}, actuals=finals(R3="36821")
            ),
            build.indicator(id="down", baseline=None, better="lower", target={"value": "20"}, actuals=finals(R3="5")),
            build.indicator(id="way", baseline={"value": "89"}, target={"value": "90"}, actuals=finals(R3="92")),
        )
    )  # fmt: skip
    assert found["目標を何倍も上回った"] == (
        Item(
            "指標（up）: 目標値の131.5倍である",
            (
                "目標値 280件（data/data/indicators/p/s/up.yaml:3:1）",
                "R3年度実績 36,821件（data/data/indicators/p/s/up.yaml:5:1）",
            ),
        ),
        Item(
            "指標（down）: 目標値が実績値の4.0倍である",
            (
                "目標値 20件（data/data/indicators/p/s/down.yaml:3:1）",
                "R3年度実績 5件（data/data/indicators/p/s/down.yaml:5:1）",
            ),
        ),
        Item(
            "指標（way）: 基準値から目標値までの幅の3.0倍進んだ",
            (
                "基準値 89件（data/data/indicators/p/s/way.yaml:3:1）",
                "目標値 90件（data/data/indicators/p/s/way.yaml:3:1）",
                "R3年度実績 92件（data/data/indicators/p/s/way.yaml:5:1）",
            ),
        ),
    )


def test_a_pace_is_told_as_the_outlook_tells_it() -> None:
    own = build.indicator(
        baseline={"value": "0", "year": "H30"}, target={"value": "70"}, actuals=finals(R2="20", R3="15")
    )
    (item,) = items(checked(own))["これまでのペースでは届かない"]
    assert item.text == (
        "指標（a）: これまで1年に+5件（H30年度から3年）、これから1年に+13.75件が要る（R7年度まで4年）。"
        "これまでのペースが続けば、R7年度は35件で、目標値 70件に達しない"
    )


def test_what_was_met_before_the_plan_is_told_with_that_year() -> None:
    own = build.indicator(baseline=None, better="higher", actuals=finals(H30="100", R3="105"))
    (item,) = items(checked(own))["初めから達成していた"]
    assert item.text == "指標（a）: 計画より前（H30年度）に、すでに目標に達していた"


def test_a_headline_names_its_share_and_the_values_with_their_notes() -> None:
    expected = build.actual("100", "見込", note="集計の途中")
    found = items(checked(build.indicator(actuals=expected), build.indicator(id="b")))
    assert found["結果が見込の値に支えられている"] == (
        Item(
            "判定に使った値2のうち1（50.0%）が見込である。達成の1指標では1",
            ("指標（a）: R3年度見込 100件（data/data/indicators/p/s/a.yaml:5:1）。注記: 集計の途中",),
        ),
    )


def test_a_part_is_named() -> None:
    whole = {"parts": {"県": "10", "市": "20"}}
    own = build.indicator(
        direction="composite", better="higher", baseline={"parts": {"県": "1", "市": "30"}},
        target={**whole, "rule": "worst"}, actuals={"R3": {**whole, "status": "実績"}},
    )  # fmt: skip
    (item,) = items(checked(own))["目標値が基準値より悪い"]
    assert item.text == "指標（a）: 「市」の目標値が、基準値より悪い側にある"


def test_nothing_is_said_where_there_is_nothing() -> None:
    quiet = view(checked(build.indicator(target={"value": "100"}, actuals=finals(R3="60"))), Look())
    assert quiet[1] == Paragraph("名称と目標のある1指標を見た。注意の要る目標は見つからない。")
    none = view(checked(build.indicator(direction="monitor", target=None)), Look())
    assert none[1:] == (Paragraph("見る目標がない（推移だけを見る指標か、進捗管理の停止した指標しかない）。"),)


@cache
def every_kind(words: str) -> CheckTargetsOutcome:
    """Targets that show `words` wherever data can have words, in every kind that there is."""
    name = line(words)
    text = {"name": name, "unit": name, "note": words}
    noted = {"status": "実績", "note": words}
    base = {"value": "40", "year": "H28", "note": words}
    course = {year: {"value": value, **noted} for year, value in (("R1", "41"), ("R2", "42"), ("R3", "41"))}
    copied = {year: {"value": "65667", **noted} for year in ("R1", "R2", "R3")}
    leaping = {"R2": {"value": "51200", "status": "実績"}, "R3": {"value": "100", "status": "見込", "note": words}}
    part = {"parts": {name: "10"}}
    eased = {"date": "2021-10", "indicator": "eased", "from": {"value": "100"}, "to": {"value": "50"},
             "reason": words, "decision": words}  # fmt: skip
    return checked(
        build.indicator(**text, id="flat", baseline=base, target={"value": "100", "note": words}, actuals=course),
        build.indicator(**text, id="copied", baseline=base, target={"value": "40", "note": words}, actuals=copied,
                        better="higher"),
        build.indicator(**text, id="leap", baseline={"value": "4100"}, target={"value": "9000"}, actuals=leaping),
        build.indicator(**text, id="none", actuals=None),
        build.indicator(
            **text, id="parts", direction="composite", better="higher", baseline={"parts": {name: "20"}},
            target={**part, "rule": "worst"}, actuals={"R3": {**part, **noted}},
        ),
        build.indicator(**text, id="eased"),
        build.indicator(**text, id="judged", judged={"R3": {"rating": "from60", "by": name, "reason": words}}),
        name=name, unit=f"{name}2", revisions=[eased],
    )  # fmt: skip


def test_every_kind_is_there() -> None:
    (plan,) = every_kind("語").plans
    assert plan.kinds == (*(own.kind for own in plan.coverage), plan.headline)


@pytest.mark.parametrize("words", WORDS)
def test_nothing_acts_on_a_terminal_or_on_what_reads_the_log_of_a_job(words: str) -> None:
    for form in ("text", "markdown"):
        for width in (None, 40):
            written = render(every_kind(words), form, Look(width=width)).decode()
            assert not ACTING.search(written)
            assert not re.search(r"^\s*(?:::|##\[)", written, re.MULTILINE)


@pytest.mark.parametrize("words", WORDS)
def test_in_markdown_text_of_the_data_stays_text(words: str) -> None:
    written = render(every_kind(words), "markdown", Look()).decode()
    assert not re.search(r"@\w|#\d|://|www\.\w|:[\w+-]+:(?!\d)", written.replace("\\", ""))
    assert not re.search(r"<(?!!--)", OURS.sub("", READER.render(written)))


@pytest.mark.parametrize("words", [*WORDS, "長い" * 2_000])
def test_a_program_gets_what_its_schema_says(words: str) -> None:
    written = render(every_kind(words), "json", Look()).decode()
    assert not re.search("[\x00-\x09\x0b-\x1f]", written)
    found = json.loads(written)
    assert list(validator("check-targets").iter_errors(found)) == []
    told = {one["code"] for one in found["plans"][0]["findings"]}
    assert told == {rule.code for rule in every_rule().rules if Command.CHECK_TARGETS in rule.commands} | {
        "KPI308",
        "KPI315",
    }


def test_json_of_any_direction_keeps_to_its_schema() -> None:
    found = json.loads(render(checked(*directions(), year="R6"), "json", Look()).decode())
    assert list(validator("check-targets").iter_errors(found)) == []


def test_json_gives_findings_with_their_values_and_how_far_they_could_be_looked_for() -> None:
    own = build.indicator(
        baseline=None, better="higher", target={"value": "280", "note": "（例）延べ"}, actuals=build.actual("36821")
    )
    found = json.loads(render(checked(own), "json", Look()).decode())
    (plan,) = found["plans"]
    assert plan["noticed"] == 1
    assert plan["findings"] == [
        {
            "code": "KPI853", "name": "far-exceeded", "severity": "warning",
            "place": {"file": "data/data/indicators/p/s/a.yaml", "line": 3, "column": 1},
            "message": "指標（a）: 目標値の131.5倍である",
            "hint": FAR_EXCEEDED.rules[0].page.fix,
            "related": [
                {
                    "place": {"file": "data/data/indicators/p/s/a.yaml", "line": 3, "column": 1},
                    "label": "目標値 280件。注記: （例）延べ",
                },
                {
                    "place": {"file": "data/data/indicators/p/s/a.yaml", "line": 5, "column": 1},
                    "label": "R3年度実績 36,821件",
                },
            ],
            "more": 0,
        }
    ]  # fmt: skip
    assert plan["coverage"][3] == {
        "rules": ["KPI853"], "label": "目標を何倍も上回った",
        "when": "実績値が目標値の3倍以上（基準値が分かれば、目標までの幅の3倍以上進んだ）。"
        "目標が低すぎたか、数えているものが目標と違うかを確かめる。",
        "told": 1, "found": 1, "untold": 0, "lacking": None,
    }  # fmt: skip
