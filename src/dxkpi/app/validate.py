"""`dxkpi validate`: every finding of every file in one run."""

import os
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, assert_never

from dxkpi.app.data import Data
from dxkpi.app.problems import UsageProblem
from dxkpi.app.waiving import catalog
from dxkpi.core.basis.finding import Severity
from dxkpi.core.basis.text import clip, suggested
from dxkpi.core.outcomes.findings import FindingCount, StatisticsOutcome, ValidateOutcome, by_rule
from dxkpi.core.settling import MOST, Bundle, worst
from dxkpi.source.listing import Listing


class FailOn(StrEnum):
    """The least severity at which a run fails."""

    ERROR = "error"
    WARNING = "warning"
    NEVER = "never"


class ValidateRequest(NamedTuple):
    """Selection of findings: about `paths` (none: all), of rules in `select` but not in `ignore`.

    Rules are given by code, by the beginning of a code (KPI2) or by name. `today` is the day that waivers expire by and
    after which nothing became known; None: any day.
    """

    paths: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    today: date | None = None


def validate(data: Data, request: ValidateRequest | None = None) -> ValidateOutcome:
    """Return all findings, or those selected; a selection limits the report, not the files read.

    At most `MOST` are shown, the worst of those selected; those set aside come after all others.

    Raises:
        UsageProblem: for a path outside the data, or an unknown rule.
    """
    request = request or ValidateRequest()
    asked = _asked(request)
    judgement = data.judged(request.today)
    listing = data.loaded.listing
    within = _within(data.tree.label, request.paths, listing, (bundle.document for bundle in judgement.counting))
    counting = [bundle for bundle in judgement.counting if within(bundle.document)]
    aside = [own for own in judgement.aside if within(own.bundle.document) and asked(own.bundle)]
    first, beyond = worst(filter(asked, counting))
    findings = data.shown(first)
    waived, waived_beyond = data.waived(aside, MOST - len(findings))
    read = tuple(filter(within, listing.files))
    return ValidateOutcome(
        findings,
        len(read),
        tuple(filter(within, listing.skipped)),
        waived,
        sum(bundle.count for bundle in counting if not asked(bundle)),
        read,
        data.dataset.unread,
        tuple(map(FindingCount.of, beyond)),
        waived_beyond,
    )


def fails(outcome: ValidateOutcome, on: FailOn) -> bool:
    """Say whether the findings are severe enough for exit code 1."""
    match on:
        case FailOn.NEVER:
            return False
        case FailOn.ERROR:
            return outcome.count(Severity.ERROR) > 0
        case FailOn.WARNING:
            return bool(outcome.findings)
        case _:
            assert_never(on)


def statistics(outcome: ValidateOutcome) -> StatisticsOutcome:
    """Count the findings of each rule."""
    return StatisticsOutcome(by_rule(outcome.shares), outcome)


def rules_asked(request: ValidateRequest) -> Callable[[str], bool]:
    """Return a test whether `request` is about the rule of a code.

    Raises:
        UsageProblem: for an unknown rule.
    """
    selected = _codes("--select", request.select) if request.select else None
    ignored = _codes("--ignore", request.ignore) if request.ignore else set()
    return lambda code: code not in ignored and (selected is None or code in selected)


def _asked(request: ValidateRequest) -> Callable[[Bundle], bool]:
    asked = rules_asked(request)
    return lambda bundle: asked(bundle.rule.code)


def _codes(option: str, words: Sequence[str]) -> set[str]:
    """Return the codes of the rules that the words of an option name."""
    rules = catalog()
    found: set[str] = set()
    named = [part.strip() for written in words for part in written.split(",") if part.strip()]
    if words and not named:
        raise UsageProblem(f"{option}: 規則が一つも書かれていない。KPI203 のような番号か名前を書く")
    for word in named:
        codes = {code for code, rule in rules.items() if code.startswith(word.upper()) or rule.name == word}
        if not codes:
            names = [rule.name for rule in rules.values()]  # another number would be a guess
            offer = suggested(word, names, "dxkpi rules で一覧を見る")
            raise UsageProblem(f"{option}: 規則「{clip(word)}」がない。{offer}")
        if all(not rules[code].by_validate for code in codes):
            runs = "と".join(dict.fromkeys(f"dxkpi {own}" for code in sorted(codes) for own in rules[code].commands))
            raise UsageProblem(f"{option}: {clip(word)} は {runs} が見る。validate では選べない")
        found |= codes
    return found


def _within(label: str, paths: Sequence[str], listing: Listing, spoken_of: Iterable[str]) -> Callable[[str], bool]:
    """Return a test whether `paths` select a file."""
    if "" in paths:
        raise UsageProblem("PATH が空である。点検したいファイルかフォルダを挙げるか、何も付けない")
    wanted = [_as_named(path, label) for path in paths]
    known = {*listing.files, *spoken_of, *listing.skipped} if wanted else set()
    for path in wanted:
        if not any(_below(name, path) for name in known):
            offer = suggested(path, listing.files, f"「{clip(label)}」の下のファイルかフォルダを挙げる")
            raise UsageProblem(f"「{clip(path)}」はデータの中にない。{offer}")
    return lambda name: not wanted or any(_below(name, path) for path in wanted)


def _as_named(path: str, label: str) -> str:
    """Return `path` in the form of data file names, which begin as the data folder was written."""
    whole = Path(path).absolute() if Path(label).is_absolute() else Path(os.path.relpath(path))
    return Path(os.path.normpath(whole)).as_posix()


def _below(name: str, path: str) -> bool:
    return name == path or name.startswith(f"{path}/")
