"""The same surroundings for every test: no colour, no terminal width, no data folder from outside, no luck."""

import os

import pytest
from hypothesis import settings

settings.register_profile("fixed", derandomize=True, deadline=None)
settings.register_profile("thorough", deadline=None, max_examples=5000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))


@pytest.fixture(autouse=True)
def _same_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "NO_COLOR", "FORCE_COLOR", "COLUMNS", "DXKPI_DATA", "DXKPI_DEBUG", "PYTHONIOENCODING", "GITHUB_STEP_SUMMARY",
    ):  # fmt: skip
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("TZ", "UTC")
