"""The reader of ordinary files beside libyaml: where it answers, both say the same, and libyaml finds nothing wrong."""

from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tools.bench.governments import files

from dxkpi.core.basis.record import Ambiguous
from dxkpi.source.changes import block
from dxkpi.source.document import composed_document, read_document
from dxkpi.source.findings import Findings
from dxkpi.source.line_reader import ordinary
from tests.run import DATA

REAL = [path.read_text("utf-8") for path in sorted(DATA.rglob("*.yaml"))]
GENERATED = [text for _, text in files(1)]
ACCEPTED = """\
# 業務の自動化
id: a-1
name: 削減時間（年度末）
url: https://x.jp/#a

unit: "12:30"
2021: no
negative: -5
県: "1"
target:
  value: 6000
  # 目標
  note: 番号#ではない
actuals:
  R3:
  - value: 5445
    period:
      from: 2021-04
    status: 実績
  - a#b
steps:
  - 窓口の設置
  - by: 010
"""
REFUSED = {
    "a flow list": "a: []\n",
    "a flow mapping": "a: {b: c}\n",
    "an anchor": "a: &b c\n",
    "a reference": "a: *b\n",
    "a tag": "a: !!int 1\n",
    "a directive": "%YAML 1.2\na: b\n",
    "a second document": "a: b\n---\nc: d\n",
    "an end of the document": "a: b\n...\n",
    "block text": "a: |\n  b\n",
    "single quotes": "a: 'b'\n",
    "a backslash in quotes": 'a: "\\x41"\n',
    "text behind quotes": 'a: "b" c\n',
    "a comment behind a value": "a: b # c\n",
    "a value that goes on": "a: b\n  c\n",
    "a value that goes on in a list": "a:\n- b\n  - c\n",
    "a key in a value": "a: b: c\n",
    "a key at the end of a value": "a: b:\n",
    "a key at the end of an item": "a:\n- b c:\n",
    "a key without a blank": "a:b\n",
    "a blank behind a value": "a: b \n",
    "a tab": "a:\tb\n",
    "a tab within": "a: b\tc\n",
    "a carriage return": "a: b\r\n",
    "no line break at the end": "a: b\nc: d",
    **{f"a value that begins with {sign}": f"a: {sign} b\n" for sign in "?:,[]{}&*!|>'\"%@`#-"},
    "nothing": "",
    "only a comment": "# a\n",
    "a list": "- a\n",
    "a text": "a\n",
    "an empty value": "a:\n",
    "an empty value above another": "a:\nb: c\n",
    "an empty item": "a:\n-\n",
    "an item of lists": "a:\n- - b\n",
    "a key twice": "a: b\na: c\n",
    "a key twice but for composition": "か\u3099: b\n\u304c: c\n",
    "a key that is composed otherwise": "\uf900: b\n",
    "an invisible character in a key": "a\u3164: b\n",
    "a null as key": "null: b\n",
    "an empty key": ": b\n",
    "a complex key": "? a\n: b\n",
    "a merge": "<<: b\n",
    "three columns": "a:\n   b: c\n",
    "a deeper line below a value": "a: b\n  c: d\n",
    "a list beside keys": "a: b\n- c\n",
    "a key beside items": "a:\n  - b\n  c: d\n",
    "a key less deep than its brothers": "a:\n    b: c\n  d: e\n",
    "an invisible character": "a: b\u200bc\n",
    "a control character": "a: b\x07c\n",
    "a character of the private planes": "a: \U0001ffff\n",
    "a next line": "a: b\x85c\n",
    "an invisible character in a comment": "# \u202e\na: b\n",
    "a mark of a conflict": "<<<<<<< a\na: b\n",
    "a full-width colon": "a：b\nc: d\n",
    "a full-width colon in a list": "a:\n- b：c\n",
    "a full-width number sign": "＃ a\nb: c\n",
    "a wide blank": "a:\n\u3000b: c\n",
    "twenty levels": "".join(f"{'  ' * n}a:\n" for n in range(20)) + "  " * 20 + "a: b\n",
    "8 KiB": "a: b\n" + "#" * (1 << 13) + "\n",
}  # fmt: skip
SETTINGS = settings(deadline=None, suppress_health_check=list(HealthCheck))
SIGNS = [
    *" \n:-#\"'?,[]{}&*!|>%@`~=<.\\/\t\r_0aR県\x00\x07\x1b\x7f\x85\u00a0\u200b\u2028\u2029\u3000\ufeff\ufffe\ufffd",
    *("：", "＃", "－", "\u3164", "\u3099", "\u304b", "\uf900", "\u17b5", "\u200d\ufe0f", "\U0001f600", "\U000e0041"),
    *("  ", "    ", "- ", "\n- ", "\n  ", "\n  - ", ": ", ":\n", " #", "# ", "\n# ", "\n\n", "---\n", "...\n", "-- "),
    *("null", "~", "no", "010", "1e3", "12:30", "<<", "<<: ", "2021-11-01", "R3: ", "a: ", "id: ", "か\u3099: ", "? "),
    *('""', '"a"', "''", "[]", "{}", "&a ", "*a", "!!int ", "| ", ">-\n", "%YAML 1.2\n", "<<<<<<< a\n", "dxkpi"),
]  # fmt: skip


