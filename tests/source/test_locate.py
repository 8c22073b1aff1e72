"""From routes to positions and back to the text."""

import pytest

from dxkpi.core.basis.finding import Path, Ref, Spot
from dxkpi.source.files import DictTree
from dxkpi.source.locate import Locator

TEXT = """\
# 注
id: x
target:
  value: 6000
  parts: {県: 1, "市 町": 52}
actuals:
  R3:
    value: 5445
  2020:
    - value: 1
      done: [い, ろ]
    - value: ""
empty:
tail: |
  文章
"""
NAME = "data/indicators/x.yaml"
ROUTES: list[tuple[Path, bool, str]] = [
    ((), False, "2:1"),
    (("id",), False, "2:5"),
    (("id",), True, "2:1"),
    (("target",), False, "3:1"),
    (("target",), True, "3:1"),
    (("target", "value"), False, "4:10"),
    (("target", "value"), True, "4:3"),
    (("target", "parts"), False, "5:3"),
    (("target", "parts", "市 町"), False, "5:24"),
    (("target", "parts", "市 町"), True, "5:17"),
    (("actuals", "R3", "value"), False, "8:12"),
    (("actuals", "R3", 0, "value"), False, "8:12"),
    (("actuals", "R3", 0), False, "7:3"),
    (("actuals", "令和3年度", 0, "value"), False, "8:12"),
    (("actuals", "2021"), True, "7:3"),
    (("actuals", "R2", 0, "value"), False, "10:14"),
    (("actuals", "R2", 0), False, "10:7"),
    (("actuals", "R2", "1", "value"), False, "12:14"),
    (("actuals", "R2", 0, "done"), False, "11:7"),
    (("actuals", "R2", 0, "done", 1), False, "11:17"),
    (("empty",), False, "13:1"),
    (("tail",), False, "14:7"),
    (("tail",), True, "14:1"),
    (("nowhere",), False, "2:1"),
    (("target", "nowhere"), False, "3:1"),
    (("target", "value", "further", 3), True, "4:10"),
    (("actuals", "R2", 7, "value"), False, "9:3"),
    (("actuals", "R2", -1), False, "9:3"),
    (("actuals", "R2", "x"), False, "9:3"),
    (("actuals", "R2", "9" * 5000), False, "9:3"),
    (("actuals", "R9"), False, "6:1"),
]


@pytest.mark.parametrize(("path", "key", "place"), ROUTES)
@pytest.mark.parametrize("shape", ["plain", "mark", "CRLF"])
def test_route(path: Path, key: bool, place: str, shape: str) -> None:
    text = {"plain": TEXT, "mark": "\ufeff" + TEXT, "CRLF": TEXT.replace("\n", "\r\n")}[shape]
    spot = Locator(DictTree({NAME: text})).spot(Ref(NAME, path, key))
    assert f"{spot.line}:{spot.column}" == place


def test_a_position_stays_what_it_is() -> None:
    assert Locator(DictTree({})).spot(Spot("z", 3, 4)) == Spot("z", 3, 4)


@pytest.mark.parametrize("content", [b"", b"\xff", b"a: [", b"# x\n", b"<<<<<<< a\n"])
def test_what_cannot_be_composed_is_at_its_beginning(content: bytes) -> None:
    assert Locator(DictTree({NAME: content})).spot(Ref(NAME, ("a", 1))) == Spot(NAME, 1, 1)


def test_a_file_that_is_not_there() -> None:
    locator = Locator(DictTree({}))
    assert locator.spot(Ref(NAME, ("a",))) == Spot(NAME, 1, 1)
    assert locator.source_line(Spot(NAME, 1, 1)) is None


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_line_itself(end: str) -> None:
    locator = Locator(DictTree({NAME: "\ufeff" + TEXT.replace("\n", end)}))
    lines = TEXT.split("\n")
    assert [locator.source_line(Spot(NAME, n + 1, 1)) for n in range(len(lines))] == lines
    assert locator.source_line(Spot(NAME, len(lines) + 1, 1)) is None
    assert locator.source_line(Spot(NAME, 0, 1)) is None


def test_the_line_of_a_broken_file() -> None:
    assert Locator(DictTree({NAME: "a: 1\nb: [\n"})).source_line(Spot(NAME, 2, 4)) == "b: ["


def test_many_files_are_not_all_kept() -> None:
    names = [f"data/indicators/x{i}.yaml" for i in range(40)]
    locator = Locator(DictTree({name: f"# {i}\na: 1\n" for i, name in enumerate(names)}))
    spots = [locator.spot(Ref(name, ("a",))) for name in [*names, *names]]
    assert {(spot.line, spot.column) for spot in spots} == {(2, 4)}
