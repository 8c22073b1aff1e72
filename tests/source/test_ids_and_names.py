"""Ids and texts of one line: what the reader takes, and that the schema which editors use takes the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxkpi.core.basis.identifier import parse_id
from dxkpi.core.basis.text import Misspelt
from dxkpi.source.scalars import is_ambiguous
from tests.render.test_schemas import errors, read
from tests.source.telling import told_of_file

INDICATOR = """\
id: {id}
name: {name}
plan: {plan}
section: {section}
subsection: {subsection}
relisted: [{relisted}]
unit: {unit}
direction: monitor
actuals:
  R3:
    value: 1
    status: 実績
    source: {{document: {document}}}
unmet:
  R3: {{cause: {cause}}}
states:
  R3: {{state: {state}}}
shared:
  {shared}: {{section: s}}
"""
PLAN = """\
plan: {plan}
name: {name}
method:
  formula: distance
  against: target
  grades:
    by: sum
    bands:
      - {{id: {band}, label: 高, at_least: 1}}
      - {{id: low, label: {grade}}}
ratings:
  - {{id: {rating}, label: {label}, group: 達成, at_least: 100, points: 1}}
  - {{id: rest, label: 未達成, group: {group}, points: 0}}
states:
  - {{id: {state}, label: {state_label}, group: その他}}
sections:
  - {{id: {section}, name: {section_name}, subsections: [{{id: {subsection}, name: 項目}}]}}
causes:
  - {{id: {cause}, label: 感染症}}
documents:
  {documents}: {{title: {title}, publisher: 県}}
"""
PUBLISHED = """\
plan: {plan}
year: R3
date: "2022-03-14"
source: {{document: {document}}}
counts:
  {counts}: {{{counted}: 1}}
unnamed:
  - {{section: {section}, rating: {rating}, count: 1, source: {{document: d}}}}
rows:
  {row}: {{name: {name}, unit: {unit}}}
