"""The same surroundings for every test: no colour, no terminal width, no data folder from outside, no luck."""

import gc
import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

# A law is tried at the same examples each time, but for `make fuzz`, which tries others and many more.
settings.register_profile("quick", derandomize=True, deadline=None, max_examples=10)
settings.register_profile("fixed", derandomize=True, deadline=None, max_examples=30)
settings.register_profile("thorough", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))

# Thousands of tests and all modules stay to the end: to look through them for garbage takes a fifth of the time.
gc.set_threshold(100_000)


def pytest_collection_finish() -> None:
    gc.freeze()


# No test needs its files after a power failure; those about full disks put their own in its place.
pytest.MonkeyPatch().setattr(os, "fsync", lambda _: None)


def pytest_configure(config: pytest.Config) -> None:
    if not config.getoption("numprocesses", None):  # who only deals out the tests to others need not know the program
        from tests.once import settle

        settle()


@pytest.fixture(autouse=True, scope="session")
def _same_surroundings() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in (
            "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "COLUMNS", "DXKPI_DATA", "DXKPI_DEBUG", "DXKPI_TABLE",
            "PYTHONIOENCODING", "GITHUB_STEP_SUMMARY",
        ):  # fmt: skip
            patch.delenv(name, raising=False)
        patch.setenv("LC_ALL", "C.UTF-8")
        patch.setenv("TZ", "UTC")
        yield
