"""How much of the site is checked."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run look at one page of each kind instead of all."""
    parser.addoption("--pages", choices=("all", "some"), default="all", help="all pages, or one of each kind")
