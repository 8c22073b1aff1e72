"""The common part of all directions: the record of an indicator without its values."""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from operator import attrgetter
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, Self

from pydantic import Field, GetCoreSchemaHandler, ValidatorFunctionWrapHandler, WrapValidator, model_validator
from pydantic_core import CoreSchema
from pydantic_core.core_schema import no_info_wrap_validator_function

from dxkpi.core.basis.calendar import Day, FiscalYear, known_by
from dxkpi.core.basis.english import EnglishIndicator
from dxkpi.core.basis.number import Quotient, ratio
from dxkpi.core.basis.quantity import Quantity
from dxkpi.core.basis.record import (
    Better,
    BetterSide,
    ByYear,
    Date,
    Id,
    Line,
    Number,
    OneOrMore,
    Record,
    Status,
    Text,
    Year,
    contradiction,
    one_of,
)
from dxkpi.core.basis.text import clip
from dxkpi.core.basis.unit import is_share, names_none, share_per
from dxkpi.core.indicator.attested import (
    Actual,
    Attested,
    Counting,
    CountingName,
    OwnCarry,
    PeoplesRating,
    Remark,
    Source,
    StatusEntry,
    YearKind,
    YearKindName,
)
from dxkpi.core.indicator.baseline import Baseline, NumberBaseline
from dxkpi.core.indicator.figure import Amount, Figure, NumberForm, TargetForm, Words, figures
from dxkpi.core.indicator.history import Break, Formerly, NumberBreak, refuse_breaks, refuse_formerly
from dxkpi.core.indicator.progress import Measure, TargetTrajectory, passes