def changed(text: str, chance: Random) -> str:
    """`text` with some of its characters, words or lines put in, taken out, doubled or swapped."""
    for _ in range(chance.choice((1, 1, 1, 2, 3, 5))):
        lines = text.splitlines(keepends=True) or [""]
        one, other, at = chance.randrange(len(lines)), chance.randrange(len(lines)), chance.randint(0, len(text))
        match chance.randrange(9):
            case 0 | 1 | 2:
                text = text[:at] + chance.choice(SIGNS) + text[at:]
            case 3:
                text = text[:at] + text[at + chance.choice((1, 1, 2, 4, 20)) :]
            case 4:
                text = text[:at] + chance.choice(SIGNS) + text[at + 1 :]
            case 5:
                lines[one], lines[other] = lines[other], lines[one]
                text = "".join(lines)
            case 6:
                text = "".join([*lines[:one], lines[other], *lines[one:]])
            case 7:
                text = "".join(lines[:one] + lines[one + 1 :])
            case _:
                lines[one] = chance.choice(("  ", " ", "- ", "", "    ")) + lines[one].removeprefix("  ")
                text = "".join(lines)
    return text


def typed(value: Any) -> Any:
    """`value` with all that equality leaves out: the type of each text, and the order of keys."""
    match value:
        case dict():
            return [(type(key), str(key), typed(below)) for key, below in value.items()]
        case list():
            return [typed(item) for item in value], "list"
        case _:
            return type(value), value


def agrees(text: str) -> bool:
    """Whether the text is answered, and then as libyaml has it, which has nothing to tell of it."""
    data = ordinary(text)
    if data is None:
        return False
    composed = composed_document("x.yaml", text, Findings("x.yaml"))
    assert composed.problems == ()
    assert typed(composed.data) == typed(data)
    return True


def test_what_is_answered() -> None:
    assert agrees(ACCEPTED)
    assert ordinary('id: no\n2021: "12:30"\na:\n- b: 時間\n  c:\n    d: https://x.jp/#a\n- 010\n') == {
        "id": Ambiguous("no"),
        "2021": "12:30",
        "a": [{"b": "時間", "c": {"d": "https://x.jp/#a"}}, Ambiguous("010")],
    }


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_left_to_libyaml(text: str) -> None:
    assert ordinary(text) is None


def test_real_files_are_answered_as_libyaml_has_them() -> None:
    answered = [agrees(text) for text in REAL]
    assert (answered.count(True), len(answered)) == (31, 33)


def test_generated_files_are_all_answered() -> None:
    assert all(map(agrees, GENERATED))


def test_root_of_an_ordinary_file_is_composed_when_asked_for() -> None:
    document = read_document("x.yaml", b"a: b\n")
    assert document.composed is None
    assert [(key.value, value.value) for key, value in getattr(document.root, "value", ())] == [("a", "b")]
    assert document.root is document.root


keys = st.sampled_from(["id", "value", "as_of", "a-1", "R3", "県", "市町村"])
words = st.tuples(
    st.sampled_from("業務の間ab10（、"), st.text("業務の時間ab10 （）、。・-#:%?!&*[]{}~", max_size=7)
).map("".join)
texts = words | st.sampled_from(["6000", "-5", "2021-11", "no", "12:30", "https://x.jp/#a"])
maps = st.dictionaries(keys, texts, min_size=1, max_size=3)
data = st.dictionaries(
    keys,
    st.recursive(
        texts,
        lambda below: (
            st.lists(texts | maps, min_size=1, max_size=3) | st.dictionaries(keys, below, min_size=1, max_size=4)
        ),
        max_leaves=12,
    ),
    min_size=1,
    max_size=5,
)
leads = st.sampled_from(["", "", "", "  ", "  ", "    ", "- ", "  - "])
likely = st.tuples(leads, st.sampled_from(["a: x", "b: 1", "c: no", "d:", "e:", "県: x-y", "f:", "g: x", "x"])).map(
    "".join
)
odd = st.sampled_from(
    [*SIGNS, "a: x: y", "a: x #y", "a: # x", '- "x"', " a: x", "a:b", "a: [x]", "a: ~", "a: x:", "- a：x", "a: x "]
)
yaml_like = st.tuples(st.lists(likely, max_size=3), odd | likely | likely, st.lists(likely, max_size=2)).map(
    lambda parts: "\n".join([*parts[0], parts[1], *parts[2]]) + "\n"
)


def in_our_form(values: dict[str, Any]) -> str:
    return "".join(f"{line}\n" for line in block(values, 2))


@settings(SETTINGS, max_examples=settings().max_examples * 2)
@given(data)
def test_our_own_form_is_answered(values: dict[str, Any]) -> None:
    assert agrees(in_our_form(values))


@settings(SETTINGS, max_examples=settings().max_examples * 4)
@given(st.sampled_from([*REAL, *GENERATED[:12], ACCEPTED]) | data.map(in_our_form), st.integers(0, 1 << 32))
def test_nothing_else_is_answered_of_a_changed_file(text: str, seed: int) -> None:
    agrees(changed(text, Random(seed)))


@settings(SETTINGS, max_examples=settings().max_examples * 10)
@given(yaml_like)
def test_nothing_else_is_answered_of_what_looks_like_yaml(text: str) -> None:
    agrees(text)
