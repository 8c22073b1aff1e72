"""requirements/: what the locks must say so that any pip takes them, whatever is published later."""

import re
import subprocess
import tomllib
from collections.abc import Iterator, Sequence
from importlib import metadata
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.run import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
BUILD = PROJECT["build-system"]["requires"]
RUN = PROJECT["project"]["dependencies"]
LOCKS = {"run": RUN, "dev": [*RUN, {"include-group": "dev"}], "lowest": [*RUN, {"include-group": "test"}]}
"""Every lock by the name of its file, with what it was made from beside the build system."""
APART = {name: [*RUN, {"include-group": name}] for name in ("docs", "release", "site")}
"""Those that are not installed where the tests run."""


def text(name: str) -> str:
    return (ROOT / f"requirements/{name}.txt").read_text("utf-8")


def locked(lock: str) -> list[Requirement]:
    lines = [line for line in lock.splitlines() if not line.startswith((" ", "#"))]
    return [Requirement(line.removesuffix("\\")) for line in lines]


def asked(entries: Sequence[Any]) -> Iterator[Requirement]:
    """What the entries of pyproject.toml ask for, with the groups that they include."""
    for entry in entries:
        if isinstance(entry, str):
            yield Requirement(entry)
        else:
            yield from asked(PROJECT["dependency-groups"][entry["include-group"]])


def with_extras(roots: Sequence[Any]) -> set[tuple[str, str]]:
    """Every name and extra that the roots, or anything that they lead to, ask for: read from what is installed."""
    found: set[tuple[str, str]] = set()
    seen: set[tuple[str, str]] = set()
    left = list(asked(roots))
    while left:
        wanted = left.pop()
        name = canonicalize_name(wanted.name)
        found |= {(name, extra) for extra in wanted.extras}
        for extra in {"", *wanted.extras} - {extra for other, extra in seen if other == name}:
            seen.add((name, extra))
            below = map(Requirement, metadata.requires(name) or ())
            left += [one for one in below if one.marker is None or one.marker.evaluate({"extra": extra})]
    return found


def stripped_of(lock: str, roots: Sequence[Any]) -> list[str]:
    """What is asked for with an extra and locked without it, which pip before 23.3 refuses (`These do not: …`)."""
    kept = [(canonicalize_name(one.name), one.extras) for one in locked(lock)]
    return sorted(
        f"{name}[{extra}]"
        for name, extra in with_extras(roots)
        if not all(extra in extras for locked_name, extras in kept if locked_name == name)
    )


@pytest.mark.parametrize("name", LOCKS)
def test_whatever_is_asked_for_with_an_extra_is_locked_with_it(name: str) -> None:
    assert stripped_of(text(name), LOCKS[name]) == []


@pytest.mark.parametrize("name", LOCKS)
def test_an_extra_that_is_stripped_is_noticed(name: str) -> None:
    bare = re.sub(r"\[[a-z,]+\]", "", text(name))
    extras = sorted(f"{canonicalize_name(one.name)}[{extra}]" for one in locked(text(name)) for extra in one.extras)
    assert stripped_of(bare, LOCKS[name]) == extras != []


def test_coverage_is_locked_with_what_pytest_cov_wants_of_it() -> None:
    assert stripped_of(text("dev").replace("coverage[toml]", "coverage"), LOCKS["dev"]) == ["coverage[toml]"]


@pytest.mark.parametrize("name", LOCKS | APART)
def test_everything_that_is_asked_for_is_locked_in_a_version_that_will_do(name: str) -> None:
    versions = {canonicalize_name(one.name): str(one.specifier).removeprefix("==") for one in locked(text(name))}
    for wanted in (*asked((LOCKS | APART)[name]), *map(Requirement, BUILD)):
        assert wanted.specifier.contains(versions[canonicalize_name(wanted.name)]), wanted


def test_the_lowest_are_the_lowest_that_are_allowed() -> None:
    """Else `make check-lowest` would show nothing of them."""
    pinned = {canonicalize_name(one.name): one.specifier for one in locked(text("lowest"))}
    for wanted in (*map(Requirement, RUN), *map(Requirement, BUILD)):
        (floor,) = wanted.specifier
        assert floor.operator == ">=", wanted
        assert pinned[canonicalize_name(wanted.name)].contains(floor.version), wanted


def test_the_build_system_is_locked_as_it_is_declared() -> None:
    assert (ROOT / "requirements/build.in").read_text("utf-8").split() == BUILD


@pytest.mark.parametrize("name", LOCKS | APART)
def test_a_lock_names_no_place_to_fetch_from(name: str) -> None:
    assert re.findall(r"^-.*|\S*://\S*", text(name), re.MULTILINE) == []


def test_a_python_that_is_missing_is_named_and_having_none_is_a_failure() -> None:
    command = ("make", "--no-print-directory", "check-pythons", "PYTHONS=python0.8 python0.9")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stdout.decode()) == (
        2,
        "python0.8 がないので、試さない\npython0.9 がないので、試さない\n",
    )
    assert done.stderr.decode().startswith("python0.8 python0.9 のどれもない。ある Python を PYTHONS= で示す\nmake")
