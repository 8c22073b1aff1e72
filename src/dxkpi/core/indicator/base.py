"""The common part of all directions: the record of an indicator without its values."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from operator import attrgetter
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, WrapValidator, model_validator

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.english import EnglishIndicator
from dxkpi.core.basis.quantity import recounted
from dxkpi.core.basis.record import (
    Better,
    ByYear,
    Id,
    Line,
    OneOrMore,
    Record,
    Text,
    contradiction,
)
from dxkpi.core.basis.text import clip
from dxkpi.core.basis.unit import names_none, share_per
from dxkpi.core.indicator.attested import (
    Actual,
    Attested,
    Counting,
    OwnCarry,
    Pending,
    PeoplesRating,
    Remark,
    Source,
    StatusEntry,
    Suspension,
    Unmet,
    YearKind,
    YearKindName,
)
from dxkpi.core.indicator.baseline import Baseline
from dxkpi.core.indicator.figure import Figure, TargetForm, Words, figures
from dxkpi.core.indicator.history import Break, Formerly, refuse_breaks, refuse_formerly
from dxkpi.core.indicator.progress import Measure, TargetTrajectory
from dxkpi.core.indicator.sharing import SharedWith
from dxkpi.core.indicator.target import ChangeTarget, From, Target

NO_OWNER = "担当なし"
"""The name for the owner of indicators that have none."""


_NOTHING = Decimal(0)
_START = attrgetter("start")


BORROWED = ("actuals", "pending")
"""Keys that an indicator has not itself where it shares the actuals of another one."""


def _unread(value: Any, _validate: object) -> Any:  # noqa: ANN401
    return value


class IndicatorBase(Record):
    """One measured quantity. Each direction adds the keys it needs and forbids the rest.

    `number` is that of its plan, `relisted` are the other sections of the plan that list it again (再掲), `of` is the
    indicator of its plan that it is a part of (うち), `shared` are the other plans that use it. `actuals_of` is the
    indicator of its plan whose actuals are its own as well.
    `assumed` gives, by key, the reason for assuming what no source gives.
    """

    id: Id
    number: Line | None = None
    name: Line
    en: EnglishIndicator | None = None
    plan: Id
    section: Id
    subsection: Id | None = None
    relisted: tuple[Id, ...] = ()
    of: Id | None = None
    owner: Line | None = None
    formerly: tuple[Formerly, ...] = ()
    note: Text | None = None
    source: Source | None = None
    year_kind: YearKindName = YearKind.FISCAL
    assumed: dict[Text, Text] = Field(default_factory=dict)
    unmet: ByYear[Unmet] = Field(default_factory=dict)
    pending: ByYear[Pending] = Field(default_factory=dict)
    suspended: Suspension | None = None
    states: ByYear[StatusEntry] = Field(default_factory=dict)
    judged: ByYear[PeoplesRating] = Field(default_factory=dict)
    remarks: ByYear[OneOrMore[Remark]] = Field(default_factory=dict)
    carry: OwnCarry | None = None
    actuals_of: Id | None = None
    shared: dict[Id, Annotated[SharedWith, WrapValidator(_unread)]] = Field(default_factory=dict)

    # Each direction declares these anew, with types of its own.
    unit: Line | None
    direction: str
    target: Target | None
    baseline: Baseline | None
    actuals: Mapping[FiscalYear, Sequence[Actual]]

    title: ClassVar[str]
    """Japanese title of the direction, for choosing one."""
    rated: ClassVar[bool] = True
    by_people: ClassVar[bool] = False
    """True if only people can rate it."""
    value_key: ClassVar[Literal["value", "parts", "done", "text"]] = "value"
    """The key of the value in its actuals."""
    goal_name: ClassVar[str] = "目標値"
    """Japanese name of its target value, for prompts."""
    has_trajectory: ClassVar[bool] = False
    """True if the target is a value to reach along a trajectory."""

    @property
    def since_previous(self) -> bool:
        """True if its target is a change of the value of the year before, whatever its plan compares with."""
        return isinstance(self.target, ChangeTarget) and self.target.since is From.PREVIOUS_YEAR

    @property
    def added_up(self) -> bool:
        """True if the actuals are of single years and the target is the total of all years of the plan."""
        return False

    @property
    def counted(self) -> Counting | None:
        """Scope of its numbers in fiscal years, where the data state it."""
        return None

    @property
    def counted_up(self) -> bool:
        """True if the value of a year includes all years before it."""
        return self.counted in {Counting.CUMULATIVE, Counting.SUMMED}

    @property
    def counts(self) -> bool:
        """True if its plan counts it: what is only monitored is not, and what is a part of another (うち) is not."""
        return self.rated and self.of is None

    @property
    def listed_name(self) -> str:
        """Its name as lists print it: `うち 女性の受講者数` where it is a part of another."""
        return f"うち {self.name}" if self.of else self.name

    @property
    def heading(self) -> str:
        """Its number in the plan and its name: `1-1-2 研修の受講者数`."""
        return f"{self.number} {self.listed_name}" if self.number else self.listed_name

    @property
    def listed_in(self) -> tuple[str, ...]:
        """Ids of the sections that list it, its own first."""
        return (self.section, *self.relisted)

    @property
    def due(self) -> FiscalYear | None:
        """The year by which its own target shall be reached; None where that is left to the plan."""
        return self.target.due if self.target else None

    @property
    def years_written(self) -> Mapping[FiscalYear, Any]:
        """Targets of single fiscal years before the final one, as `by_year` writes them."""
        return self.target.years if self.target else {}

    def in_year(self, year: FiscalYear) -> Self | None:
        """Return the indicator with the target of `year` alone as its target; None where none is set for it."""
        if self.target is None or (own := self.years_written.get(year)) is None:
            return None
        return self.model_copy(update={"target": self.target.aimed_at(own), **self.kept_side})

    @property
    def moves(self) -> bool:
        """True if its target is what another value comes to in each year."""
        return False

    def moved_to(self, year: FiscalYear) -> Self | None:  # noqa: ARG002 - most targets stay where they are
        """Return the indicator with the target as it stands in `year`; None where that is not known yet."""
        return self

    @property
    def redefined(self) -> tuple[Break, ...]:
        """The changes of its definition, oldest first; only what is measured in numbers has them."""
        return ()

    def break_in(self, year: FiscalYear) -> Break | None:
        """Return the change of definition that the value of `year` comes after; None before the first one."""
        begun = [definition for definition in self.redefined if definition.first.start <= year.start]
        return begun[-1] if begun else None

    def in_series(self, year: FiscalYear) -> Self:
        """Return the indicator by the definition of `year` alone: with its actuals only, and with its baseline."""
        if not self.redefined:
            return self
        definition = self.break_in(year)
        actuals = {one: records for one, records in self.actuals.items() if self.break_in(one) is definition}
        if definition is None:
            return self.model_copy(update={"actuals": actuals})
        assumed = self.assumed_except("baseline")
        update = {"actuals": actuals, "baseline": definition.baseline, "assumed": assumed, **self.kept_side}
        return self.model_copy(update=update)

    @property
    def lacks_baseline(self) -> bool:
        """True if its target is a change of a baseline that is not known since its definition changed."""
        return self.baseline is None and type(self).model_fields["baseline"].is_required() and not self.since_previous

    def former(self, year: FiscalYear) -> Mapping[str, int]:
        """Return the keys that were something else in `year`, with the position of the entry that says so."""
        found: dict[str, int] = {}
        for position in reversed(range(len(self.formerly))):
            if year <= self.formerly[position].until:
                found |= dict.fromkeys(self.formerly[position].stated, position)
        return found

    def placed_in(self, year: FiscalYear) -> Self:
        """Return the indicator under the name, section and owner of `year`."""
        if not self.formerly:
            return self
        former = self.former(year)
        return self.placed({key: getattr(self.formerly[position], key) for key, position in former.items()})

    def placed(self, stated: Mapping[str, Any]) -> Self:
        """Return the indicator with what is `stated` of its place: a section of its own has its own subsections."""
        if all(getattr(self, key) == value for key, value in stated.items()):
            return self
        update = dict(stated)
        if self.en and self.en.name and update.get("name", self.name) != self.name:
            update["en"] = self.en.model_copy(update={"name": None})  # it is that of the other name
        section = update.get("section", self.section)
        if section != self.section:
            relisted = tuple(other for other in self.relisted if other != section)
            update = {"subsection": None, "relisted": relisted, **update}
        return self.model_copy(update=update)

    @property
    def expectations(self) -> Mapping[FiscalYear, Decimal]:
        """Values that are expected of single years (見込量), with no good side; only what is monitored has them."""
        return {}

    @property
    def year_targets(self) -> Mapping[FiscalYear, Self]:
        """The indicator with the target of each single year on the way."""
        return {year: own for year in self.years_written if (own := self.in_year(year)) is not None}

    @abstractmethod
    def measure(self, year: FiscalYear, index: int) -> Measure | None:
        """Return the measure of the `index`-th record of `year`, or None where it is never rated or lacks a part."""

    @property
    def target_form(self) -> TargetForm | None:
        """The form of the target; None where the direction alone is the target, or there is none."""
        return None

    @abstractmethod
    def target_words(self) -> Words:
        """Return the target as reports write it: `目標値 6,000時間`, `増加を目指す`."""

    def numbers(self) -> Iterator[Decimal]:
        """Yield the numbers alone of its baseline, its target and its actuals."""
        for start in (self.baseline, *(definition.baseline for definition in self.redefined)):
            if start is not None:
                yield from start.form.numbers
        if (wanted := self.target_form) is not None:
            yield from wanted.numbers
        for records in self.actuals.values():
            for actual in records:
                yield from actual.form.numbers

    def figures(self) -> Iterator[Figure]:
        """Yield every number of its baseline, its target and its actuals, oldest first."""
        start, wanted = self.baseline, self.target_form
        if start is not None:
            yield from figures(start.form, Figure(("baseline",), _NOTHING, "基準値"))
        for position, since in enumerate(self.redefined):
            if since.baseline is not None:
                label = f"{since.first.label}からの定義の基準値"
                yield from figures(since.baseline.form, Figure(("breaks", position, "baseline"), _NOTHING, label))
        if wanted is not None:
            yield from figures(wanted, Figure(("target",), _NOTHING, "目標値"))
        for year in sorted(self.actuals, key=_START):
            for index, actual in enumerate(self.actuals[year]):
                of = Figure(("actuals", year, index), _NOTHING, "実績値", year=year)
                yield from figures(actual.form, of)

    def trajectories(self) -> tuple[TargetTrajectory, ...]:
        """Return its target trajectories; none where the target is not a value to reach (増加, 維持, 範囲, 段階)."""
        return ()

    def bounds(self) -> Mapping[str, TargetTrajectory]:
        """Return the values to reach by name, whether or not there is a trajectory towards them."""
        return {line.part or "value": line for line in self.trajectories()}

    def along(self, trajectory: TargetTrajectory, year: FiscalYear, index: int) -> Fraction | None:  # noqa: ARG002
        """Return the value of the `index`-th record of `year` on one of `trajectories`, or None where it lacks one."""
        return None

    @property
    def better_side(self) -> Better | None:
        """The better side of its values; None where the direction has none."""
        return None

    @property
    def kept_side(self) -> dict[str, Better | None]:
        """The key of its better side for a copy with other values, where its direction has it: the side stays."""
        return {"better": self.better_side} if "better" in type(self).model_fields else {}

    def assumed_except(self, key: str) -> dict[str, str]:
        """Return its assumed keys with their reasons, without `key` and what is below it."""
        return {own: why for own, why in self.assumed.items() if own.partition(".")[0] != key}

    def awaited(self, year: FiscalYear) -> Pending | None:
        """Return the answer that the value of `year` is not there yet, unless its final value is."""
        final = any(actual.settled for actual in self.actuals.get(year, ()))
        return None if final else self.pending.get(year)

    def attested(self) -> Iterator[tuple[tuple[str | int, ...], Attested]]:
        """Yield every attested record in it, with the path to it."""
        if self.suspended is not None:
            yield ("suspended",), self.suspended
        for key in ("unmet", "pending", "states", "judged"):
            for year, said in getattr(self, key).items():
                yield (key, str(year)), said
        for year, remarks in self.remarks.items():
            for index, remark in enumerate(remarks):
                yield ("remarks", str(year), index), remark
        for position, definition in enumerate(self.redefined):
            yield ("breaks", position), definition
        for year, records in self.actuals.items():
            for index, record in enumerate(records):
                yield ("actuals", str(year), index), record

    def sources(self) -> Iterator[tuple[tuple[str | int, ...], Source]]:
        """Yield every source that the record names, with the path to it."""
        if self.source is not None:
            yield ("source",), self.source
        if self.baseline is not None:
            for path, source in self.baseline.sources():
                yield ("baseline", *path), source
        for position, definition in enumerate(self.redefined):
            for path, source in definition.baseline.sources() if definition.baseline else ():
                yield ("breaks", position, "baseline", *path), source
        if self.target is not None and self.target.source is not None:
            yield ("target", "source"), self.target.source
        for path, said in self.attested():
            if said.source is not None:
                yield (*path, "source"), said.source

    @model_validator(mode="after")
    def _has_years_of_its_kind(self) -> Self:
        kind = self.year_kind
        if kind is YearKind.FISCAL:
            return self
        values: dict[str, Any] = {
            "baseline": self.baseline.with_years(kind.of) if self.baseline else None,
            "target": self.target.with_years(kind.of) if self.target else None,
            "actuals": {kind.of(year): records for year, records in self.actuals.items()},
        }
        if self.expectations:
            values["expected"] = {kind.of(year): value for year, value in self.expectations.items()}
        if self.redefined:
            values["breaks"] = tuple(definition.with_years(kind.of) for definition in self.redefined)
        return self.model_copy(update=values)

    @model_validator(mode="after")
    def _counts_shares_in_its_unit(self) -> Self:
        per = share_per(self.unit) if self.unit else 1
        if per == 1:
            return self
        keys = ("baseline", "actuals", *(("breaks",) if self.redefined else ()))
        values = {key: recounted(own, per) for key in keys if (own := getattr(self, key))}
        changed = {key: own for key, own in values.items() if own is not getattr(self, key)}
        return self.model_copy(update=changed) if changed else self

    @model_validator(mode="after")
    def _has_a_unit_or_no_line_for_it(self) -> Self:
        if self.unit is not None and names_none(self.unit):
            raise contradiction(
                f"単位に「{clip(self.unit)}」と書かれている。このままでは、どの数値にも「{clip(self.unit)}」が付く",
                "単位のない指標（指数など）では、unit の行を消す",
                "unit",
            )
        return self

    @model_validator(mode="after")
    def _is_listed_once_in_a_section(self) -> Self:
        for position, section in enumerate(self.relisted):
            if section in self.listed_in[: position + 1]:
                own = "自分の分野 section である" if section == self.section else "再掲に二度ある"
                hint = "再掲 relisted には、ほかの分野の id を一度ずつ書く"
                raise contradiction(f"「{section}」は{own}", hint, "relisted", str(position))
        return self

    @model_validator(mode="after")
    def _was_something_in_order(self) -> Self:
        refuse_formerly(self.formerly)
        if self.redefined:
            refuse_breaks(self.redefined, self.baseline)
        return self

    @model_validator(mode="after")
    def _is_part_of_another(self) -> Self:
        if self.of == self.id:
            raise contradiction("自分自身のうちになっている", "of には、全体を表す別の指標の id を書く", "of")
        if self.of is None:
            return self
        former = ((("formerly", str(position)), own.relisted) for position, own in enumerate(self.formerly))
        for keys, sections in (((), self.relisted), *former):
            if sections:
                raise contradiction(
                    f"指標「{self.of}」のうちなのに、再掲の分野がある",
                    "うちの指標は、全体の指標の下にだけ載る。relisted の行を消す",
                    *keys,
                    "relisted",
                )
        return self

    @model_validator(mode="after")
    def _has_its_values_in_one_place(self) -> Self:
        if self.actuals_of is None:
            return self
        if self.actuals_of == self.id:
            reason, hint = "自分自身の実績値を使うことになっている", "actuals_of には、実績値のある別の指標の id を書く"
            raise contradiction(reason, f"{hint}。自分の実績値を書くなら、actuals_of の行を消す", "actuals_of")
        if self.of == self.actuals_of:
            raise contradiction(
                f"指標「{self.of}」のうち（内数）なのに、実績値が同じ「{self.of}」のものである",
                "同じ実績値を別の目標でも判定する（どちらも数える）なら、of の行を消す。"
                "内数なら、actuals_of の行を消し、内数の実績値を actuals に書く",
                "of",
            )
        there: dict[str, tuple[str, ...]] = {key: (key,) for key in BORROWED if getattr(self, key)}
        there |= {key.partition(".")[0]: ("assumed", key) for key in self.assumed if key.partition(".")[0] in BORROWED}
        if there:
            key, place = next(iter(there.items()))
            raise contradiction(
                f"指標「{self.actuals_of}」の実績値を使う（actuals_of）のに、このファイルにも {key} がある",
                f"同じ値なら、この行を下の行ごと消す（値は「{self.actuals_of}」のファイルに書く）。"
                "別に測った値なら、actuals_of の行を消す",
                *place,
            )
        return self

    @model_validator(mode="after")
    def _is_shared_with_others(self) -> Self:
        if self.plan in self.shared:
            reason = f"この指標の計画「{self.plan}」が、共有する計画にもある"
            hint = "この計画での分野と目標は、ファイルの section と target に書く"
            raise contradiction(reason, hint, "shared", self.plan)
        return self

    @model_validator(mode="after")
    def _carries_what_is_rated_by_one_value(self) -> Self:
        why = ""
        if not self.rated:
            why = "推移だけを見る指標には達成区分がない"
        elif self.added_up:
            why = "単年度の実績を足す指標（counting: summed）は、値のない年度があれば判定しない"
        elif self.since_previous:
            why = "前年度の実績値と比べる目標は、その年度と前年度の値だけで判定する"
        if self.carry is not None and why:
            raise contradiction(f"{why}ので、carry は働かない", "carry を消す", "carry")
        return self

    @model_validator(mode="after")
    def _judged_where_rated(self) -> Self:
        if self.judged and not self.rated:
            reason = "推移だけを見る指標には達成区分がないので、人の評価 judged は働かない"
            hint = "judged を消す。評価する指標なら、direction を judged（数値のない目標）などに変え、target を書く"
            raise contradiction(reason, hint, "judged")
        return self
