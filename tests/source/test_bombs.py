"""Files built to exhaust the process: each is refused at once, at a place, and costs neither stack nor memory."""

import pytest

from dxkpi.source.files import SIZE_LIMIT, DictTree
from dxkpi.source.guard import suspicious
from tests.run import DATA
from tests.source.telling import codes_of

pytestmark = pytest.mark.slow

FULL = SIZE_LIMIT
INDICATOR = "indicators/x.yaml"


def _block(size: int) -> str:
    lines: list[str] = []
    while size > 0:
        lines.append(" " * len(lines) + "a:\n")
        size -= len(lines[-1])
    return "".join(lines[:-1])


def _laughs() -> str:
    rows = [f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(9)]
    return "a: &a [lol]\n" + "".join(rows)


def _merges() -> str:
    rows = [f"b{i}: &b{i} {{<<: [{', '.join(['*b' + str(i - 1)] * 9)}]}}\n" for i in range(1, 9)]
    return "b0: &b0 {k: v}\n" + "".join(rows)


DEEP = [
    ("flow lists, 24,000", "[" * 24_000, "1:21 KPI119"),
    ("flow lists, 1,000,000", "[" * 1_000_000, "1:21 KPI119"),
    ("closed flow lists", "a: " + "[" * 24_000 + "]" * 24_000, "1:23 KPI119"),
    ("flow mappings", "{a: " * (FULL // 4), "1:81 KPI119"),
    ("flow pairs", "[a: " * (FULL // 4), "1:41 KPI119"),
    ("flow lists, one a line", "[\n" * (FULL // 2), "21:1 KPI119"),
    ("compact lists, 24,000", "- " * 24_000, "1:41 KPI119"),
    ("compact lists, to the limit", "- " * (FULL // 2), "1:41 KPI119"),
    ("compact lists with tabs", "-\t" * 24_000, "1:2 KPI124"),
    ("explicit keys", "? " * (FULL // 2), "1:41 KPI119"),
    ("lists of explicit keys", "- ? " * (FULL // 4), "1:41 KPI119"),
    ("compact behind a marker", "--- " + "- " * 24_000, None),
    ("block mappings", _block(FULL), "21:21 KPI119"),
    ("lists in lists", "a:\n" + "".join(" " * i + "-\n" for i in range(1, 1_000)), "21:21 KPI119"),
    ("flow lists behind many small ones", "a: [" + "[1], " * 100 + "[" * 24_000, "1:523 KPI119"),
    ("tagged", "!a [" * (FULL // 4), None),
    ("anchored", "- &a " * (FULL // 5), None),
]


@pytest.mark.parametrize(("text", "first"), [case[1:] for case in DEEP], ids=[case[0] for case in DEEP])
def test_depth_never_reaches_the_stack(text: str, first: str | None) -> None:
    told = codes_of(DictTree({INDICATOR: text}))
    assert told
    if first is not None:
        assert told[0] == f"data/{INDICATOR}:{first}"


@pytest.mark.parametrize("text", [_laughs(), _merges()], ids=["laughs", "merges"])
def test_references_are_told_and_never_followed(text: str) -> None:
    told = codes_of(DictTree({INDICATOR: text}))
    assert told[0].endswith("KPI115")
    assert any(line.endswith("KPI116") for line in told)
    assert {line.rpartition(" ")[2] for line in told} <= {"KPI115", "KPI116"}


def test_an_alias_of_itself_is_refused() -> None:
    assert codes_of(DictTree({INDICATOR: "a: &a [*a]\n"})) == [
        f"data/{INDICATOR}:1:4 KPI115",
        f"data/{INDICATOR}:1:8 KPI116",
    ]


WIDE = [
    ("values", "[" + "a," * (FULL // 2 - 1), "KPI104"),
    ("items", "- a\n" * (FULL // 4), "KPI104"),
    ("keys", "".join(f"k{i}: 1\n" for i in range(100_000)), "KPI104"),
    ("duplicates", "a: 1\n" * 9_000, "KPI120"),
    ("empty items", "sections:\n" + "-\n" * 9_000, "KPI208"),
    ("documents", "---\n" * (FULL // 4), "KPI113"),
    ("invisible characters", "\u200b" * (FULL // 3), "KPI108"),
    ("nuls", "\0" * FULL, "KPI106"),
    ("carriage returns", "\r" * FULL, "KPI109"),
    ("conflicts", "<<<<<<< a\n" * (FULL // 10), "KPI110"),
    ("directives", "%a\n" * (FULL // 3), "KPI114"),
    ("anchors", "- &a x\n" * (FULL // 7), "KPI115"),
    ("full-width colons", "a: x\n" + " b：1\n" * 9_000, "KPI123"),
    ("steps", "direction: milestone\ntarget:\n  steps:\n" + "".join(f"  - s{i}\n" for i in range(15_000)), "KPI202"),
    ("unknown keys", "direction: absolute\n" + "".join(f"baselin{i}: 1\n" for i in range(9_000)), "KPI201"),
    ("one key", "direction: absolute\n? " + "a" * (FULL - 100) + "\n: 1\n", "KPI201"),
    ("one number", "direction: monitor\nunit: " + "1" * (FULL - 100), "KPI209"),
    ("one word", "x" * FULL, "KPI112"),
    ("one colon", "a" * (FULL - 10) + ":b\nc: d\n", "KPI125"),
    ("colons", "a:" * (FULL // 2), "KPI125"),
    ("quotes", '"' * FULL, "KPI125"),
    ("blanks", " " * FULL, "KPI111"),
    ("comment", "#" * FULL, "KPI111"),
    ("over the limit", "#" * (FULL + 1), "KPI104"),
]


@pytest.mark.parametrize(("text", "code"), [case[1:] for case in WIDE], ids=[case[0] for case in WIDE])
def test_a_large_file_of_one_kind_is_told_in_few_findings(text: str, code: str) -> None:
    told = codes_of(DictTree({"targets/x.yaml" if text.startswith("sections") else INDICATOR: text}))
    assert code in {line.rpartition(" ")[2] for line in told}
    assert len(told) <= 10


def test_no_message_echoes_more_than_a_line() -> None:
    long = "ab" * 10_000
    text = f"id: {long}\n{long}: 1\ndirection: {long}\nunmet:\n  {long}: {long}\n"
    from dxkpi.source.loader import load

    for diagnostic in load(DictTree({INDICATOR: text})).diagnostics:
        assert len(diagnostic.message) < 250
        assert long[:82] not in diagnostic.message + diagnostic.hint


def test_no_file_of_ours_is_looked_at_twice() -> None:
    texts = [path.read_text("utf-8") for path in sorted(DATA.rglob("*.yaml"))]
    assert len(texts) > 30
    assert not any(map(suspicious, texts))


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("a: " + "[" * 100, False),
        ("a: " + "[" * 101, True),
        ("{" * 50 + "[" * 51, True),
        ("- " * 29 + "-x", False),
        ("- " * 30 + "x", True),
        ("a:\n" + " " * 59 + "b: 1\n", False),
        ("a:\n" + " " * 60 + "b: 1\n", True),
        ("a: x & y", True),
        ("a: 5*3", True),
        ("a: x!", True),
        ("#" * (1 << 16), False),
        ("#" * ((1 << 16) + 1), True),
    ],
)
def test_what_is_looked_at_twice(text: str, is_one: bool) -> None:
    assert suspicious(text) is is_one
