"""Any text, any bytes: the reader answers, and every finding stands inside the file."""

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dxkpi.core.basis.finding import Ref
from dxkpi.source.files import DictTree
from dxkpi.source.loader import load
from dxkpi.source.locate import Locator

TOKENS = st.sampled_from(
    [
        *"abR3: \n\t-?[]{},&*!|>%@`\"'#~=<\\：＃－\u3000",
        *("\r", "\r\n", "\ufeff", "\x00", "\x1b", "\x85", "\u2028", "\u200b", "\u200d", "\U0001f600", "か\u3099"),
        *(
            "  ",
            "\n  ",
            "\n- ",
            ": ",
            " #",
            "---\n",
            "...\n",
            "%YAML 1.2\n",
            "<<: *a\n",
            "&a ",
            "!!int ",
            "\\x00",
            "0x_",
        ),
        *("id: x\n", "name: あ\n", "plan: p\n", "section: s\n", "unit: no\n", "direction: absolute\n", "target:\n"),
        *("direction: milestone\n", "direction: composite\n", "  parts: {県: 1}\n", "  steps: [い]\n", "value: 1e3\n"),
        *("actuals:\n", "  R3:\n", "  2021:\n", "    value: 6,000\n", "    status: 実績\n", "baseline: {value: 0}\n"),
        *(
            "sections: []\n",
            "ratings:\n",
            "  - {id: a, at_least: 100}\n",
            "tables: [[a]]\n",
            "[key]: 1\n",
            "assumed:\n",
        ),
    ]
)
SETTINGS = settings(max_examples=settings().max_examples * 5, deadline=None, suppress_health_check=list(HealthCheck))


def _printable(text: str) -> bool:
    return all(character.isprintable() or unicodedata.category(character) == "Zs" for character in text)


def _all_inside(content: bytes) -> None:
    files = {"data/indicators/x.yaml": content, "data/targets/x.yaml": content}
    tree = DictTree(files)
    locator = Locator(tree)
    lines = content.decode("utf-8-sig", "replace").split("\n")
    for diagnostic in load(tree).diagnostics:
        for place in (diagnostic.place, *(related.place for related in diagnostic.related)):
            spot = locator.spot(place)
            assert spot.document in files
            assert 1 <= spot.line <= len(lines)
            assert 1 <= spot.column <= len(lines[spot.line - 1]) + 1
        assert _printable(diagnostic.message + diagnostic.hint)
        assert diagnostic.hint


@SETTINGS
@given(st.lists(TOKENS, max_size=40))
def test_tokens(tokens: list[str]) -> None:
    _all_inside("".join(tokens).encode())


@SETTINGS
@given(st.text(max_size=200))
def test_text(text: str) -> None:
    _all_inside(text.encode("utf-8", "surrogatepass"))


@SETTINGS
@given(st.binary(max_size=200))
def test_bytes(content: bytes) -> None:
    _all_inside(content)


DATA = st.recursive(
    st.sampled_from(["x", "no", "R3", "6,000", "実績", '""', "", "absolute", "milestone", "composite"]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: "[" + ", ".join(items) + "]")
        | st.dictionaries(
            st.sampled_from(["value", "year", "R3", "2021", "parts", "steps", "done", "source", "from", "to", "[key]"]),
            inner,
            max_size=3,
        ).map(lambda pairs: "{" + ", ".join(f"{key}: {value}" for key, value in pairs.items()) + "}")
    ),
    max_leaves=8,
)
KEYS = st.sampled_from(
    [
        *("id", "name", "plan", "section", "unit", "direction", "target", "baseline", "actuals", "unmet", "assumed"),
        *("suspended", "source", "better", "sections", "ratings", "published", "tables", "documents", "method"),
    ]
)


@pytest.mark.slow
@SETTINGS
@given(st.dictionaries(KEYS, DATA, max_size=12))
def test_records_of_the_wrong_shape(record: dict[str, str]) -> None:
    _all_inside("".join(f"{key}: {value}\n" for key, value in record.items()).encode())


@SETTINGS
@given(st.lists(st.sampled_from(["actuals", "R3", "2021", "value", "x", 0, 1, -1, "0"]), max_size=6), st.booleans())
def test_routes(path: list[str | int], key: bool) -> None:
    name, text = "data/indicators/x.yaml", "actuals:\n  R3:\n    - value: 1\n    -\n  R2: {value: 2}\nx:"
    spot = Locator(DictTree({name: text})).spot(Ref(name, tuple(path), key))
    assert 1 <= spot.line <= 6
    assert 1 <= spot.column <= len(text.split("\n")[spot.line - 1]) + 1