class _Absent:
    """Type of a value that a record may lack, though not by leaving it empty: it is None where `ABSENT` is given."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        return no_info_wrap_validator_function(self._unless_absent, handler(source)["schema"])

    def _unless_absent(self, value: Any, read: ValidatorFunctionWrapHandler) -> Any:  # noqa: ANN401
        return None if value is self else read(value)


ABSENT = _Absent()


class From(StrEnum):
    """The value that a target is a change of, in place of the baseline."""

    PREVIOUS_YEAR = "previous_year"


class Target(Record):
    """The target for `year` (absent: the plan's target year); each direction adds the value.

    Where only targets of single years are known, the fields in `ends_with` are None: the last of the years is the final
    target, in its year.
    """

    ends_with: ClassVar[tuple[str, ...]] = ()
    """Fields of its final value, without which the targets of single years may stand."""

    year: Year | None = None
    note: Text | None = None
    source: Source | None = None

    @model_validator(mode="before")
    @classmethod
    def _may_end_with_a_year(cls, written: Any) -> Any:  # noqa: ANN401
        if not (isinstance(written, dict) and written.get("by_year") and isinstance(written["by_year"], dict)):
            return written
        keys = cls.final_keys()
        return written if any(key in written for key in keys) else {**written, **dict.fromkeys(keys, ABSENT)}

    @classmethod
    def final_keys(cls) -> list[str]:
        """Return the keys of its final value."""
        return [cls.model_fields[name].alias or name for name in cls.ends_with]

    @model_validator(mode="after")
    def _ends_in_its_last_year(self) -> Self:
        if self.by_years_alone and self.year is not None and self.year != max(self.years):
            last = max(self.years)
            raise contradiction(
                f"年度ごとの目標値だけなのに、目標年度（{self.year}）が、最後の年度（{last}）と違う",
                f"by_year に {self.year} の目標値を書くか、year の行を消す（最後の年度が目標年度になる）",
                "year",
            )
        return self

    @property
    def by_years_alone(self) -> bool:
        """True if only targets of single years are known."""
        return bool(self.years) and bool(self.ends_with) and all(getattr(self, key) is None for key in self.ends_with)

    @property
    def due(self) -> FiscalYear | None:
        """The year that it names itself to be reached by: of single years alone, the last of them."""
        return self.year or (max(self.years) if self.by_years_alone else None)

    def with_years(self, kind: Callable[[FiscalYear], FiscalYear]) -> Self:
        """Return it with every year of its own as `kind` makes it."""
        by_year = {"by_year": {kind(year): own for year, own in self.years.items()}} if self.years else {}
        return self.model_copy(update={"year": kind(self.year) if self.year else None, **by_year})

    @property
    def place(self) -> tuple[str, ...]:
        """The keys below it that lead to the record of its final value."""
        return ("by_year", str(max(self.years))) if self.by_years_alone else ()

    @property
    def margin(self) -> "Margin":
        """The margin that decides whether an actual meets it."""
        return Margin()

    @property
    def years(self) -> Mapping[FiscalYear, Any]:
        """Targets of single fiscal years before the final one, as they are written."""
        return {}

    def aimed_at(self, of_year: Any) -> Self:  # noqa: ANN401 - each direction writes its own
        """Return this target with what is written `of_year` in the place of what it ends with."""
        return self.model_copy(update={"value": of_year, "by_year": None})


class ChangeTarget(Target):
    """A target that is a change: of the baseline, or with `from` of the value of the year before."""

    since: Annotated[From, one_of(From)] | None = Field(default=None, alias="from")


class Margin(NamedTuple):
    """Margin of a target: it has to be passed (超, 未満), or a value slightly short of it is accepted (程度)."""

    exclusive: bool = False
    tolerance: Decimal | None = None
    percent: Decimal | None = None

    def slack(self, value: Fraction) -> Fraction:
        """Return the shortfall from `value` that is tolerated, in the indicator's unit."""
        if self.percent is not None:
            return abs(value) * ratio(self.percent) / 100
        return ratio(self.tolerance) if self.tolerance is not None else Fraction(0)

    def words(self, unit: str | None) -> Words:
        """Describe the tolerated shortfall: `許容幅 0.5%`, `許容幅 目標値の10%`; empty where none is tolerated."""
        if self.percent:
            return ("許容幅 目標値の", Amount(self.percent, "%"))
        return ("許容幅 ", Amount(self.tolerance, unit)) if self.tolerance else ()


class NumberActual(Actual):
    """An actual that is one number."""

    value: Quantity

    @property
    def form(self) -> NumberForm:
        return NumberForm(self.value)


class Unmet(Attested):
    """The reason for missing the target of a year: one of the plan's causes, a reason in words, or both."""

    cause: Id | None = None
    reason: Text | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.cause is None and self.reason is None:
            raise contradiction("cause も reason も書かれていない", "要因 cause か理由 reason を書く")
        return self


class Pending(Attested):
    """The answer 集計中: the value of the year is not there yet, and is promised `until` a day or month."""

    until: Date | None = None
    reason: Text | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set:
            raise contradiction("何も書かれていない", "値の出る時期 until、理由 reason か報告者 reported を書く")
        return self


class Suspension(Attested):
    """The end of tracking: from `since` to `until`, both reported as suspended, the indicator is not rated.

    Without `until` it lasts. Its end became known on `until_known`; without that, together with the suspension.
    """

    since: Year
    until: Year | None = None
    until_known: Date | None = None
    reason: Text
    successor: Line | None = None

    @model_validator(mode="after")
    def _knows_an_end(self) -> Self:
        if self.until is None and self.until_known is not None:
            raise contradiction(
                "停止の終わりの分かった日（until_known）があるが、最後の年度（until）がない",
                "停止が終わったなら、停止として報告する最後の年度を until に書く。続くなら until_known の行を消す",
                "until_known",
            )
        return self

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.until is not None and self.until < self.since:
            raise contradiction(
                f"停止の最後の年度（{self.until.formal}）が、最初の年度（{self.since.formal}）より前である",
                "since に停止として報告する最初の年度、until に最後の年度を書く",
                "until",
            )
        return self

    def told(self, as_of: Day) -> "Suspension":
        """Return the suspension as known on `as_of`: without its end, if that became known later."""
        if self.until_known is None or known_by(self.until_known, as_of):
            return self
        return self.model_copy(update={"until": None, "until_known": None})

    def covers(self, year: FiscalYear) -> bool:
        """Say whether `year` is reported as suspended."""
        return self.since <= year and (self.until is None or year <= self.until)


NO_OWNER = "担当なし"
"""The name for the owner of indicators that have none."""


class SharedWith(Record):
    """The entry of another plan that shares an indicator; missing keys are as in the file.

    It is read as the complete indicator that it results in, so this record only lists the keys.
    """

    section: Id
    subsection: Id | None = None
    relisted: tuple[Id, ...] = ()
    of: Id | None = None
    number: Line | None = None
    name: Line | None = None
    owner: Line | None = None
    direction: Text | None = None
    better: BetterSide | None = None
    counting: CountingName | None = None
    target: dict[str, Any] | None = None
    baseline: dict[str, Any] | None = None
    breaks: tuple[dict[str, Any], ...] = ()
    formerly: tuple[Formerly, ...] = ()
    unmet: ByYear[Unmet] = Field(default_factory=dict)
    suspended: Suspension | None = None
    states: ByYear[StatusEntry] = Field(default_factory=dict)
    judged: ByYear[PeoplesRating] = Field(default_factory=dict)
    remarks: ByYear[OneOrMore[Remark]] = Field(default_factory=dict)
    assumed: dict[Text, Text] = Field(default_factory=dict)
    carry: OwnCarry | None = None
    expected: ByYear[Number] = Field(default_factory=dict)
    note: Text | None = None


def counted(own: Any, per: int) -> Any:  # noqa: ANN401 - any value of a record
    """Return a value of a record with each quotient in it in a unit of which 1 is `per`; itself where there is none."""
    match own:
        case Quotient():
            return own.counted(per)
        case Record():
            now = {key: (value, counted(value, per)) for key, value in own}
            changed = {key: new for key, (old, new) in now.items() if new is not old}
            return own.model_copy(update=changed) if changed else own
        case dict():
            found = {key: counted(value, per) for key, value in own.items()}
            return found if any(found[key] is not value for key, value in own.items()) else own
        case tuple():
            each = tuple(counted(value, per) for value in own)
            return each if any(new is not old for new, old in zip(each, own, strict=True)) else own
        case _:
            return own


_NOTHING = Decimal(0)
_START = attrgetter("start")


def _unread(value: Any, _validate: object) -> Any:  # noqa: ANN401
    return value


class IndicatorBase(Record):
    """One measured quantity. Each direction adds the keys it needs and forbids the rest.

    `number` is that of its plan, `relisted` are the other sections of the plan that list it again (再掲), `of` is the
    indicator of its plan that it is a part of (うち), `shared` are the other plans that use it.
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
    shared: dict[Id, Annotated[SharedWith, WrapValidator(_unread)]] = Field(default_factory=dict)

    unit: Line | None
    direction: str
    target: Target | None
    baseline: Baseline | None
    actuals: Mapping[FiscalYear, Sequence[Actual]]

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
            values["breaks"] = tuple(own.with_years(kind.of) for own in self.redefined)
        return self.model_copy(update=values)

    @model_validator(mode="after")
    def _counts_shares_in_its_unit(self) -> Self:
        per = share_per(self.unit) if self.unit else 1
        if per == 1:
            return self
        keys = ("baseline", "actuals", *(("breaks",) if self.redefined else ()))
        values = {key: counted(own, per) for key in keys if (own := getattr(self, key))}
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
        refuse_breaks(self.redefined, self.baseline)
        return self

    @model_validator(mode="after")
    def _is_part_of_another(self) -> Self:
        if self.of == self.id:
            raise contradiction("自分自身のうちになっている", "of には、全体を表す別の指標の id を書く", "of")
        former = ((("formerly", str(position)), own.relisted) for position, own in enumerate(self.formerly))
        for keys, sections in (((), self.relisted), *former):
            if self.of is not None and sections:
                raise contradiction(
                    f"指標「{self.of}」のうちなのに、再掲の分野がある",
                    "うちの指標は、全体の指標の下にだけ載る。relisted の行を消す",
                    *keys,
                    "relisted",
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
        if self.carry is not None and not self.rated:
            reason = "推移だけを見る指標には達成区分がないので、carry は働かない"
            raise contradiction(reason, "carry を消す", "carry")
        if self.carry is not None and self.added_up:
            reason = (
                "単年度の実績を足す指標（counting: summed）は、値のない年度があれば判定しないので、carry は働かない"
            )
            raise contradiction(reason, "carry を消す", "carry")
        if self.carry is not None and self.since_previous:
            reason = "前年度の実績値と比べる目標は、その年度と前年度の値だけで判定するので、carry は働かない"
            raise contradiction(reason, "carry を消す", "carry")
        return self

    @model_validator(mode="after")
    def _judged_where_rated(self) -> Self:
        if self.judged and not self.rated:
            reason = "推移だけを見る指標には達成区分がないので、人の評価 judged は働かない"
            hint = "judged を消す。評価する指標なら、direction を judged（数値のない目標）などに変え、target を書く"
            raise contradiction(reason, hint, "judged")
        return self

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
        """True if its plan counts it: what is only followed is not, and what is a part of another (うち) is not."""
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
    def years_written(self) -> Mapping[FiscalYear, Any]:
        """Targets of single fiscal years before the final one, as `by_year` writes them."""
        return self.target.years if self.target else {}

    def in_year(self, year: FiscalYear) -> Self | None:
        """Return the indicator with the target of `year` alone as its target; None where none is set for it."""
        if self.target is None or (own := self.years_written.get(year)) is None:
            return None
        side = {"better": self.better_side} if "better" in type(self).model_fields else {}
        return self.model_copy(update={"target": self.target.aimed_at(own), **side})

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
        begun = [own for own in self.redefined if own.first.start <= year.start]
        return begun[-1] if begun else None

    def in_series(self, year: FiscalYear) -> Self:
        """Return the indicator by the definition of `year` alone: with its actuals only, and with its baseline."""
        if not self.redefined:
            return self
        own = self.break_in(year)
        actuals = {one: records for one, records in self.actuals.items() if self.break_in(one) is own}
        if own is None:
            return self.model_copy(update={"actuals": actuals})
        assumed = {key: why for key, why in self.assumed.items() if key.partition(".")[0] != "baseline"}
        side = {"better": self.better_side} if "better" in type(self).model_fields else {}
        return self.model_copy(update={"actuals": actuals, "baseline": own.baseline, "assumed": assumed, **side})

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
        former = self.former(year)
        return self.placed({key: getattr(self.formerly[position], key) for key, position in former.items()})

    def placed(self, stated: Mapping[str, Any]) -> Self:
        """Return the indicator with what is `stated` of its place: a section of its own has its own subsections."""
        if all(getattr(self, key) == value for key, value in stated.items()):
            return self
        update = dict(stated)
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

    def forms(self) -> Iterator[TargetForm]:
        """Yield the forms of its baseline, its target and its actuals."""
        for start in (self.baseline, *(own.baseline for own in self.redefined)):
            if start is not None:
                yield start.form
        if (wanted := self.target_form) is not None:
            yield wanted
        for records in self.actuals.values():
            yield from (own.form for own in records)

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
            for index, own in enumerate(self.actuals[year]):
                of = Figure(("actuals", year, index), _NOTHING, "実績値", year=year)
                yield from figures(own.form, of)

    def trajectories(self) -> tuple[TargetTrajectory, ...]:
        """Return its target trajectories; none where the target is not a value to reach (増加, 維持, 範囲, 段階)."""
        return ()

    def bounds(self) -> Mapping[str, TargetTrajectory]:
        """Return the values to reach by name, whether or not there is a trajectory towards them."""
        return {line.part or "value": line for line in self.trajectories()}

    def along(self, own: TargetTrajectory, year: FiscalYear, index: int) -> Fraction | None:  # noqa: ARG002
        """Return the value of the `index`-th record of `year` on one of `trajectories`, or None where it lacks one."""
        return None

    @property
    def better_side(self) -> Better | None:
        """The better side of its values; None where the direction has none."""
        return None

    def awaited(self, year: FiscalYear) -> Pending | None:
        """Return the answer that the value of `year` is not there yet, unless its final value is."""
        final = any(own.status is Status.FINAL and own.whole for own in self.actuals.get(year, ()))
        return None if final else self.pending.get(year)

    def attested(self) -> Iterator[tuple[tuple[str | int, ...], Attested]]:
        """Yield every attested record in it, with the path to it."""
        if self.suspended is not None:
            yield ("suspended",), self.suspended
        by_year: dict[str, Mapping[FiscalYear, Attested]] = {"unmet": self.unmet, "pending": self.pending}
        by_year |= {"states": self.states, "judged": self.judged}
        for key, entries in by_year.items():
            yield from (((key, str(year)), said) for year, said in entries.items())
        for year, remarks in self.remarks.items():
            for index, remark in enumerate(remarks):
                yield ("remarks", str(year), index), remark
        for position, own in enumerate(self.redefined):
            yield ("breaks", position), own
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
        for position, own in enumerate(self.redefined):
            for path, source in own.baseline.sources() if own.baseline else ():
                yield ("breaks", position, "baseline", *path), source
        if self.target is not None and self.target.source is not None:
            yield ("target", "source"), self.target.source
        for path, said in self.attested():
            if said.source is not None:
                yield (*path, "source"), said.source


class NumberIndicator(IndicatorBase):
    """An indicator whose values are numbers of one unit; `counting` is their scope in fiscal years."""

    unit: Line | None = None
    baseline: NumberBaseline | None = None
    breaks: tuple[NumberBreak, ...] = ()
    counting: CountingName | None = None
    actuals: ByYear[OneOrMore[NumberActual]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if not self.added_up:
            return self
        if self.direction != "absolute":
            raise contradiction(
                f"目標の型 {self.direction} では、単年度の実績を足して目標と比べることはできない",
                "counting: summed は、累計の目標値のある direction: absolute の指標にだけ書く",
                "counting",
            )
        if self.unit and is_share(self.unit):
            raise contradiction(
                f"割合（{clip(self.unit)}）の単年度の実績を足している（counting: summed）",
                "割合は足しても期間の割合にならない。年度ごとの割合で判定するなら counting: yearly、"
                "値がその年度までを通した割合なら counting: cumulative にする",
                "counting",
            )
        for year, records in self.actuals.items():
            if any(isinstance(own.value, Quotient) for own in records):
                raise contradiction(
                    f"分子と分母で書いた{year.formal}の値を、年度ごとに足す（counting: summed）ことになっている",
                    "率は足しても期間の率にならない。年度ごとの率で判定するなら counting: yearly にする。"
                    "期間を通した率なら counting: cumulative とし、分子と分母をその年度までの合計で書く",
                    "counting",
                )
        if self.baseline is not None:
            raise contradiction(
                "単年度の実績を足す指標（counting: summed）に基準値がある",
                "累計は計画の始まりの0から数える。基準値の行を消し、計画の前の単年度の値は note に書く",
                "baseline",
            )
        for position, own in enumerate(self.breaks):
            if own.baseline is not None:
                raise contradiction(
                    "単年度の実績を足す指標（counting: summed）の定義の変更に、基準値がある",
                    "累計は計画の始まりの0から数える。baseline を消す",
                    *("breaks", str(position), "baseline"),
                )
        return self

    @property
    def redefined(self) -> tuple[NumberBreak, ...]:
        return self.breaks

    @property
    def added_up(self) -> bool:
        return self.counting is Counting.SUMMED

    @property
    def counted(self) -> Counting | None:
        return self.counting

    @property
    def start(self) -> Fraction | None:
        """The baseline for exact arithmetic, None where unknown; zero for a summed indicator."""
        baseline = self.baseline
        if baseline is not None:
            return ratio(baseline.value)
        return Fraction(0) if self.added_up else None

    def along(self, own: TargetTrajectory, year: FiscalYear, index: int) -> Fraction:  # noqa: ARG002 - it is the only one
        return ratio(self.actuals[year][index].value)


_SIDES = "better: higher（高いほど良い）か better: lower（低いほど良い）を書く"


def better_side(declared: Better | None, start: Fraction | None, goal: Fraction) -> Better:
    """Return the better side: as declared, else the side of the baseline on which the target lies.

    Raises:
        PydanticCustomError: where neither decides.
    """
    if declared is not None:
        return declared
    if start is not None and goal > start:
        return Better.HIGHER
    if start is None or goal == start:
        raise contradiction(
            "増えるのが良いのか減るのが良いのか、基準値と目標値からは分からない",
            _SIDES,
            "better",
        )
    return Better.LOWER


def refuse_side_unknown(
    declared: Better | None, side: Better, starts: Iterable[Fraction | None], goal: Fraction
) -> None:
    """Refuse changes of definition after which the good side does not follow from the baseline, or is another one.

    `starts` are the baselines after each of them.

    Raises:
        PydanticCustomError: a contradiction at the first of them.
    """
    for position, start in enumerate(starts):
        if declared is None and (start is None or not passes(goal, start, side)):
            raise contradiction(
                "増えるのが良いのか減るのが良いのか、定義の変更の後の基準値と目標値からは分からない",
                _SIDES,
                *("breaks", str(position), *(() if start is None else ("baseline",))),
            )
