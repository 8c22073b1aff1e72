"""Resolving of what the user named: a plan, section, year, indicator or day."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from dxkpi.app.problems import UsageProblem
from dxkpi.core.basis.calendar import Day, FiscalYear, parse_day, parse_fiscal_year
from dxkpi.core.basis.record import Status
from dxkpi.core.basis.text import Misspelt, clip, folded, listed, nearest, one_letter_off, suggested
from dxkpi.core.dataset import Dataset, DeclaredIndicator, DeclaredPlan
from dxkpi.core.default_year import DefaultYear, default_year, newest_of
from dxkpi.core.indicator.base import NO_OWNER
from dxkpi.core.plan.scheme import Section

T = TypeVar("T")


def year_of(text: str, option: str = "--year") -> FiscalYear:
    """Return the fiscal year that an option means, in any notation."""
    return parsed(option, parse_fiscal_year, text)


def day_of(text: str, option: str = "--as-of") -> Day:
    """Return the day or month that an option means."""
    return parsed(option, parse_day, text)


def known_day(text: str, today: date) -> Day:
    """Return the day on which something became known.

    Raises:
        UsageProblem: where it has not come by `today`.
    """
    day = day_of(text, "--known")
    if day.first > today:
        raise UsageProblem(f"--known: {day} は、まだ来ていない。実際に分かった日を書く")
    return day


def parsed(option: str, parse: Callable[[str], T], text: str) -> T:
    """Parse the text of an option with `parse`.

    Raises:
        UsageProblem: with the right spelling, where it cannot be parsed.
    """
    try:
        return parse(text)
    except Misspelt as misspelt:
        raise UsageProblem(f"{option}: {misspelt.with_advice}") from None


def year_or_default(
    dataset: Dataset, plans: Sequence[DeclaredPlan], wanted: str | None, as_of: Day | None = None
) -> DefaultYear:
    """Return the year that `--year` means; where it is left out, the newest of the default years of `plans`.

    Those are the years that would have been taken on `as_of`.

    Raises:
        UsageProblem: for an invalid year, and where there is no year to take.
    """
    if wanted is not None:
        return DefaultYear(year_of(wanted))
    found = [own for declared in plans if (own := default_year(dataset, declared, as_of))]
    if not found and as_of is not None and any(dataset.actual_years(declared.plan.plan) for declared in plans):
        raise UsageProblem(f"{as_of} までに分かった実績値がない。--as-of の日付を確かめるか、--year で年度を示す")
    if not found and not any(dataset.of_plan(declared.plan.plan) for declared in plans):
        raise UsageProblem("指標がまだ一つもない。dxkpi new indicator で作る")
    if not found:
        raise UsageProblem("実績値のある年度が一つもない。指標のファイルの actuals に実績を書く")
    return newest_of(found)


def plans_named(dataset: Dataset, wanted: str | None) -> tuple[DeclaredPlan, ...]:
    """Return the plan of that id or name, or all plans where none is named."""
    if wanted is None:
        return dataset.plans
    found = tuple(d for d in dataset.plans if wanted in (d.plan.plan, d.plan.name))
    if not found:
        raise unknown("計画", wanted, [name for d in dataset.plans for name in (d.plan.plan, d.plan.name)])
    return found


def one_plan(dataset: Dataset, wanted: str) -> DeclaredPlan:
    """Return the plan of that id, or else the first of that name."""
    named = plans_named(dataset, wanted)
    return next((declared for declared in named if declared.plan.plan == wanted), named[0])


def plans_asked(dataset: Dataset, plan: str | None, indicator: str | None = None) -> frozenset[str]:
    """Return the ids of the plans that were asked for, of an indicator those that have it; empty where all were."""
    if plan is None and indicator is None:
        return frozenset()
    named = frozenset(d.plan.plan for d in dataset.plans if plan in (None, d.plan.plan, d.plan.name))
    if indicator is None:
        return named
    own = (d.indicator for d in dataset.indicators if indicator in (*_names(d), *_numbers(d), *_former(d)))
    return named & frozenset(one.plan for one in own)


def plans_covering(dataset: Dataset, plans: Iterable[DeclaredPlan], year: FiscalYear) -> tuple[DeclaredPlan, ...]:
    """Return those of `plans` that report on `year`; a plan that only monitors ends with its last actual."""
    plans = tuple(plans)
    covering = tuple(declared for declared in plans if dataset.covers(declared.plan, year))
    if not covering:
        spans = "、".join(f"{clip(d.plan.name)} {_span(dataset, d)}" for d in plans)
        raise UsageProblem(f"{year.formal}（{year}）を期間に含む計画がない。あるのは {spans}")
    found = tuple(d for d in covering if d.plan.ratings or any(year <= last for last in _years(dataset, d)))
    if not found:
        years = "、".join(sorted({str(y) for d in covering for y in _years(dataset, d)})) or "一つもない"
        raise UsageProblem(f"{year.formal}（{year}）の実績値がどの指標にもない。あるのは {years}")
    return found


def _years(dataset: Dataset, declared: DeclaredPlan) -> frozenset[FiscalYear]:
    return dataset.actual_years(declared.plan.plan)


def _span(dataset: Dataset, declared: DeclaredPlan) -> str:
    first, last = declared.plan.first_year, dataset.last_year(declared.plan)
    return f"{first or ''}〜{last or ''}"


def with_section(plans: Sequence[DeclaredPlan], wanted: str | None) -> tuple[tuple[DeclaredPlan, Section | None], ...]:
    """Return each plan with the section that `--section` means, by id, name or title; plans without it are left out."""
    if wanted is None:
        return tuple((declared, None) for declared in plans)
    found = tuple(
        (declared, section)
        for declared in plans
        for section in declared.plan.sections
        if wanted in (section.id, section.name, section.title)
    )
    if not found:
        known = [s for d in plans for section in d.plan.sections for s in (section.id, section.name, section.title)]
        raise unknown("分野", wanted, [name for name in known if name])
    return found


def indicator_named(
    dataset: Dataset,
    wanted: str,
    plans: Sequence[DeclaredPlan],
    year: FiscalYear | None = None,
    *,
    to_write: bool = False,
) -> tuple[DeclaredIndicator, DeclaredPlan]:
    """Return the indicator of that id, name or number, or the only one with `wanted` in its id or name, and its plan.

    A name that it had in earlier years will do, where none has that now. A number is that of `year`, where one had it
    then, else that of today.

    Of several plans that share it those that cover `year` are preferred, and of these the first in its file. One
    `to_write` into must be named as a whole.
    """
    known = {declared.plan.plan: declared for declared in plans}
    own = [d for d in dataset.indicators if d.indicator.plan in known]
    found = _called(own, wanted, known, year) or _with_part(own, wanted, to_write=to_write)
    if not found:
        there = dict(map(_names, own))
        called = [f"{identifier}（{name}）" for identifier, name in there.items()]
        raise unknown("指標", wanted, [*there, *there.values()], called)
    if len(found) > 1 and len({d.document for d in found}) == 1 and found[0].plans:
        covering = [d for d in found if year is not None and dataset.covers(known[d.indicator.plan].plan, year)]
        found = [min(covering or found, key=lambda d: d.plans.index(d.indicator.plan))]
    if len(found) > 1:
        raise UsageProblem(_several(found, wanted))
    return found[0], known[found[0].indicator.plan]


def _called(
    own: Sequence[DeclaredIndicator], wanted: str, plans: Mapping[str, DeclaredPlan], year: FiscalYear | None
) -> list[DeclaredIndicator]:
    """Return the indicators of that id or name, else of that number, else of that name in earlier years.

    Raises:
        UsageProblem: for a number that only earlier years had, and where a number or a former name is of several.
    """
    found = [d for d in own if wanted in _names(d)]
    if not found and year:
        found = _numbered(own, wanted, plans, year)
    found = found or _numbered(own, wanted, plans) or _renamed(own, wanted)
    if not found and (former := _numbered_once(own, wanted)):
        raise UsageProblem(former)
    return found


def _several(found: Sequence[DeclaredIndicator], wanted: str) -> str:
    plans = sorted({d.indicator.plan for d in found})
    if len(plans) > 1:
        return f"指標「{clip(wanted)}」は複数の計画にある。--plan で選ぶ（{'、'.join(plans)}）"
    files = "、".join(sorted(clip(d.document) for d in found))
    return f"指標「{clip(wanted)}」は、一つの計画に二つ以上ある（{files}）。片方を直す"


def _names(declared: DeclaredIndicator) -> tuple[str, str]:
    return declared.indicator.id, declared.indicator.name


def _former(declared: DeclaredIndicator) -> tuple[str, ...]:
    """Return the names that it had in earlier years."""
    return tuple(one.name for one in declared.indicator.formerly if one.name)


def _renamed(known: Sequence[DeclaredIndicator], wanted: str) -> list[DeclaredIndicator]:
    """Return the indicator that had that name in earlier years, once for each plan that shares it.

    Raises:
        UsageProblem: where there are several.
    """
    return _only([d for d in known if wanted in _former(d)], f"前の名称が「{clip(wanted)}」の")


def _numbers(declared: DeclaredIndicator) -> tuple[str, ...]:
    """Return the numbers that it has and had."""
    every = (declared.indicator.number, *(one.number for one in declared.indicator.formerly))
    return tuple(number for number in every if number)


def _numbered(
    own: Sequence[DeclaredIndicator],
    wanted: str,
    plans: Mapping[str, DeclaredPlan],
    year: FiscalYear | None = None,
) -> list[DeclaredIndicator]:
    """Return the indicator to which a plan gives that number (in `year`), once for each plan that shares it under it.

    Raises:
        UsageProblem: where there are several.
    """
    found = [d for d in own if _is_number(wanted, _number(d, plans[d.indicator.plan], year))]
    return _only(found, f"{f'{year.label}に' if year else ''}番号が「{clip(wanted)}」の")


def _number(declared: DeclaredIndicator, plan: DeclaredPlan, year: FiscalYear | None) -> str | None:
    return (plan.plan.placed(declared.indicator, year) if year else declared.indicator).number


def _numbered_once(own: Sequence[DeclaredIndicator], wanted: str) -> str:
    """Return the sentence for a number that only earlier years had; empty for others."""
    every = (
        f"{entry.until.label}まで「{clip(d.indicator.name)}」（{d.indicator.id}）の番号だった"
        for d in own
        for entry in d.indicator.formerly
        if _is_number(wanted, entry.number)
    )
    words = "、".join(dict.fromkeys(every))
    return words and f"番号「{clip(wanted)}」の指標は、今はない。{words}。id か名称で言う"


def _is_number(wanted: str, number: str | None) -> bool:
    return number is not None and folded(number) == folded(wanted)


def other_number(
    dataset: Dataset, wanted: str, found: DeclaredIndicator, plan: DeclaredPlan, year: FiscalYear | None
) -> str:
    """Return a sentence where the number by which an indicator was `found` is not its number in `year` and today."""
    then, now = _number(found, plan, year), found.indicator.number
    if wanted in _names(found) or _is_number(wanted, then) is _is_number(wanted, now) or year is None:
        return ""
    meant = f"「{clip(found.indicator.name)}」（{found.indicator.id}）"
    if not _is_number(wanted, then):
        return f"{year.label}には、番号「{clip(wanted)}」の指標はない。今の番号により、{meant}とみなした"
    today = [d.indicator for d in dataset.of_plan(plan.plan.plan) if d.numbered(wanted)]
    whose = f"「{clip(today[0].name)}」（{today[0].id}）の番号である" if today else "どの指標の番号でもない"
    return f"番号「{clip(wanted)}」は、{year.label}の番号により、{meant}とみなした。今は{whose}"


def _not_whole(wanted: str, meant: DeclaredIndicator) -> str:
    indicator = meant.indicator
    said = f"「{clip(wanted)}」は、指標「{clip(indicator.name)}」（{indicator.id}）の名称か id の一部である"
    return f"{said}。書き込む指標は、id か名称の全体で示す。この指標のことなら {indicator.id} と書く"


def _folded(declared: DeclaredIndicator) -> tuple[str, str]:
    return folded(declared.indicator.id), folded(declared.indicator.name)


def _with_part(known: Sequence[DeclaredIndicator], wanted: str, *, to_write: bool) -> list[DeclaredIndicator]:
    """Return the indicator that has `wanted` as a part of its id or name, once for each plan that shares it.

    Raises:
        UsageProblem: where there are several, and where a part is not enough, as of one `to_write` into.
    """
    part = folded(wanted)
    found = _only([d for d in known if part and any(part in own for own in _folded(d))], f"「{clip(wanted)}」を含む")
    if found and to_write and part not in _folded(found[0]):
        raise UsageProblem(_not_whole(wanted, found[0]))
    return found


def _only(found: list[DeclaredIndicator], what: str) -> list[DeclaredIndicator]:
    ids = dict(map(_names, found))
    if len(ids) > 1:
        names = listed([f"{name}（{identifier}）" for identifier, name in ids.items()])
        raise UsageProblem(f"{what}指標が{len(ids)}件ある。どれかの id か名称で示す: {names}")
    return found


def status_of(written: str, option: str) -> Status:
    """Return the status of a value that an option means.

    Raises:
        UsageProblem: where there is none of that name.
    """
    if written in tuple(Status):
        return Status(written)
    meant = nearest(written, Status) or one_letter_off(written, Status)
    offer = f"「{meant}」ではないか" if meant else "あるのは " + "、".join(Status)
    raise UsageProblem(f"{option}: 「{clip(written)}」はない。{offer}")


def owners_named(dataset: Dataset, plans: Iterable[DeclaredPlan], wanted: Iterable[str]) -> frozenset[str]:
    """Return the names of owners, now or formerly, of indicators of `plans`, folded; without one it is `NO_OWNER`.

    A name that a department once had is that of the department.

    Raises:
        UsageProblem: for a name that no indicator has.
    """
    every = [one.indicator for plan in plans for one in dataset.of_plan(plan.plan.plan)]
    former = (entry.owner for indicator in every for entry in indicator.formerly if entry.owner)
    known = list(dict.fromkeys((*(indicator.owner or NO_OWNER for indicator in every), *former)))
    wanted = [dataset.departments.today(name) for name in wanted]
    for owner in wanted:
        if folded(owner) not in map(folded, known):
            raise unknown("担当", owner, known)
    return frozenset(map(folded, wanted))


def unknown(word: str, wanted: str, known: Sequence[str], called: Sequence[str] = ()) -> UsageProblem:
    """Return the problem that there is no `wanted` among the `known` names of its kind, which a `word` names.

    Where each has several names, they are listed as they are `called`.
    """
    return UsageProblem(
        f"{word}「{clip(wanted)}」がない。{suggested(wanted, known, among(called or known, '（dxkpi list で見る）'))}"
    )


def among(known: Sequence[str], others: str = "") -> str:
    """Describe the available choices in one sentence; only the first few of many, and where the `others` are."""
    few = 8
    if not known:
        return "一つも宣言されていない"
    more = f" など{len(known)}{others}" if len(known) > few else ""
    return "あるのは " + "、".join(clip(name) for name in known[:few]) + more
