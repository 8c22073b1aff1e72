"""`dxkpi publish`: a year frozen into a manifest, and what has become of the manifests there are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from dxkpi.app.choose import plans_covering, plans_named, year_of
from dxkpi.app.data import Data, clip_path
from dxkpi.app.problems import CannotRun, UsageProblem
from dxkpi.app.scaffold import SCHEMAS, modeline
from dxkpi.core.dataset import DeclaredManifest, DeclaredPlan
from dxkpi.core.day import Day
from dxkpi.core.fiscal import FiscalYear
from dxkpi.core.in_force import as_written
from dxkpi.core.outcomes.publication import CheckOutcome, PublishOutcome
from dxkpi.core.publication.figures import differences
from dxkpi.core.publication.freeze import freeze
from dxkpi.core.publication.manifest import Manifest
from dxkpi.core.publication.standing import standing
from dxkpi.core.source import Actual
from dxkpi.core.targets.base import IndicatorBase, Target
from dxkpi.core.targets.baseline import Baseline
from dxkpi.render.figures import percent_figure
from dxkpi.source.keys import INDICATOR_ORDER, RECORD_ORDER
from dxkpi.source.listing import MANIFESTS, is_manifest
from dxkpi.source.written import Raw, Value, block

_HEAD = (
    "# 公表記録。dxkpi publish が書いた。直したり消したりしない。",
    "# 公表の後に見つかった誤りは、計画のファイルの corrections に書く。",
)
_INDENT = 2


@dataclass(frozen=True, slots=True)
class PublishRequest:
    """What was asked, as written; None where nothing was."""

    year: str | None = None
    plan: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """Files that could be written, named below the data folder, with their texts."""

    files: Mapping[str, str]
    outcome: PublishOutcome


def proposed(data: Data, root: Path, request: PublishRequest, day: Day) -> Proposal:
    """The manifests of the year as it is published on `day`, for the data folder `root`; nothing is written.

    Raises:
        UsageProblem: for a year or plan that there is not, and where there is nothing to publish.
        CannotRun: when the year is published already.
    """
    if request.year is None:
        raise UsageProblem("--year: 公表する年度を示す（例 --year R3）")
    year = year_of(request.year)
    plans = plans_covering(data.dataset, plans_named(data.dataset, request.plan), year)
    _refuse_published(data, plans, year)
    manifests = tuple(m for plan in plans if (m := _manifest(data, plan, year, day)) is not None)
    if not manifests:
        raise UsageProblem(f"{year.formal}（{year}）に、{day}までに分かっていて公表できる結果がない")
    has_schema = (root / SCHEMAS / "manifest.schema.json").is_file()
    texts = {_name(manifest.plan, year): _text(manifest) for manifest in manifests}
    files = {name: (modeline(name) if has_schema else "") + text for name, text in texts.items()}
    return Proposal(files, PublishOutcome(manifests, tuple(clip_path(f"{data.tree.label}/{name}") for name in files)))


def check(data: Data, request: PublishRequest) -> CheckOutcome:
    """How the published years stand that were asked for; without a year or plan all of them.

    Raises:
        UsageProblem: for a year or plan that there is not.
    """
    year = year_of(request.year) if request.year is not None else None
    plans = {d.plan.plan for d in plans_named(data.dataset, request.plan)} if request.plan is not None else None
    found = [d for d in data.dataset.manifests if _meant(d, year, plans)]
    unread = tuple(name for name in data.dataset.unread if is_manifest(name.removeprefix(data.tree.label + "/")))
    if not found and not unread and (year or plans):
        listed = "、".join(f"{d.manifest.plan} {d.manifest.year}" for d in data.dataset.manifests) or "一つもない"
        raise UsageProblem(f"公表記録がない。あるのは {listed}")
    return CheckOutcome(tuple(standing(data.dataset, declared) for declared in found), unread)


def _meant(declared: DeclaredManifest, year: FiscalYear | None, plans: set[str] | None) -> bool:
    manifest = declared.manifest
    return (year is None or manifest.year == year) and (plans is None or manifest.plan in plans)


def _refuse_published(data: Data, plans: Sequence[DeclaredPlan], year: FiscalYear) -> None:
    files, label = data.loaded.listing.files, data.tree.label
    ids = [plan.plan.plan for plan in plans]
    read = {own: data.dataset.manifest(own, year) for own in ids}
    published = [own for own in ids if read[own] or f"{label}/{_name(own, year)}" in files]
    for own in published[:1]:
        declared = read[own]
        when = f"{declared.manifest.date}に" if declared else "すでに"
        where = clip_path(declared.document if declared else f"{label}/{_name(own, year)}")
        rest = [other for other in ids if other not in published]
        raise CannotRun(
            f"{own} の{year.formal}（{year}）は{when}公表した（{where}）。公表記録は書き換えない。"
            "公表の後に見つかった誤りは、計画の corrections に書く"
            + (f"。まだ公表していない計画は、--plan {rest[0]} のように一つずつ公表する" if rest else "")
        )


def _manifest(data: Data, plan: DeclaredPlan, year: FiscalYear, day: Day) -> Manifest | None:
    """The manifest of one plan; None where it has no table of its own, or nothing was known."""
    manifest = freeze(plan.plan, data.dataset.of_plan(plan.plan.plan), year, day, percent_figure)
    known = any(indicator.actuals for indicator in manifest.records.indicators)
    if not manifest.figures.tables or not known:
        return None
    assert not any(differences(manifest)), "what is frozen bears its figures"
    return manifest


def _name(plan: str, year: FiscalYear) -> str:
    return f"{MANIFESTS}/{plan}/{year}.yaml"


def _text(manifest: Manifest) -> str:
    written = _spare(manifest)
    assert isinstance(written, dict)
    return "".join(f"{line}\n" for line in (*_HEAD, *block(written, _INDENT)))


def _spare(value: Any) -> Value:  # noqa: ANN401
    """A record as people write it: what says nothing is left out, and numbers stand without quotes."""
    match value:
        case BaseModel():
            return dict(_fields(value))
        case dict():
            return {str(key): _spare(own) for key, own in value.items()}
        case tuple() | list():
            return [_spare(own) for own in value]
        case bool() | Decimal() | int() | Fraction() | FiscalYear() | Day():
            return Raw(as_written(value))
        case _:
            return str(value)


_RECORD_ORDER = ("value", "change", "min", "max", "year", *RECORD_ORDER)


def _fields(record: BaseModel) -> Iterator[tuple[str, Value]]:
    fields = type(record).model_fields
    order = INDICATOR_ORDER if isinstance(record, IndicatorBase) else _RECORD_ORDER
    if isinstance(record, IndicatorBase | Baseline | Target | Actual):
        fields = dict(sorted(fields.items(), key=lambda entry: _rank(entry[1].alias or entry[0], order)))
    for name, field in fields.items():
        value = getattr(record, name)
        if field.is_required() or value != field.get_default(call_default_factory=True):
            yield field.alias or name, _spare(value)


def _rank(key: str, order: Sequence[str]) -> int:
    return order.index(key) if key in order else len(order)
