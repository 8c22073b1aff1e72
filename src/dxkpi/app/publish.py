"""`dxkpi publish`: writing of the published file of a year, and conformity of earlier ones."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from dxkpi import __version__
from dxkpi.app.data import Data, clip_path
from dxkpi.app.problems import CannotRun, UsageProblem
from dxkpi.app.scaffold import modeline
from dxkpi.app.select import plans_covering, plans_named, year_of
from dxkpi.core.basis.calendar import Day, FiscalYear
from dxkpi.core.basis.number import Quotient
from dxkpi.core.dataset import DeclaredPlan
from dxkpi.core.numerals import percent_figure, rate_figure
from dxkpi.core.outcomes.change import CheckOutcome, PublishOutcome
from dxkpi.core.plan.plan import as_written
from dxkpi.core.plan.published import Published
from dxkpi.core.publication.conformity import conformity, faults
from dxkpi.core.publication.made import Lack, lack, made
from dxkpi.core.report import Report, Scope, build_report
from dxkpi.source.changes import Raw, Value, block
from dxkpi.source.listing import PUBLISHED, is_published
from dxkpi.source.text import unwanted

_HEAD = (
    "# 公表した結果。dxkpi publish が書いた。直したり消したりしない。",
    "# 公表の後に見つかった誤りは、計画のファイルの corrections に書く。",
)
_INDENT = 2


@dataclass(frozen=True, slots=True)
class PublishRequest:
    """Options as written; None where an option was not given."""

    year: str | None = None
    plan: str | None = None
    carried: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """Files that could be written, named below the data folder, with their texts."""

    files: Mapping[str, str]
    outcome: PublishOutcome


def proposed(data: Data, root: Path, request: PublishRequest, day: Day) -> Proposal:
    """Return the files of each plan's year as published on `day`, for the data folder `root`; nothing is written.

    There are no files where indicators have no value of the year and the request does not say why that may be.

    Raises:
        UsageProblem: for an invalid year or unknown plan, where there is nothing to publish, and for a reason that is
            none or that nothing needs.
        CannotRun: when the year is published already.
    """
    if request.year is None:
        raise UsageProblem("--year: 公表する年度を示す（例 --year R3）")
    year = year_of(request.year)
    plans = plans_covering(data.dataset, plans_named(data.dataset, request.plan), year)
    _refuse_published(data, plans, year)
    reports = tuple(own for plan in plans if (own := _report(data, plan, year, day)) is not None)
    if not reports:
        raise UsageProblem(f"{year.formal}（{year}）に、{day}までに分かっていて公表できる結果がない")
    lacks = tuple(filter(None, map(lack, reports)))
    if lacks and request.carried is None:
        return Proposal({}, PublishOutcome(lacks=lacks))
    reason = _reason(request.carried, lacks)
    published = tuple(_published(report, reason) for report in reports)
    files = {name: modeline(name, root) + _text(own) for own in published for name in (_name(own.plan, year),)}
    return Proposal(files, PublishOutcome(published, tuple(clip_path(f"{data.tree.label}/{name}") for name in files)))


def check(data: Data, request: PublishRequest) -> CheckOutcome:
    """Return the conformity of the selected years that dxkpi published; without year and plan, of all.

    Raises:
        UsageProblem: for an invalid year, or an unknown plan.
    """
    year = year_of(request.year) if request.year is not None else None
    plans = {d.plan.plan for d in plans_named(data.dataset, request.plan)} if request.plan is not None else None
    written = [own for own in data.dataset.published if not own.published.transcribed]
    found = [own for own in written if _meant(own.published, year, plans)]
    unread = tuple(name for name in data.dataset.unread if is_published(name.removeprefix(data.tree.label + "/")))
    if not found and not unread and (year or plans):
        listed = "、".join(f"{d.published.plan} {d.published.year}" for d in written) or "一つもない"
        paper = any(_meant(own.published, year, plans) for own in data.dataset.published)
        hint = "資料から書き写した結果は dxkpi reconcile で突き合わせる。" if paper else ""
        raise UsageProblem(f"dxkpi publish が書いた公表結果がない。{hint}あるのは {listed}")
    return CheckOutcome(tuple(conformity(data.dataset, declared) for declared in found), unread)


def _meant(published: Published, year: FiscalYear | None, plans: set[str] | None) -> bool:
    return (year is None or published.year == year) and (plans is None or published.plan in plans)


def _refuse_published(data: Data, plans: Sequence[DeclaredPlan], year: FiscalYear) -> None:
    files, label = data.loaded.listing.files, data.tree.label
    ids = [plan.plan.plan for plan in plans]
    read = {own: data.dataset.published_in(own, year) for own in ids}
    published = [own for own in ids if read[own] or f"{label}/{_name(own, year)}" in files]
    for own in published[:1]:
        declared = read[own]
        where = clip_path(declared.document if declared else f"{label}/{_name(own, year)}")
        when = f"{declared.published.date}に" if declared and declared.published.date else "すでに"
        rest = [other for other in ids if other not in published]
        raise CannotRun(
            f"{own} の{year.formal}（{year}）は{when}公表した（{where}）。公表した結果は書き換えない。"
            "公表の後に見つかった誤りは、計画の corrections に書く"
            + (f"。まだ公表していない計画は、--plan {rest[0]} のように一つずつ公表する" if rest else "")
        )


def _reason(written: str | None, lacks: Sequence[Lack]) -> str:
    """Return the reason for which indicators without a value of the year are published; empty where there are none."""
    if written is None:
        return ""
    if not lacks:
        raise UsageProblem("--carried: 前の年度の値による指標も、値のない指標もない。--carried を外す")
    if not written.strip():
        raise UsageProblem("--carried: 理由が空である。なぜ前の年度の値のままで公表するかを書く")
    if found := unwanted(written):
        raise UsageProblem(f"--carried: 理由に、見えない文字（{found.name}）がある。その文字を消す")
    return written


def _report(data: Data, plan: DeclaredPlan, year: FiscalYear, day: Day) -> Report | None:
    """Return the report that is published of one plan, or None where it has no table, or nothing was known."""
    report = build_report(plan.plan, data.dataset.of_plan(plan.plan.plan), year, Scope(as_of=day))
    known = any(assessment.observation or assessment.passed_over for assessment in report.assessments)
    return report if report.overview and known else None


def _published(report: Report, reason: str) -> Published:
    """Return the file of a year; `reason` says why indicators are in it that have no value of the year."""
    found_lack = lack(report)
    carried = found_lack.accepted(reason) if found_lack else None
    found = made(report, f"dxkpi {__version__}", percent_figure, rate_figure, carried)
    assert found.judged is not None
    assert not any(faults(found, found.judged)), "what is published follows from its rows"
    return found


def _name(plan: str, year: FiscalYear) -> str:
    return f"{PUBLISHED}/{plan}/{year}.yaml"


def _text(published: Published) -> str:
    written = _spare(published)
    assert isinstance(written, dict)
    return "".join(f"{line}\n" for line in (*_HEAD, *block(written, _INDENT)))


def _spare(value: Any) -> Value:  # noqa: ANN401
    """Return a record as people write it: without empty values, and numbers without quotes."""
    match value:
        case BaseModel():
            return dict(_fields(value))
        case dict():
            return {Raw(key) if isinstance(key, FiscalYear) else str(key): _spare(own) for key, own in value.items()}
        case tuple() | list():
            return [_spare(own) for own in value]
        case Quotient():
            return {key: Raw(as_written(own)) for key, own in value.written.items()}
        case bool() | Decimal() | int() | Fraction() | FiscalYear() | Day():
            return Raw(as_written(value))
        case _:
            return str(value)


def _fields(record: BaseModel) -> Iterator[tuple[str, Value]]:
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        if field.is_required() or value != field.get_default(call_default_factory=True):
            yield field.alias or name, _spare(value)