"""
IDS = {
    "indicator": ["id", "plan", "section", "subsection", "relisted", "document", "cause", "state", "shared"],
    "plan": ["plan", "band", "rating", "state", "section", "subsection", "cause", "documents"],
    "published": ["plan", "document", "counts", "counted", "section", "rating", "row"],
}  # fmt: skip
LINES = {
    "indicator": ["name", "unit"],
    "plan": ["name", "grade", "label", "group", "state_label", "section_name", "title"],
    "published": ["name", "unit"],
}
TEXTS = {"indicator": INDICATOR, "plan": PLAN, "published": PUBLISHED}
SOUND = {
    **{place: "x" if place in {"id", "plan"} else place.replace("_", "-") for own in IDS.values() for place in own},
    **dict.fromkeys((place for own in LINES.values() for place in own), "語"),
}

GOOD_IDS = [
    "rpa-hours", "a", "t", "f", "x1", "r3", "e5", "a1b2", "h30-plan", "kpi-2021", "no-data", "on-line", "not", "none",
    "nano", "yesterday", "nullable", "march", "may", "mars-1", "decade-1", "mar-first", "mar-1-report", "x-mar-1",
    "seventh-7", "com", "com10", "console", "item-n", "a" * 64,
]  # fmt: skip
BAD_IDS = [
    "2021", "0", "1e3", "007", "2021-plan", "1-mar", "3d", "true", "false", "yes", "no", "on", "off", "y", "n", "null",
    "nan", "na", "inf", "infinity", "mar-1", "mar1", "march-1", "march1", "jan-2020", "sept-3", "sep3", "dec-12",
    "may-5-2020", "june-30", "con", "prn", "aux", "nul", "com1", "lpt9", "a" * 65, "Rpa", "rpa_hours", "rpa--hours",
    "-rpa", "rpa-", "rpa hours", "指標", "ａ", "é", "a.b", "NO", "True", "Mar-1", "R3", '"no"', '"2021"', '"a\\n"',
]  # fmt: skip


def places(of: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(kind, place) for kind, own in of.items() for place in own]


def judged(kind: str, place: str, written: str, code: str) -> tuple[bool, bool]:
    """Whether the reader, and whether the schema, takes `written` at `place` of an otherwise sound file."""
    text = TEXTS[kind].format(**SOUND | {place: written})
    name = {"indicator": "indicators/x.yaml", "plan": "targets/x.yaml", "published": "published/x/R3.yaml"}[kind]
    told = [line for line in told_of_file(name, text) if not line.startswith("  ") and " KPI215 " not in line]
    assert all(f" {code} " in line or " KPI121 " in line for line in told)  # a key of null is none at all
    return told == [], errors(kind, read(text)) == []


@pytest.mark.parametrize(("kind", "place"), [("indicator", "section"), ("plan", "documents")])
def test_an_id_is_one_to_the_reader_and_to_the_schema(kind: str, place: str) -> None:
    for own, good in ((GOOD_IDS, True), (BAD_IDS, False)):
        assert {one: judged(kind, place, one, "KPI206") for one in own} == dict.fromkeys(own, (good, good))


@pytest.mark.parametrize(("kind", "place"), places(IDS))
def test_an_id_is_the_same_wherever_one_stands(kind: str, place: str) -> None:
    good = {"no-data": True, "n": False, "2021": False, "mar-1": False}
    assert {one: judged(kind, place, one, "KPI206") for one in good} == {one: (own, own) for one, own in good.items()}


@given(st.from_regex(r"[a-z0-9-]{1,12}", fullmatch=True))
def test_an_id_is_no_word_that_yaml_takes_for_something_else(text: str) -> None:
    try:
        parse_id(text)
    except Misspelt:
        return
    assert not is_ambiguous(text)
    assert text[0].isalpha()


def offered(text: str) -> str | None:
    try:
        parse_id(text)
    except Misspelt as misspelt:
        return misspelt.suggestion
    return None


@given(st.text(max_size=70))
def test_what_is_offered_for_an_id_is_one(text: str) -> None:
    suggestion = offered(text)
    assert suggestion is None or parse_id(suggestion) == suggestion


@pytest.mark.parametrize(
    ("identifier", "advice"),
    [
        ("n", "ソフトによって真偽・空・数・日付と読まれる語は使えない。意味の分かる語を前に付ける（例 item-n）"),
        (
            "Mar-1",
            "ソフトによって真偽・空・数・日付と読まれる語は使えない。意味の分かる語を前に付ける（例 item-mar-1）",
        ),
        ("com1", "Windows の装置名は使えない。意味の分かる語を前に付ける（例 item-com1）"),
        ("2021", "意味の分かる語を前に付ける（例 item-2021）"),
        ("2021 計画", "名称でなく、計画の sections にある id を書く"),
        ("ＲＰＡ hours", "「rpa-hours」と書く"),
        ("a" * 65, "64文字までに縮める"),
    ],
)
def test_it_is_said_what_to_write_instead(identifier: str, advice: str) -> None:
    text = INDICATOR.format(**SOUND | {"section": identifier})
    assert [line.strip() for line in told_of_file("indicators/x.yaml", text)][1:] == [advice]


GOOD_LINES = ["達成率", "a" * 200, "ａ" * 200, "一 二", '"90%"', "😀" * 200, '"一\n      二"']
BAD_LINES = ["ａ" * 201, "😀" * 201, '"一\\n二"', '"一\\n"', '"一\\r\\n二"', '"\\n一"', '" "', "12"]
BLOCKS = ["|\n  一\n  二\n", "|\n  一\n", ">\n  一\n"]


@pytest.mark.parametrize(("kind", "place"), places(LINES))
def test_a_name_is_one_line_to_the_reader_and_to_the_schema(kind: str, place: str) -> None:
    codes = {'" "': "KPI208", "12": "KPI209"}
    for own, good in ((GOOD_LINES, True), (BAD_LINES, False)):
        found = {line: judged(kind, place, line, codes.get(line, "KPI216")) for line in own}
        assert found == dict.fromkeys(own, (good, good))


@pytest.mark.parametrize("line", BLOCKS)
def test_a_text_in_block_style_ends_with_a_line_break(line: str) -> None:
    assert judged("indicator", "name", line, "KPI216") == (False, False)


@pytest.mark.parametrize("words", ["一\\n二", "一" * 201])
def test_a_note_and_a_reason_may_have_line_breaks_and_any_length(words: str) -> None:
    text = INDICATOR.format(**SOUND) + f'note: "{words}"\nsuspended: {{since: R4, reason: "{words}"}}\n'
    assert told_of_file("indicators/x.yaml", text) == []
    assert errors("indicator", read(text)) == []


def test_a_name_of_several_lines_is_told_with_what_to_do() -> None:
    text = INDICATOR.format(**SOUND | {"name": "|\n  削減時間\n  （出先を含む）", "unit": "時" * 201})
    assert told_of_file("indicators/x.yaml", text) == [
        "2:7 KPI216 「削減時間\\n（出先を含む）\\n」に改行がある",
        "  | や > や \\n を使わず、一行で書く。続きは note（注記）に書く",
        f"9:7 KPI216 「{'時' * 80}…」は201文字あり、長すぎる（200文字まで）",
        "  短くし、残りは note（注記）に書く",
    ]
