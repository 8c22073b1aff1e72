"""JUnit XML: whole, and as two readers see it that are not ours."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from junitparser import Failure, JUnitXml, TestCase

from dxkpi.core.basis.finding import Spot
from dxkpi.core.outcomes.findings import ValidateOutcome
from dxkpi.render.formats import Look, render
from dxkpi.render.plain import plain
from dxkpi.render.text import text
from dxkpi.render.views.findings import finding_blocks
from tests.render.hostile import HOSTILE
from tests.render.outcomes import UNEXPLAINED, finding

SPOT = Spot("data/p/a.yaml", 9, 10)
NUMBER = finding("「6,000」は数値ではない", SPOT, "  value: 6,000", hint="「6000」と書く")
KEY = finding("「units」は、ここにはない", SPOT)
REASON = finding("理由がない", Spot("data/p/b.yaml", 3, 1), None, UNEXPLAINED, related=((SPOT, "先の指標"),))

WHOLE = """\
<?xml version='1.0' encoding='utf-8'?>
<testsuites name="dxkpi" tests="4" failures="1" errors="0">
  <testsuite name="dxkpi" tests="4" failures="1" errors="0" skipped="0">
    <testcase classname="." name="d.yaml" file="d.yaml" />
    <testcase classname="data/p" name="a.yaml" file="data/p/a.yaml">
      <failure type="KPI203" message="「6,000」は数値ではない（ほか1件）">data/p/a.yaml:9:10: error KPI203 「6,000」は数値ではない
    9 |   value: 6,000
      |          ^
    直し方: 「6000」と書く

data/p/a.yaml:9:10: error KPI203 「units」は、ここにはない</failure>
    </testcase>
    <testcase classname="data/p" name="b.yaml" file="data/p/b.yaml">
      <system-out>data/p/b.yaml:3:1: warning KPI309 理由がない
    関連: data/p/a.yaml:9:10 先の指標</system-out>
    </testcase>
    <testcase classname="data/p" name="c.yaml" file="data/p/c.yaml" />
  </testsuite>
</testsuites>
"""  # noqa: E501 - an attribute is not broken


def xml(outcome: ValidateOutcome) -> bytes:
    return render(outcome, "junit", Look())


def test_a_run_as_a_whole() -> None:
    names = ("d.yaml", "data/p/a.yaml", "data/p/b.yaml", "data/p/c.yaml")
    assert xml(ValidateOutcome((NUMBER, KEY, REASON), 4, (), names=names)).decode() == WHOLE


def test_what_was_found_about_a_file_that_could_not_be_read_is_told_too() -> None:
    suite = next(iter(JUnitXml.fromstring(xml(ValidateOutcome((NUMBER,), 0, ())))))
    assert [(case.classname, case.name, len(case.result)) for case in suite] == [("data/p", "a.yaml", 1)]


def check(words: str, folder: Path) -> None:
    place = Spot(f"data/{words}.yaml", 9, 10)
    related = ((place, words),)
    error = finding(words, place, words, hint=words, related=related)
    warning = finding(words, place, words, UNEXPLAINED, hint=words, related=related)
    content = xml(ValidateOutcome((error, warning), 1, (words,), names=(place.document,)))
    classname, _, name = plain(place.document).rpartition("/")
    texts = [text(tuple(finding_blocks([own], Look())), None, colour=False).rstrip("\n") for own in (error, warning)]

    (case,) = ET.fromstring(content).iter("testcase")
    assert (case.get("classname"), case.get("name"), case.get("file")) == (classname, name, plain(place.document))
    assert [(part.tag, part.get("type"), part.get("message"), part.text) for part in case] == [
        ("failure", "KPI203", plain(words), texts[0]),
        ("system-out", None, None, texts[1]),
    ]

    file = folder / "junit.xml"
    file.write_bytes(content)
    (read,) = next(iter(JUnitXml.fromfile(str(file))))
    assert isinstance(read, TestCase)
    (failure,) = read.result
    assert isinstance(failure, Failure)
    assert (read.classname, read.name, failure.type, failure.message) == (classname, name, "KPI203", plain(words))
    assert (failure.text, read.system_out) == (texts[0], texts[1])


@pytest.mark.parametrize("words", [*HOSTILE, "]]>", "<!--", "\ufffe\ud800", "&#0;", "\x85 ", "\U000e0001"])
def test_two_readers_see_the_text(words: str, tmp_path: Path) -> None:
    check(words, tmp_path)


@given(words=st.text(min_size=1, max_size=40))
def test_so_they_do_with_any_text(words: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    check(words, tmp_path_factory.getbasetemp())
