"""The same surroundings for every test: no colour, no terminal width, no data folder from outside, no luck."""

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# A law is tried at the same examples each time, but for `make fuzz`, which tries others and many more.
settings.register_profile("quick", derandomize=True, deadline=None, max_examples=10)
settings.register_profile("fixed", derandomize=True, deadline=None, max_examples=30)
settings.register_profile("thorough", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))

ROOT = Path(__file__).parents[1]
MEMORY, ROOM = Path("/dev/shm"), 2 << 30


def may_be_kept_in_memory() -> bool:
    """Whether there is room in memory for the folders of the tests, and programs in them may be run."""
    return (
        os.access(MEMORY, os.W_OK)
        and shutil.disk_usage(MEMORY).free > ROOM
        and not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC
    )


# The tests make and remove fifty thousand small files, for which disks take minutes.
if "TMPDIR" not in os.environ and may_be_kept_in_memory():
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)

# Thousands of tests and all modules stay to the end: to look through them for garbage takes a fifth of the time.
gc.disable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put slow tests first: where processes share the tests, none then waits for a slow one of another at the end."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.set_threshold(100_000)
    gc.enable()


# No test needs its files after a power failure; those about full disks put their own in its place.
pytest.MonkeyPatch().setattr(os, "fsync", lambda _: None)


def pytest_configure(config: pytest.Config) -> None:
    # Who only deals out the tests to others need not know the program, but for counting the lines that run when it is
    # loaded: the others load it before they begin to count.
    if not config.getoption("numprocesses", None) or config.getoption("cov_source", None):
        from tests.once import settle

        settle()


@pytest.fixture
def in_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test is run in the project's folder, with the shipped data."""
    monkeypatch.chdir(ROOT)


@pytest.fixture
def in_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder, with a copy of the shipped data, in which the test is run."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def in_the_sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder, made by `dxkpi init`, in which the test is run."""
    from tests.run import run

    monkeypatch.chdir(tmp_path)
    assert run("init").code == 0
    return tmp_path


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
