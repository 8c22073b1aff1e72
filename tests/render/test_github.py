"""The log of a step: a runner sees the commands that are meant, with the text that is meant, and no other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxkpi.core.basis.finding import Spot
from dxkpi.core.outcomes.findings import ValidateOutcome
from dxkpi.core.settling import Waived
from dxkpi.render.formats import Look, render
from dxkpi.render.plain import plain
from tests.render.hostile import FORGED, HOSTILE
from tests.render.outcomes import UNEXPLAINED, finding
from tests.render.runner import Command, commands

SPOT = Spot("data/a.yaml", 9, 10)
ENCODED = ("a\n::error::x", "a\r::error::x", "100%25 %0A::error::x %3A", "a,file=b,line=1::error::x")


def log(outcome: ValidateOutcome) -> str:
    return render(outcome, "github", Look()).decode()


WHOLE = """\
::error file=data/b%2Cc.yaml,line=9,col=10,title=KPI203 number::100%25 ではない%0A直し方: 「6000」と書く%0A関連: data/a.yaml:9 先の値
::warning file=data/a.yaml,line=9,col=10,title=KPI309 unexplained::理由がない
::group::すべての指摘
data/a.yaml:9:10: warning KPI309 理由がない

data/b,c.yaml:9:10: error KPI203 100% ではない
    9 |   value: 6,000
      |          ^
    直し方: 「6000」と書く
    関連: data/a.yaml:9:10 先の値
::endgroup::
エラー1件、警告1件、免除1件（35ファイル）
"""  # noqa: E501 - an annotation is one line


def test_a_log_as_a_whole() -> None:
    lighter = finding("理由がない", SPOT, None, UNEXPLAINED)
    worse = finding(
        "100% ではない",
        Spot("data/b,c.yaml", 9, 10),
        "  value: 6,000",
        hint="「6000」と書く",
        related=((SPOT, "先の値"),),
    )
    assert log(ValidateOutcome((lighter, worse), 35, (), (Waived(lighter, "様式に欄がない"),))) == WHOLE


def test_without_findings_there_is_only_the_summary() -> None:
    assert log(ValidateOutcome((), 35, ("data/~a.yaml",))) == "指摘なし（35ファイル）\n"


def test_no_more_is_annotated_than_github_shows() -> None:
    findings = [finding(f"{n}番目", SPOT, None, UNEXPLAINED) for n in range(11)]
    findings += [finding(f"{n}番目", SPOT) for n in range(13)]
    told = log(ValidateOutcome(tuple(findings), 1, ()))
    seen = [command for command in commands(told) if command.name in {"error", "warning", "notice"}]
    assert [(c.name, c.data) for c in seen] == [
        *(("error", f"{n}番目") for n in range(10)),
        *(("warning", f"{n}番目") for n in range(10)),
        ("notice", "ほかにエラー3件、警告1件。すべての指摘は、ジョブの要約とこのステップのログにある"),
    ]
    assert told.count("\ndata/a.yaml:9:10: ") == 24


def check(words: str) -> None:
    """Everything that may come from data says `words`: a runner sees one annotation, one group, and no more."""
    place = Spot(f"data/{words}", 9, 10)
    own = finding(words, place, words, hint=words, related=((place, words),))
    told = log(ValidateOutcome((own,), 1, (words,), (Waived(own, words, place),)))
    shown, path = plain(words), plain(f"data/{words}")
    message = f"{shown}\n直し方: {shown}\n関連: {path}:9 {shown}" if words else f"\n関連: {path}:9 "
    assert commands(told) == [
        Command("error", message, {"file": path, "line": "9", "col": "10", "title": "KPI203 number"}),
        Command("group", "すべての指摘"),
        Command("endgroup", ""),
    ]


@pytest.mark.parametrize("words", HOSTILE + FORGED + ENCODED)
def test_no_text_becomes_a_command_and_every_text_arrives(words: str) -> None:
    check(words)


@given(st.text(st.sampled_from("::##[[]%0AD25 ,=ab\n\r\u200d\ufe0f\u3000error全"), max_size=40))
def test_so_it_is_with_any_text(words: str) -> None:
    check(words)
