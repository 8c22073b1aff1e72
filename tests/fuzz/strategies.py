"""What is thrown at the program: words of our YAML in any order, any bytes, and data files that are nearly right."""

from collections.abc import Callable

from hypothesis import strategies as st

from dxkpi.core.indicator import DIRECTIONS
from dxkpi.core.keys import KEYS
from dxkpi.core.plan.plan import Plan
from dxkpi.source.models import keys_of
from tests.run import DATA

INDICATOR, PLAN = "indicators/p/s/x.yaml", "targets/p.yaml"
WHOLE = {path.relative_to(DATA).as_posix(): path.read_bytes() for path in sorted(DATA.rglob("*.yaml"))}
PLANS = [name for name in WHOLE if name.startswith("targets/")]
INDICATORS = [name for name in WHOLE if name.startswith("indicators/")]

_KEYS = sorted(
    {
        *(key for key in KEYS if "." not in key),
        *keys_of(Plan),
        *(key for model in DIRECTIONS.values() for key in keys_of(model)),
    }
)
_SIGNS = (
    *"abR3: \n\t-?[]{},&*!|>%@`\"'#~=<\\：＃－\u3000",
    *"\r\ufeff\x00\x1b\x7f\x85\u2028\u200b\u200d\u202e\ue000\U0001f600",
    *("か\u3099", "\r\n", "  ", "\n  ", "\n    ", "\n- ", "\n  - ", ": ", " #", "---\n", "...\n", "%YAML 1.2\n"),
    *("<<: *a\n", "&a ", "*a", "!!int ", "\\x00", "\\ud800", "<<<<<<< a\n", "[[[[[[[", "{a: ", "- - ", "? "),
    *("# dxkpi: ignore[KPI302] 理由", "# dxkpi: ignore[KPI301] 理由 until: 2020-01", "# dxkpi:"),
    *("=1+1", "[/]", "::error::", "##[error]", "::error file=a::", "<b>", "@a"),
)  # fmt: skip
_VALUES = (
    *("0", "-0", "6,000", "６０００", "▲5", "1e3", "1" * 4301, "99.999999", "-5.5", "約5", "73.5%", "no", "~", "null"),
    *("R3", "R0", "H31", "H40", "2021", "令和3年度", "R3.12", "2021-12", "2021-02-30", "実績", "速報", "見込", "true"),
    *("higher", "lower", "sum", "all", "worst", "p", "s", "d", "x", "distance", "target", "achieved", "error", "none"),
    *DIRECTIONS,
)
TOKENS = st.sampled_from(
    [*_SIGNS, *_VALUES, *(shape.format(key) for shape in ("{}: ", "\n{}:\n  ", "\n  {}: ") for key in _KEYS)]
)
ORDERLY = st.tuples(st.sampled_from(_KEYS), st.sampled_from(_VALUES), st.sampled_from(["", "  ", "    ", "- ", "  - "]))

tokens = st.lists(TOKENS, max_size=60).map("".join)
entries = st.lists(ORDERLY, max_size=40).map(lambda rows: "".join(f"{indent}{k}: {v}\n" for k, v, indent in rows))
raw = st.binary(max_size=400)


def _flip(text: bytes, at: int, word: bytes) -> bytes:
    return text[:at] + bytes([text[at] ^ (word[:1] or b"\x01")[0]]) + text[at + 1 :] if at < len(text) else text


def _put(text: bytes, at: int, word: bytes) -> bytes:
    return text[:at] + word + text[at:]


def _cut(text: bytes, at: int, word: bytes) -> bytes:
    return text[:at] + text[at + len(word) :]


def _over(text: bytes, at: int, word: bytes) -> bytes:
    return text[:at] + word + text[at + len(word) :]


def _swap(text: bytes, at: int, word: bytes) -> bytes:
    lines = text.splitlines(keepends=True) or [b""]
    one, other = at % len(lines), (at + len(word)) % len(lines)
    lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def _twice(text: bytes, at: int, word: bytes) -> bytes:
    lines = text.splitlines(keepends=True) or [b""]
    start = at % len(lines)
    return b"".join(lines[: start + len(word) + 1] + lines[start:])


def _value(text: bytes, at: int, word: bytes) -> bytes:
    """Another value behind some key."""
    lines = text.splitlines(keepends=True) or [b""]
    position = at % len(lines)
    key, colon, _ = lines[position].partition(b": ")
    lines[position] = key + (colon or b": ") + word.replace(b"\n", b"") + b"\n"
    return b"".join(lines)


_Change = Callable[[bytes, int, bytes], bytes]
_CHANGES: list[_Change] = [_flip, _put, _cut, _over, _swap, _twice, _value, _value]
_WORDS = TOKENS.map(str.encode) | st.sampled_from([*_VALUES]).map(str.encode) | st.binary(max_size=4)
changes = st.lists(st.tuples(st.sampled_from(_CHANGES), st.integers(0, 5000), _WORDS), min_size=1, max_size=4)


@st.composite
def nearly_right(draw: st.DrawFn) -> dict[str, str | bytes]:
    """One of our plans with one of its indicators, one of the two changed here and there."""
    indicator = draw(st.sampled_from(INDICATORS))
    plan = f"targets/{indicator.split('/')[1]}.yaml"
    changed = draw(st.sampled_from([indicator, indicator, plan]))
    files: dict[str, str | bytes] = {indicator: WHOLE[indicator], plan: WHOLE[plan]}
    text = WHOLE[changed]
    for change, at, word in draw(changes):
        text = change(text, at % (len(text) + 1), word)
    return files | {changed: text}
