"""Answer sheets and lists of indicators with slips in their bytes, their parts or their cells, on the whole way."""

import random
from contextlib import redirect_stdout, suppress
from datetime import date
from io import StringIO
from pathlib import Path

from hypothesis import strategies as st

from dxkpi.app.importing import guessed, opened, prepare_import
from dxkpi.app.problems import Problem
from dxkpi.app.sheet_in import SheetInRequest, prepare_answers
from dxkpi.core.collection.columns import ANSWERS, SheetColumn
from dxkpi.render.formats import Look, render
from tests.lists import HEADS, MERGED, ROWS, book
from tests.sheets import HOURS, PARTS, SHARE, STEPS, TODAY, data_of, files_of, filled, sheet_of
from tests.source.test_book import mutated

REMARKED = {"judged": {"R6": {"rating": "short", "by": "所管課"}}, "remarks": {"R6": {"heading": "課題", "text": "例"}}}
FILES = files_of({**HOURS, **REMARKED}, PARTS, SHARE, STEPS)
DATA = data_of(FILES)
SENT = sheet_of(FILES)
ANSWERED = filled(SENT, {(1, "value"): 5600, (1, "status"): "実績", (4, "status"): "集計中", (4, "until"): "8月末"})
LISTED = book(HEADS + ROWS, MERGED)

OPEN = [column.value for column in ANSWERS if not column.value.startswith("remark-") or column is SheetColumn.REMARK_1]
ODD = (
    "=1/0",
    "=[1]A!B1",
    "#N/A",
    "▲５",
    "約5",
    "５，４４５",
    "3/8",
    "集計中",
    "実績",
    "済",
    "達成",
    "late",
    "_x000D_",
    "R8.5.1",
)
CONTENTS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=40),
    st.sampled_from(ODD),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(10**20), 10**20),
    st.booleans(),
    st.dates(date(1900, 1, 1), date(2120, 1, 1)),
)
CELLS = st.dictionaries(st.tuples(st.integers(1, 6), st.sampled_from(OPEN)), CONTENTS, min_size=1, max_size=8)


def goes_through(content: bytes) -> bool:
    """Whether anything was refused; both commands end in sentences, and nothing is printed beside them."""
    printed = StringIO()
    with redirect_stdout(printed):
        outcome = prepare_answers(DATA, [("a.xlsx", content)], SheetInRequest(TODAY))
        assert render(outcome, "text", Look())
        with suppress(Problem):
            listed = opened(DATA, "a.xlsx", content, None)
            columns = guessed(listed, "a.columns.yaml").text.encode()
            assert render(prepare_import(DATA, Path("nowhere"), listed, ("a.columns.yaml", columns)), "text", Look())
    assert printed.getvalue() == ""
    return bool(outcome.refused)


def broken(seed: int) -> bool:
    """Whether a sheet or a list with slips in its bytes was refused."""
    chance = random.Random(seed)
    return goes_through(mutated(chance.choice((ANSWERED, LISTED)), chance))


def oddly_filled(cells: dict[tuple[int, str], object]) -> bool:
    """Whether any of these answers was refused."""
    return goes_through(filled(SENT, cells))
