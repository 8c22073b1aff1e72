"""Changes spliced into text: what is asked for changes, every other byte stays, and what is unsure is left alone."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxkpi.core.basis.finding import Path
from dxkpi.source.changes import Add, Change, Put, Raw, Rename, Value, scalar
from dxkpi.source.document import read_document
from dxkpi.source.edit import NotEdited, edited

RECORD: dict[str, Value] = {"value": Raw("5600"), "status": "見込"}
ORDER = ("id", "name", "target", "actuals", "unmet", "source")

FRACTION = {"numerator": Raw("3"), "denominator": Raw("8")}


def change(text: str, *changes: Change) -> str:
    done = edited("data/a.yaml", text.encode(), changes)
    assert isinstance(done, bytes), done
    return done.decode()


CASES: list[tuple[str, str, Change, str]] = [
    (
        "a number keeps the comment behind it",
        "value: 5445   # 暫定\nname: x\n",
        Put(("value",), Raw("5600")),
        "value: 5600   # 暫定\nname: x\n",
    ),
    (
        "a quoted text",
        "name: '旧'\nid: a\n",
        Put(("name",), "新: 12"),
        'name: "新: 12"\nid: a\n',
    ),
    (
        "a text in several lines",
        "note: >-\n  一\n  二\n# 次\nid: a\n",
        Put(("note",), "三"),
        "note: 三\n# 次\nid: a\n",
    ),
    (
        "a year behind the last earlier one, before the comment of the next key",
        "actuals:\n  R2:\n    value: 1\n    status: 実績  # 確定\n\n# 次\nsource: x\n",
        Put(("actuals", "R4"), RECORD),
        "actuals:\n  R2:\n    value: 1\n    status: 実績  # 確定\n  R4:\n    value: 5600\n    status: 見込\n\n"
        "# 次\nsource: x\n",
    ),
    (
        "a year between years, however they are spelt",
        "actuals:\n  2019: {value: 1, status: 実績}\n  令和4年度: {value: 2, status: 実績}\n",
        Put(("actuals", "R3"), RECORD),
        "actuals:\n  2019: {value: 1, status: 実績}\n  R3:\n    value: 5600\n    status: 見込\n"
        "  令和4年度: {value: 2, status: 実績}\n",
    ),
    (
        "a year before all others",
        "actuals:\n  # 最初\n  R4:\n    value: 2\n    status: 実績\n",
        Put(("actuals", "R3"), RECORD),
        "actuals:\n  # 最初\n  R3:\n    value: 5600\n    status: 見込\n  R4:\n    value: 2\n    status: 実績\n",
    ),
    (
        "the first year of all, in the order of the keys",
        "id: a\ntarget:\n  value: 1\nsource: x\n",
        Put(("actuals", "R3"), RECORD, ORDER),
        "id: a\ntarget:\n  value: 1\nactuals:\n  R3:\n    value: 5600\n    status: 見込\nsource: x\n",
    ),
    (
        "below a key without a value, deeper indented as the file is",
        "target:\n    value: 1\nactuals:  # まだない\nsource: x\n",
        Put(("actuals", "R3"), RECORD),
        "target:\n    value: 1\nactuals:  # まだない\n    R3:\n        value: 5600\n        status: 見込\nsource: x\n",
    ),
    (
        "a value for a key that has none",
        "actuals:\n  R3:\n    value:   # 後で\n    status: 見込\n",
        Put(("actuals", "R3", 0, "value"), Raw("5600")),
        "actuals:\n  R3:\n    value: 5600   # 後で\n    status: 見込\n",
    ),
    (
        "a key of a single record, by the other spelling of its year",
        "actuals:\n  2021: {value: 1, status: 実績}\n",
        Put(("actuals", "R3", 0, "note"), "速報から改定"),
        "actuals:\n  2021: {value: 1, status: 実績, note: 速報から改定}\n",
    ),
    (
        "a key of the second of two records",
        "actuals:\n  R3:\n    - value: 1\n      status: 見込\n    - value: 2\n      status: 実績\n",
        Put(("actuals", "R3", 1, "value"), Raw("3")),
        "actuals:\n  R3:\n    - value: 1\n      status: 見込\n    - value: 3\n      status: 実績\n",
    ),
    (
        "a single record becomes the first of two and keeps its comments",
        "actuals:\n  R3:\n    value: 1  # 11月\n    # 状態\n    status: 見込\nsource: x\n",
        Add(("actuals", "R3"), RECORD),
        "actuals:\n  R3:\n    - value: 1  # 11月\n      # 状態\n      status: 見込\n"
        "    - value: 5600\n      status: 見込\nsource: x\n",
    ),
    (
        "a comment that is indented as part of the year above stays with it",
        "actuals:\n  R3:\n    value: 1\n    # R3は県のみ\n  # R5から\nsource: x\n",
        Put(("actuals", "R4"), RECORD),
        "actuals:\n  R3:\n    value: 1\n    # R3は県のみ\n"
        "  R4:\n    value: 5600\n    status: 見込\n  # R5から\nsource: x\n",
    ),
    (
        "behind a text in several lines",
        "note: |\n  一\n  二\nid: a\n",
        Put(("owner",), "課", ("note", "owner", "id")),
        "note: |\n  一\n  二\nowner: 課\nid: a\n",
    ),
    (
        "behind a key without a value",
        "note:\nid: a\n",
        Put(("owner",), "課", ("note", "owner", "id")),
        "note:\nowner: 課\nid: a\n",
    ),
    (
        "a key in brackets that has to be quoted there",
        "parts: {県: 1}\n",
        Put(("parts", "市, 町村"), Raw("2")),
        'parts: {県: 1, "市, 町村": 2}\n',
    ),
    (
        "a record with a record in it beside one with a blank line in it",
        "actuals:\n  R3:\n    value: 1\n\n    status: 見込\n",
        Add(("actuals", "R3"), {"value": Raw("2"), "source": {"document": "r3"}}),
        "actuals:\n  R3:\n    - value: 1\n\n      status: 見込\n"
        "    - value: 2\n      source:\n        document: r3\n",
    ),
    (
        "and one more, behind a comment that is part of the last",
        "actuals:\n  R3:\n    - value: 1\n      # 注\n    # 次\n",
        Add(("actuals", "R3"), {"value": Raw("2"), "source": {"document": "r3"}}),
        "actuals:\n  R3:\n    - value: 1\n      # 注\n"
        "    - value: 2\n      source:\n        document: r3\n    # 次\n",
    ),
    (
        "a third record",
        "actuals:\n  R3:\n  - {value: 1, status: 見込}\n  - {value: 2, status: 速報}\nsource: x\n",
        Add(("actuals", "R3"), RECORD),
        "actuals:\n  R3:\n  - {value: 1, status: 見込}\n  - {value: 2, status: 速報}\n"
        "  - value: 5600\n    status: 見込\nsource: x\n",
    ),
    (
        "records in brackets",
        "actuals: {R3: {value: 1, status: 速報}, R2: []}\n",
        Add(("actuals", "R3"), RECORD),
        "actuals: {R3: [{value: 1, status: 速報}, {value: 5600, status: 見込}], R2: []}\n",
    ),
    (
        "a list in brackets with a comma behind its last item",
        "done: [\n  一,\n]\n",
        Add(("done",), "二, 三"),
        'done: [\n  一, "二, 三",\n]\n',
    ),
    ("an empty list", "done: []\n", Add(("done",), "一"), "done: [一]\n"),
    ("an empty mapping", "actuals: {}\n", Put(("actuals", "R3"), {"value": Raw("1")}), "actuals: {R3: {value: 1}}\n"),
    (
        "nothing yet",
        "id: a\n",
        Add(("actuals", "R3"), RECORD),
        "id: a\nactuals:\n  R3:\n    value: 5600\n    status: 見込\n",
    ),
    ("a key without a value becomes a record", "R3:\n", Add(("R3",), RECORD), "R3:\n  value: 5600\n  status: 見込\n"),
    (
        "a list takes the place of a list",
        "done:\n  - 一\n  - 二\nid: a\n",
        Put(("done",), ["三"]),
        "done:\n  - 三\nid: a\n",
    ),
    ("an empty list takes its place", "done:\n  - 一\nid: a\n", Put(("done",), []), "done:\n  []\nid: a\n"),
    ("a list takes the place of an empty one", "done: []\nid: a\n", Put(("done",), ["一"]), "done: [一]\nid: a\n"),
    ("a list where nothing was", "done:\nid: a\n", Put(("done",), ["一", "二"]), "done:\n  - 一\n  - 二\nid: a\n"),
    ("the ends of lines stay", "a: 1\r\nb: 2\r\n", Put(("c",), Raw("3")), "a: 1\r\nb: 2\r\nc: 3\r\n"),
    ("a missing end of the last line stays missing", "a: 1\nb: 2", Put(("c", "d"), "三"), "a: 1\nb: 2\nc:\n  d: 三"),
    ("a mark of the byte order stays", "\ufeffa: 1\n", Put(("a",), Raw("2")), "\ufeffa: 2\n"),
    ("blank lines and comments at the end stay", "a: 1\n\n# 終わり\n", Put(("b",), "二"), "a: 1\nb: 二\n\n# 終わり\n"),
    (
        "what stands there already",
        "a: {b: 'x'}  # 一\n",
        Put(("a", "b"), "x"),
        "a: {b: 'x'}  # 一\n",
    ),
    (
        "what stands there without the quotes that it needs",
        "unit: no  # 番号\n",
        Put(("unit",), "no"),
        'unit: "no"  # 番号\n',
    ),
    (
        "a record that stands there already",
        "R3: {value: 1, 'status': 実績}\n",
        Put(("R3",), {"value": Raw("1"), "status": "実績"}),
        "R3: {value: 1, 'status': 実績}\n",
    ),
    (
        "a list that stands there already",
        "done: [一, '二']\n",
        Put(("done",), ["一", "二"]),
        "done: [一, '二']\n",
    ),
    (
        "a key behind one without a value",
        "a: 1\nb:  # まだない\n\n# 終わり\n",
        Put(("c",), "x"),
        "a: 1\nb:  # まだない\nc: x\n\n# 終わり\n",
    ),
    (
        "a key, what is below it stays",
        "# 一\n'basline' :  # 二\n  value: 0\nactuals: {r3: {value: 1}}\n",
        Rename(("basline",), "baseline"),
        "# 一\nbaseline :  # 二\n  value: 0\nactuals: {r3: {value: 1}}\n",
    ),
    (
        "a record in place of a number",
        "actuals:\n  R3:\n    value: 93.1  # 暫定\n    status: 実績\n",
        Put(("actuals", "R3", "value"), FRACTION),
        "actuals:\n  R3:\n    value: {numerator: 3, denominator: 8}  # 暫定\n    status: 実績\n",
    ),
    (
        "a record in place of a number in brackets",
        "actuals:\n  R3: {value: 93.1, status: 実績}\n",
        Put(("actuals", "R3", "value"), FRACTION),
        "actuals:\n  R3: {value: {numerator: 3, denominator: 8}, status: 実績}\n",
    ),
    (
        "a key in brackets",
        "actuals: {r3: {value: 1}}\n",
        Rename(("actuals", "r3"), Raw("R3")),
        "actuals: {R3: {value: 1}}\n",
    ),
    (
        "a reason that looks like YAML",
        "id: a\n",
        Put(("unmet", "R3", "reason"), '理由: [再掲] #1\n「"」と\\'),
        'id: a\nunmet:\n  R3:\n    reason: "理由: [再掲] #1\\n「\\"」と\\\\"\n',
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "asked", "after"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_change(text: str, asked: Change, after: str) -> None:
    assert change(text, asked) == after


def test_changes_are_made_one_after_the_other() -> None:
    added = Put(("unmet", "R3"), {"reason": "遅れ"}), Put(("unmet", "R3", "cause"), "covid")
    assert change("id: a\n", *added) == "id: a\nunmet:\n  R3:\n    reason: 遅れ\n    cause: covid\n"


UNSOUND = NotEdited("ファイルに先に直す誤りがあるため、書き換えられない")
UNCERTAIN = NotEdited("書き方が込み入っていて、ほかの所を変えずに書き換えられない。手で書き換える")


@pytest.mark.parametrize(
    ("text", "asked", "why"),
    [
        ("a: [\n", Put(("b",), "x"), UNSOUND),
        ("a: 1\na: 2\n", Put(("b",), "x"), UNSOUND),
        ("", Put(("b",), "x"), UNSOUND),
        ("a: 1\n", Put(("a", "b"), "x"), UNCERTAIN),
        ("a: [1]\n", Put(("a", 3), "x"), UNCERTAIN),
        ("a: 1\n", Put((), "x"), UNCERTAIN),
        ("a: 1\n", Add(("a",), "x"), UNCERTAIN),
        ("a:\n  - 1  # 一\n  - 2\n", Put(("a",), ["3"]), UNCERTAIN),
        ("a: 1\n", Put(("b",), "見え\u200bない"), UNCERTAIN),
        ("a: 1\n", Put(("b",), "半端な\ud800"), UNCERTAIN),
        ("{a: 1}\n", Put(("a", "b", "c"), "x"), UNCERTAIN),
        ("a: 1\n", Put(("b",), Raw("x: y")), UNCERTAIN),
        ("a: 1\n", Rename(("b",), "c"), UNCERTAIN),
        ("a: 1\nb: 2\n", Rename(("a",), "b"), UNCERTAIN),
        ("a: [1]\n", Rename(("a", 0), "b"), UNCERTAIN),
        ("a:\n  - value: 1\n", Add(("a", 0), {"value": Raw("2")}), UNCERTAIN),
        ("a: [1]\n", Rename(("a", "b"), "c"), UNCERTAIN),
        ("a: 1\n", Rename((), "b"), UNCERTAIN),
    ],
)
def test_what_is_left_alone(text: str, asked: Change, why: NotEdited) -> None:
    assert edited("data/a.yaml", text.encode(), [asked]) == why


def test_what_is_no_text_is_left_alone() -> None:
    assert edited("data/a.yaml", "名前: あ".encode("cp932"), [Put(("a",), "x")]) == UNSOUND


TEXTS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=12)
WORDS = st.sampled_from(["R3", "R4", "2021", "value", "status", "note", "done"])
STYLES = st.sampled_from(["block", "flow", "quoted"])


@given(TEXTS)
def test_any_text_is_written_such_that_it_is_read_again(text: str) -> None:
    for flow in (False, True):
        written = scalar(text, flow=flow)
        document = read_document("a.yaml", f"a: {'[' if flow else ''}{written}{']' if flow else ''}\n".encode())
        assert document.problems or document.data == {"a": [text] if flow else text}


@st.composite
def files(draw: st.DrawFn) -> str:
    """A file of records with comments, blank lines and endings of any kind."""
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    lines = ["# 見出し"] if draw(st.booleans()) else []
    for key in draw(st.lists(st.sampled_from(["id", "name", "R1", "R2", "R5", "note"]), min_size=1, unique=True)):
        remark = draw(st.sampled_from(["", "  # 注", " # [再掲]: x"]))
        match draw(STYLES):
            case "flow":
                lines.append(f"{key}: {{value: 1, status: 見込}}{remark}")
            case "quoted":
                lines.append(f"{key}: '引用 # で'{remark}")
            case _:
                lines += [f"{key}:{remark}", "  value: 1", f"  status: 見込{remark}"]
        lines += draw(st.sampled_from([[], [""], ["# 間"], ["", "  # 字下げした注"]]))
    return newline.join(lines) + draw(st.sampled_from(["", newline]))


@given(files(), st.lists(WORDS, min_size=1, max_size=2), TEXTS, st.booleans())
def test_nothing_else_changes(text: str, path: list[str], value: str, add: bool) -> None:
    asked = Add(tuple(path), {"value": value}) if add else Put(tuple(path), value)
    done = edited("data/a.yaml", text.encode(), [asked])
    if isinstance(done, NotEdited):
        return
    lines, left = done.decode().splitlines(), text.splitlines()
    kept = [line.strip().removeprefix("- ") for line in lines]
    own = [line.strip() for line in left]
    assert sum(line not in kept for line in own) <= 1
    comments = [line for line in own if line.startswith("#")]
    assert [line for line in kept if line in comments] == comments
    assert ("\r\n" in done.decode()) == ("\r\n" in text) or "\n" not in text


def paths(data: object, path: Path = ()) -> list[Path]:
    """The ways to every text in `data`."""
    if isinstance(data, dict):
        return [found for key, value in data.items() for found in paths(value, (*path, key))]
    return [path] if isinstance(data, str) else []


def put(data: Any, path: Path, value: str) -> Any:
    """`data` with another text at `path`, in a way of its own."""
    return {**data, path[0]: put(data.get(path[0]), path[1:], value)} if path else value


def data_of(text: str) -> dict[str, Any]:
    document = read_document("a.yaml", text.encode())
    assert document.data is not None
    return document.data


def alike_but_one_line(old: str, new: str) -> bool:
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    different = [line for line, other in zip(before, after, strict=True) if line != other]
    return len(different) <= 1


@given(files(), st.data(), TEXTS)
def test_another_value_changes_its_line_alone(text: str, data: st.DataObject, value: str) -> None:
    document = data_of(text)
    path = data.draw(st.sampled_from(paths(document)))
    done = edited("a.yaml", text.encode(), [Put(path, value)])
    if not isinstance(done, NotEdited):
        assert data_of(done.decode()) == put(document, path, value)
        assert alike_but_one_line(text, done.decode())
        assert edited("a.yaml", done, [Put(path, value)]) == done


@given(files(), st.data())
def test_another_key_changes_its_line_alone(text: str, data: st.DataObject) -> None:
    document = data_of(text)
    key = data.draw(st.sampled_from(list(document)))
    done = change(text, Rename((key,), "other"))
    assert data_of(done) == {"other" if name == key else name: value for name, value in document.items()}
    assert alike_but_one_line(text, done)


@given(files(), st.sampled_from(["R3", "2030", "owner"]), TEXTS)
def test_a_new_key_is_one_line_between_all_others(text: str, key: str, value: str) -> None:
    document = data_of(text)
    done = edited("a.yaml", text.encode(), [Put((key,), value)])
    if not isinstance(done, NotEdited):
        new, old = done.decode(), text
        assert data_of(new) == put(document, (key,), value)
        lines, ended = new.splitlines(keepends=True), old + "\r\n" if "\r\n" in old else old + "\n"
        without = {"".join([*lines[:at], *lines[at + 1 :]]) for at in range(len(lines))}
        assert without & {old, ended}


@given(files(), st.data())
def test_what_stands_there_changes_nothing(text: str, data: st.DataObject) -> None:
    document = data_of(text)
    path = data.draw(st.sampled_from(paths(document)))
    stands = document
    for step in path:
        stands = stands[str(step)]
    assert change(text, Put(path, Raw(str(stands)))) == text
