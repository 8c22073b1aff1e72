"""Whatever the files hold: no exception on the whole way, nothing in the output that acts, everywhere the same figures.

A few hundred inputs, always the same, in every run of the tests; as many as fit into DXKPI_FUZZ_SECONDS, always
others and none slower than ten seconds, with `make fuzz`.
"""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz import books, strategies
from tests.fuzz.combined import combined, written
from tests.fuzz.laws import laws_hold
from tests.fuzz.way import goes_all_the_way
from tests.fuzz.writes import changes_hold

pytestmark = pytest.mark.slow

SECONDS = float(os.environ.get("DXKPI_FUZZ_SECONDS", "0"))
LONG = settings(
    derandomize=False,
    database=None,
    max_examples=500,
    deadline=timedelta(seconds=10),
    suppress_health_check=list(HealthCheck),
)
SHORT = settings(
    derandomize=True, database=None, max_examples=60, deadline=None, suppress_health_check=list(HealthCheck)
)
run = LONG if SECONDS else SHORT
run_all_commands = LONG if SECONDS else settings(SHORT, max_examples=8)
tried: list[int] = []


def both(content: str | bytes) -> None:
    tried.append(goes_all_the_way({strategies.INDICATOR: content, strategies.PLAN: content}))


@run
@given(strategies.tokens)
def tokens(text: str) -> None:
    both(text)


@run
@given(strategies.entries)
def entries(text: str) -> None:
    both(text)


@run
@given(strategies.raw)
def raw(content: bytes) -> None:
    both(content)


@run
@given(strategies.nearly_right())
def nearly_right(files: dict[str, str | bytes]) -> None:
    tried.append(goes_all_the_way(files))


@run
@given(st.integers(0, 2**32))
def broken_books(seed: int) -> None:
    tried.append(books.broken(seed))


@run
@given(books.CELLS)
def odd_answers(cells: dict[tuple[int, str], object]) -> None:
    tried.append(books.oddly_filled(cells))


@run_all_commands
@given(st.integers(0, 2**32))
def combined_data(seed: int) -> None:
    files = combined(seed)
    with TemporaryDirectory() as folder:
        tried.append(not laws_hold(files, written(files, Path(folder, "data"))))


@run
@given(st.integers(0, 2**32))
def changes(seed: int) -> None:
    with TemporaryDirectory() as folder:
        tried.append(not changes_hold(combined(seed), Path(folder, "data"), seed))


@pytest.mark.parametrize(
    "throw",
    [tokens, entries, raw, nearly_right, broken_books, odd_answers, combined_data, changes],
    ids=lambda throw: throw.__name__,
)
def test_nothing_breaks_the_program(throw: Callable[[], None], capsys: pytest.CaptureFixture[str]) -> None:
    tried.clear()
    end = monotonic() + SECONDS
    throw()
    while monotonic() < end:
        throw()
    with capsys.disabled():
        if SECONDS:
            print(f"{throw.__name__}: {len(tried)} inputs, {sum(map(bool, tried))} with findings")  # noqa: T201
