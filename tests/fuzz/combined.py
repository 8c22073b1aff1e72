"""Data of this repository put together anew: keys and whole indicators in another folder, by the method of a third."""

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

import yaml

from tests.run import ROOT

Record = dict[str, Any]
"""A file as parsed YAML in which every scalar is text."""
Files = dict[str, Record]
"""The files of a data folder by name."""

_EXAMPLES = (ROOT / "data", *sorted((ROOT / "examples").iterdir()))
_OF_RULES = sorted(ROOT.glob("tests/rules/*/ok"))
_EVERY_KEY = ROOT / "tests/every_key/data"
_PLACE = ("id", "plan", "section", "subsection", "relisted", "of", "actuals_of", "shared")
_SCHEME = ("method", "ratings", "states", "suspended")
_PRESETS = sorted(path.stem for path in (ROOT / "src/dxkpi/presets").glob("*.yaml") if path.stem != "not-yet")
_FORMULAS = ("distance", "ratio", "ratio_mirrored")
_NUMBERS = ("0", "1", "-1", "50", "100", "99.99", "59.96", "0.000001", "1000000", "33.3")
_YEARS = ("H30", "R1", "R2", "R3", "R4", "R5", "R6", "R7")


def combined(seed: int) -> Files:
    """One of our data folders with up to five changes; the same for the same `seed`."""
    random = Random(seed)
    files = deepcopy(random.choice(random.choice((_LARGER, _ALL))))
    for _ in range(random.randint(1, 5)):
        random.choice(_CHANGES)(random, files)
    return files


def written(files: Files, folder: Path) -> Path:
    """`folder`, with `files` in it."""
    for name, own in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(own, allow_unicode=True, sort_keys=False), "utf-8")
    return folder


def _read(folder: Path) -> Files:
    return {
        path.relative_to(folder).as_posix(): yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
        for path in sorted(folder.rglob("*.yaml"))
    }


def _of_kind(files: Files, kind: str) -> list[Record]:
    return [own for name, own in files.items() if name.startswith(f"{kind}/")]


def _whole(files: Files) -> bool:
    return bool(_of_kind(files, "targets") and _of_kind(files, "indicators"))


_LARGER = tuple(map(_read, _EXAMPLES))
_ALL = (*_LARGER, *filter(_whole, map(_read, _OF_RULES)))
_INDICATORS, _PLANS = (
    [own for files in (*_ALL, _read(_EVERY_KEY)) for own in _of_kind(files, kind)] for kind in ("indicators", "targets")
)


def _plan(random: Random, files: Files) -> Record:
    return random.choice(_of_kind(files, "targets"))


def _indicator(random: Random, files: Files) -> Record:
    return random.choice(_of_kind(files, "indicators"))


def _another_indicator(random: Random, files: Files) -> None:
    plan, name = _plan(random, files), f"added-{len(files)}"
    own = {key: value for key, value in random.choice(_INDICATORS).items() if key not in _PLACE}
    head = {"id": name, "plan": plan["plan"], "section": random.choice(plan["sections"])["id"]}
    files[f"indicators/{name}.yaml"] = head | _at_home(own, plan, random)


def _another_key(random: Random, files: Files) -> None:
    own, donor = _indicator(random, files), random.choice(_INDICATORS)
    key = random.choice([key for key in donor if key not in _PLACE])
    own[key] = _at_home(donor[key], _plan(random, files), random)


def _another_number(random: Random, files: Files) -> None:
    numbers = [(below, key) for below, key in _leaves(_indicator(random, files)) if _is_number(below[key])]
    if numbers:
        below, key = random.choice(numbers)
        below[key] = random.choice((*_NUMBERS, *(other[place] for other, place in numbers)))


def _another_year(random: Random, files: Files) -> None:
    by_year = [own for own in _indicator(random, files).values() if isinstance(own, dict) and {*own} & {*_YEARS}]
    if by_year:
        years = random.choice(by_year)
        year = random.choice(list(years))
        years[random.choice(_YEARS)] = random.choice((years.pop, deepcopy(years).get))(year)


def _a_key_less(random: Random, files: Files) -> None:
    own = _indicator(random, files)
    del own[random.choice(list(own))]


def _another_method(random: Random, files: Files) -> None:
    plan, donor = _plan(random, files), random.choice(_PLANS)
    formula = {"formula": random.choice(_FORMULAS), "against": "target"}
    method = random.choice((donor.get("method"), {"preset": random.choice(_PRESETS)}, formula))
    for key in _SCHEME:
        plan.pop(key, None)
    plan |= {key: deepcopy(donor[key]) for key in _SCHEME if key in donor} | ({"method": method} if method else {})


def _another_key_of_a_plan(random: Random, files: Files) -> None:
    plan, donor = _plan(random, files), random.choice(_PLANS)
    key = random.choice([key for key in donor if key not in {"plan", "sections", "documents"}])
    plan[key] = deepcopy(donor[key])


_CHANGES: tuple[Callable[[Random, Files], None], ...] = (
    *(_another_indicator, _another_indicator, _another_key, _another_key, _another_number, _another_number),
    *(_another_year, _a_key_less, _another_method, _another_key_of_a_plan),
)


def _at_home(value: Any, plan: Mapping[str, Any], random: Random, key: str = "") -> Any:
    """A copy of `value` with documents, ratings, states and causes of `plan` in place of its own."""
    match value:
        case dict():
            return {key: _at_home(below, plan, random, key) for key, below in value.items()}
        case list():
            return [_at_home(below, plan, random) for below in value]
        case _:
            own = plan.get(f"{key}s", ())
            known = [*own] if isinstance(own, dict) else [one["id"] for one in own] if isinstance(own, list) else []
            return random.choice(known) if known and key in {"document", "rating", "state", "cause"} else value


def _leaves(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every list and mapping in `value` with each place in it at which a scalar stands."""
    places = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for place, below in places:
        if isinstance(below, str):
            yield value, place
        else:
            yield from _leaves(below)


def _is_number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdigit()
