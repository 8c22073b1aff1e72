"""`dxkpi rules` and `dxkpi rule`: found by number or name, from anywhere, and never by a guess."""

import json
import re
from pathlib import Path

import pytest

from dxkpi.app.waiving import catalog
from tests.run import ROOT, run

RULES = catalog()


@pytest.fixture(autouse=True)
def _without_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("word", ["KPI203", "kpi203", "number", " KPI203 "])
def test_a_rule_is_found_by_its_number_and_by_its_name(word: str) -> None:
    ending = run("rule", word)
    assert (ending.code, ending.err) == (0, "")
    assert ending.out.startswith("KPI203 number\n=============\n")


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("numbr", "dxkpi: 規則「numbr」がない。「number」ではないか\n"),
        ("Number", "dxkpi: 規則「Number」がない。「number」ではないか\n"),
        ("203", "dxkpi: 規則「203」がない。「KPI203」ではないか\n"),
        ("ＫＰＩ２０３", "dxkpi: 規則「ＫＰＩ２０３」がない。「KPI203」ではないか\n"),
        ("KPI299", "dxkpi: 規則「KPI299」がない。dxkpi rules で一覧を見る\n"),
        ("\x1b[31m", "dxkpi: 規則「\\x1b[31m」がない。dxkpi rules で一覧を見る\n"),
        ("", "dxkpi: 規則「」がない。dxkpi rules で一覧を見る\n"),
    ],
)
def test_a_rule_that_there_is_not(word: str, said: str) -> None:
    ending = run("rule", word)
    assert (ending.code, ending.out, ending.err) == (2, "", said)


def test_neither_is_a_table_of_figures() -> None:
    for command in ("rules", "rule KPI203"):
        ending = run(*command.split(), "--format", "csv")
        assert (ending.code, ending.out) == (2, "")
        assert ending.err == "dxkpi: --format: この結果は「csv」では出せない。出せるのは text、markdown、html、json\n"


def test_programs_get_every_rule_once() -> None:
    listed = json.loads(run("rules", "--format", "json").out)
    assert listed["format"] == "dxkpi-rules/1"
    assert [rule["code"] for rule in listed["rules"]] == sorted(RULES)
    assert len({rule["name"] for rule in listed["rules"]}) == len(RULES)


def test_programs_get_an_example_byte_for_byte() -> None:
    page = json.loads(run("rule", "KPI107", "--format", "json").out)
    assert page["bad"] == [
        {
            "file": "indicators/plan-a/one/hours.yaml",
            "whole": False,
            "encoding": "utf-8",
            "text": "name: 削減\x0b時間\n",
        }
    ]


@pytest.mark.parametrize("code", RULES)
def test_a_page_shows_what_cannot_be_seen(code: str) -> None:
    hidden = any(not e.text.replace("\n", "").replace("\u3000", "").isprintable() for e in RULES[code].page.bad)
    for form in ("text", "markdown"):
        ending = run("rule", code, "--format", form)
        assert (ending.code, ending.err) == (0, "")
        assert all(c.isprintable() or c in "\n\u3000" for c in ending.out)
        assert ("そこにある目に見えない文字を表す" in ending.out) == hidden


PAGE_OF_AN_ENCODING = """\
KPI106 not-utf8
===============

文字コードが UTF-8 ではない（エラー、免除できない）。
"""


def test_an_example_says_in_which_encoding_it_is_saved() -> None:
    out = run("rule", "not-utf8").out
    assert out.startswith(PAGE_OF_AN_ENCODING)
    assert "data/indicators/plan-a/one/hours.yaml（一部、文字コード Shift_JIS）\n\n    name: 削減時間\n" in out


def test_a_page_without_examples_says_so() -> None:
    assert run("rule", "link").out.endswith("\n短い文面では示せないので、例はない。\n")


def test_the_table_in_the_documentation_leads_to_every_page() -> None:
    text = (ROOT / "docs/rules.md").read_text("utf-8")
    targets = re.findall(r"^\| \[(KPI\d{3})\]\(#([a-z0-9-]+)\) \|", text, re.MULTILINE)
    anchors = [heading.lower().replace(" ", "-") for heading in re.findall(r"^## (.*)$", text, re.MULTILINE)]
    assert [code for code, _ in targets] == list(RULES)
    assert [anchor for _, anchor in targets] == anchors


@pytest.mark.parametrize(
    ("code", "ways"),
    [("KPI111", ["良い例（ほかの直し方）"]), ("KPI401", ["良い例", "良い例（ほかの直し方）"])],
)
def test_a_file_that_is_removed_is_said_to_be(code: str, ways: list[str]) -> None:
    parts = run("rule", code).out.split("\n良い例")[1:]
    file = "one/visitors.yaml" if code == "KPI111" else "copy/hours.yaml"
    gone = [f"data/indicators/plan-a/{file} を消す" in part for part in parts]
    assert gone == [title in ways for title in ("良い例", "良い例（ほかの直し方）")]
