"""More findings than anybody reads: each format tells five of a rule in a file, and how many more there are."""

import json
import re
from functools import partial
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from dxkpi.core.settling import worst
from tests.folders import put
from tests.render.runner import commands
from tests.run import Run, run

PLAN = "plan: p\nname: 計画\nsections:\n  - {id: s, name: 分野}\n"
INDICATOR = "id: {name}\nname: 指標{name}\nplan: p\nsection: s\nunit: 件\ndirection: monitor\nnote: 注\n"
FILES = [f"data/indicators/{name}.yaml" for name in "ab"]
REST = "この規則の指摘は、このファイルにほかに35件ある"
BEYOND = "指摘が多すぎるため、重いものから5件を示し、残りの40件を省いた。示した指摘を直して、もう一度点検する"


@pytest.fixture(autouse=True)
def _two_files_of_forty_doubled_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    put(tmp_path, {name: INDICATOR.format(name=Path(name).stem) + "note: 注\n" * 40 for name in FILES})
    put(tmp_path, {"data/targets/p.yaml": PLAN})


def validated(form: str, *argv: str) -> Run:
    ending = run("validate", "--format", form, *argv)
    assert (ending.code, ending.err) == (1, "")
    return ending


def finding(line: int) -> str:
    return f"""\
data/indicators/a.yaml:{line}:1: error KPI120 キー「note」が7行目にも書かれている
    {line} | note: 注
    {" " * len(str(line))} | ^
    直し方: どちらか一つにする。並べて書くなら値を「- 」で始まる行にする
    関連: data/indicators/a.yaml:7:1 最初に書かれた所
"""


def test_text() -> None:
    told = "\n".join(map(finding, range(8, 13)))
    assert validated("text", "data/indicators/a.yaml").out == f"{told}    {REST}\n\nエラー40件（1ファイル）\n"


def test_markdown() -> None:
    told = validated("markdown").out
    assert (told.count("KPI120"), told.count(REST)) == (10, 2)
    assert told.endswith("\nエラー80件（3ファイル）\n")


def test_json() -> None:
    told = json.loads(validated("json").out)
    assert [(own["place"]["file"], own["more"]) for own in told["diagnostics"]] == [
        (name, more) for name in FILES for more in (0, 0, 0, 0, 35)
    ]
    assert (told["errors"], told["beyond"]) == (80, [])


def test_github() -> None:
    told = validated("github").out
    seen = [command for command in commands(told) if command.name in {"error", "notice"}]
    assert [command.data.split("\n")[-1] == REST for command in seen] == [*[False] * 4, True, *[False] * 4, True, False]
    assert seen[-1].data == "ほかにエラー70件。指摘の一覧は、ジョブの要約とこのステップのログにある"
    assert told.count(f"    {REST}\n") == 2


def test_sarif() -> None:
    (found,) = json.loads(validated("sarif").out)["runs"]
    assert [result["message"]["text"].endswith(f"\n{REST}") for result in found["results"]] == [
        *[False] * 4,
        True,
        *[False] * 4,
        True,
    ]


def test_junit() -> None:
    failures = list(ET.fromstring(validated("junit").raw).iter("failure"))
    assert [failure.get("message") for failure in failures] == ["キー「note」が7行目にも書かれている（ほか39件）"] * 2
    assert [(failure.text or "").count(REST) for failure in failures] == [1, 1]


def test_statistics_count_what_is_not_told() -> None:
    told = validated("json", "--statistics").out
    (row,) = json.loads(told)["rules"]
    assert (row["code"], row["count"], row["files"]) == ("KPI120", 80, 2)


def test_a_rule_that_is_not_asked_for_is_counted_as_a_whole() -> None:
    assert (
        run("validate", "--ignore", "KPI120").out == "指摘なし（3ファイル）。ほかに、選ばれていない規則の指摘が80件\n"
    )


@pytest.fixture
def _room_for_seven(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dxkpi.app.validate.worst", partial(worst, most=7))


@pytest.mark.usefixtures("_room_for_seven")
class TestWithoutRoom:
    """As many findings as there is room for are told: those of one file, and how many there are of the other."""

    def test_text(self) -> None:
        told = validated("text").out
        assert re.findall("^data/[^:]*", told, re.MULTILINE) == FILES[:1] * 5
        assert told.endswith(f"\n\n{BEYOND}\n\nエラー80件（3ファイル）\n")

    def test_markdown(self) -> None:
        assert f"\n{BEYOND}\n" in validated("markdown").out

    def test_json(self) -> None:
        told = json.loads(validated("json").out)
        assert (len(told["diagnostics"]), told["errors"]) == (5, 80)
        (row,) = told["beyond"]
        assert (row["code"], row["count"], row["files"]) == ("KPI120", 40, 1)

    def test_github(self) -> None:
        told = validated("github").out
        assert [command.data for command in commands(told) if command.name == "notice"] == [
            "ほかにエラー75件。指摘の一覧は、ジョブの要約とこのステップのログにある"
        ]
        assert told.endswith(f"::endgroup::\n{BEYOND}\nエラー80件（3ファイル）\n")

    def test_sarif(self) -> None:
        (found,) = json.loads(validated("sarif").out)["runs"]
        (said,) = found["invocations"][0]["toolExecutionNotifications"]
        assert (len(found["results"]), said["message"]["text"]) == (5, BEYOND)

    def test_junit_fails_a_file_of_which_nothing_is_told(self) -> None:
        root = ET.fromstring(validated("junit").raw)
        failures = [failure.get("message") for failure in root.iter("failure")]
        assert failures == [
            "キー「note」が7行目にも書かれている（ほか39件）",
            "このファイルの誤りは、指摘が多すぎるため省いた",
        ]
        assert [own.text for own in root.iter("system-out")] == [BEYOND]

    def test_statistics(self) -> None:
        (row,) = json.loads(validated("json", "--statistics").out)["rules"]
        assert (row["code"], row["count"], row["files"]) == ("KPI120", 80, 2)

    def test_the_room_is_for_what_was_asked_for(self) -> None:
        assert validated("text", FILES[1]).out.count("KPI120") == 5
        Path(FILES[1]).write_text(INDICATOR.format(name="b").replace("unit:", "units: 件\nunit:"), "utf-8")
        assert validated("text", "--select", "KPI201").out.count("KPI201") == 1
