"""The open data of the site as tables: ids and numbers in three of them, words in lists of codes; prose is in JSON."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from dxkpi.core.assessment import Assessment
from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.core.basis.mark import Mark
from dxkpi.core.basis.number import finite
from dxkpi.core.basis.record import Better, Status
from dxkpi.core.compared import due
from dxkpi.core.count_table import CountTable
from dxkpi.core.detail import cause_of
from dxkpi.core.indicator import DIRECTION_TITLES, Indicator
from dxkpi.core.indicator.attested import Actual, Source
from dxkpi.core.indicator.baseline import Baseline
from dxkpi.core.indicator.figure import PartsForm, StepsForm, TargetForm, ValueForm
from dxkpi.core.indicator.history import Break
from dxkpi.core.numerals import percent_figure, rate_figure
from dxkpi.core.outcomes.site import PlanShown, SiteOutcome
from dxkpi.core.outlook import outlook_of
from dxkpi.core.plan.scheme import SUSPENDED, TOTAL, UNASSESSED
from dxkpi.core.targets import targets_in_force
from dxkpi.core.trajectory import Track
from dxkpi.render.verdicts import WHY_NOT, is_provisional
from dxkpi.render.views.fields import ACTUALS_OF, MARKS, Field
from dxkpi.render.views.flat import Row, Value, outcome_columns


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table of the open data, one row for each `subject`."""

    name: str
    subject: str
    fields: tuple[Field, ...]
    rows: Callable[[SiteOutcome], Iterator[Row]]

    @property
    def file(self) -> str:
        """The name of its file below the folder of the data."""
        return f"{self.name}.csv"


_PLAN = Field("plan_id", "計画の id", "計画のアドレスにもある短い名前")
_INDICATOR = Field("indicator_id", "指標の id", "指標のアドレスにもある短い名前")
_YEAR = Field("fiscal_year", "年度", "4月に始まる年度の、始まりの西暦", "year")
_NUMBER = Field("number", "数値", "item の値。単位は unit にある", "number")
_UNIT = Field("unit", "単位", "数値の単位。単位のない数値では空")
_SECTION = Field("section_id", "分野の id", "計画の分野。total は計画か表の全体", coded=True)
_RATING = Field("rating_id", "達成区分の id", "計画の達成区分、または停止などの状態", coded=True)

_ITEMS = {
    "baseline": ("基準値", "目標を定めたときの値。後に改められた値は、改めた日（known_on）のある行にある"),
    "target": ("目標値", "計画が定めた値。改定されたものは、今のもの"),
    "actual": ("実績値", "年度の値。確定していないものは status で分かる"),
    "expected": ("目安値", "基準値と目標値を均等に結んだ線の、その年度の値。達成の判定とは別のもの"),
    "rate": ("達成率", "計画の方法で求めた率を、計画の桁で丸めたもの"),
    "count": ("件数", "指標の数"),
    "share": ("割合", "表の全体に対する割合。構成比は四捨五入のため、合計が100にならないことがある"),
}


def _values(site: SiteOutcome) -> Iterator[Row]:
    for shown in site.plans:
        plan = shown.plan.plan
        for own in shown.indicators:
            indicator = own.declared.indicator
            about = {"plan_id": plan.plan, "indicator_id": indicator.id}
            now = targets_in_force(indicator, plan)[-1].indicator
            yield from ({**about, **row} for row in _declared(indicator, now, due(now, plan)))
            for year in sorted(indicator.actuals):
                for actual in indicator.actuals[year]:
                    known = actual.known_on(plan.documents, indicator.source)
                    cells = {"known_on": str(known) if known else None, **_record(actual), "fiscal_year": year.start}
                    cells["definition_since_year"] = _since(indicator.break_in(year))
                    source = _sourced(actual.origin(indicator.source))
                    for part, number in _numbers(actual.form):
                        row = {"item": "actual", "part": part, "number": number, "unit": indicator.unit}
                        yield {**about, **row, **cells, **source}
            for explained in reversed(own.explanations):
                yield from ({**about, **row} for row in _computed(explained.assessment, shown))


def _declared(indicator: Indicator, now: Indicator, last: FiscalYear | None) -> Iterator[Row]:
    """Yield the baseline with what it was restated to, and the target as it is `now`, each number in a row."""
    for since in (None, *indicator.redefined):
        base, assumed = (since or indicator).baseline, since is None and "baseline" in indicator.assumed
        if base is not None:
            source = {} if assumed else _sourced(base.source or (since and since.source) or indicator.source)
            row: Row = {"unit": indicator.unit, "assumed": assumed, "definition_since_year": _since(since)}
            yield from ({**row, **own, **source} for own in _baseline(base))
            for vintage in base.vintages(None)[1:]:
                revision = vintage.restated
                assert revision is not None
                source = {} if revision.reported else _sourced(revision.origin(indicator.source))
                known: Row = {"assumed": False, "known_on": str(revision.date)}
                yield from ({**row, **each, **known, **source} for each in _baseline(vintage.baseline))
    target = now.target
    if target is not None:
        for part, number in _goals(now):
            row = {"item": "target", "part": part, "number": number, "unit": indicator.unit}
            cells = {"assumed": "target" in indicator.assumed, "approximate": False}
            source = _sourced(target.source or indicator.source)
            yield {**row, **cells, "fiscal_year": last.start if last else None, **source}


def _baseline(base: Baseline) -> Iterator[Row]:
    year = base.year.start if base.year else None
    for part, number in _numbers(base.form):
        yield {"item": "baseline", "part": part, "number": number, "fiscal_year": year, "approximate": False}


def _since(definition: Break | None) -> int | None:
    """Return the start of the year that a definition holds from; None for the first one."""
    return definition.first.start if definition else None


def _computed(assessment: Assessment, shown: PlanShown) -> Iterator[Row]:
    """Yield the expected value and the rate of a year."""
    plan = shown.plan.plan.in_year(assessment.year)
    cells = {
        "fiscal_year": assessment.year.start,
        "approximate": False,
        "definition_since_year": _since(assessment.since),
    }
    for track in outlook_of(assessment, plan).tracks:
        if isinstance(track, Track):
            expected = finite(track.trajectory.value(assessment.year))
            row = {"item": "expected", "part": track.trajectory.part or None, "unit": assessment.indicator.unit}
            yield {**cells, **row, "number": expected, "assumed": bool(assessment.indicator.assumed)}
    if assessment.rate is not None and plan.scale:
        figure = Decimal(rate_figure(assessment.rate, plan.scale))
        yield {**cells, "item": "rate", "number": figure, "unit": "%", "assumed": bool(assessment.assumed)}


def _numbers(form: ValueForm | TargetForm) -> Iterator[tuple[str | None, Decimal]]:
    if isinstance(form, PartsForm):
        yield from form.parts.items()
    elif form.number is not None:
        yield None, form.number


def _goals(indicator: Indicator) -> Iterator[tuple[str | None, Decimal]]:
    form = indicator.target_form
    if isinstance(form, PartsForm):
        yield from form.parts.items()
    elif form is not None and not isinstance(form, StepsForm):
        for name, bound in indicator.bounds().items():
            yield None if name == "value" else name, finite(bound.target)


def _record(actual: Actual) -> dict[str, Value]:
    return {
        "status": actual.status.name.lower(),
        "approximate": actual.approximate,
        "assumed": False,
        "as_of": str(actual.as_of) if actual.as_of else None,
        "from": str(actual.period.first) if actual.period else None,
        "to": str(actual.period.last) if actual.period else None,
    }


def _sourced(source: Source | None) -> dict[str, Value]:
    return {
        "source_document_id": source.document if source else None,
        "source_page_number": source.page if source else None,
    }


def _results(site: SiteOutcome) -> Iterator[Row]:
    for shown, year in site.years:
        plan = year.report.plan
        for assessment in year.report.assessments:
            result = outcome_columns(plan, assessment)
            yield {
                "plan_id": shown.plan.plan.plan,
                "section_id": assessment.indicator.section,
                "indicator_id": assessment.indicator.id,
                "fiscal_year": assessment.year.start,
                "state": result["state"],
                "provisional": is_provisional(assessment),
                **{mark.value: mark in assessment.marks for mark in Mark.of_indicators()},
                "met": assessment.met,
                "in_state_id": result.get("in_state_id"),
                "rating_id": result.get("rating_id"),
                "rate_percent_number": result.get("rate_percent"),
                "not_assessed_code": result.get("not_assessed"),
                "unmet_cause_id": cause_of(assessment),
            }


def _counts(site: SiteOutcome) -> Iterator[Row]:
    for _, year in site.years:
        report = year.report
        tables = ((report.overview,) if report.overview else (), report.tables)
        for number, table in enumerate(count_table for each in tables for count_table in each):
            about: Row = {"plan_id": report.plan.plan, "fiscal_year": year.year.start, "table_number": number}
            yield from ({**about, **row} for row in _counted(table))


def _counted(table: CountTable) -> Iterator[Row]:
    for row in table.rows:
        for column, cell in zip(table.columns, row.cells, strict=True):
            if cell.count is not None:
                about = {"section_id": row.section.id, "rating_id": column.id, "item": "count", "unit": "指標"}
                yield {
                    **about,
                    "number": cell.count,
                    "by_publication": cell.by_publication,
                    "assumed": Mark.ASSUMED in cell.marks,
                }
    for column, share in zip(table.columns, table.percentages, strict=True):
        if share.printed is not None:
            yield {
                "section_id": TOTAL,
                "rating_id": column.id,
                "item": "share",
                "unit": "%",
                "number": Decimal(percent_figure(share.printed, share.zero)),
                "by_publication": Mark.BY_PUBLICATION in share.marks,
                "assumed": Mark.ASSUMED in share.marks,
            }


def _indicators(site: SiteOutcome) -> Iterator[Row]:
    for shown in site.plans:
        for own in shown.indicators:
            indicator = own.declared.indicator
            yield {
                "plan_id": shown.plan.plan.plan,
                "section_id": indicator.section,
                "indicator_id": indicator.id,
                "direction": indicator.direction,
                "name": indicator.name,
                "name_en": indicator.en.name if indicator.en else None,
                "unit": indicator.unit,
                "unit_en": indicator.en.unit if indicator.en else None,
                "better": indicator.better_side.value if indicator.better_side else None,
                "owner": indicator.owner,
                "part_of_id": indicator.of,
                "actuals_of_id": indicator.actuals_of,
            }


def _codes(site: SiteOutcome) -> Iterator[Row]:
    for column, words in _words().items():
        for code, (label, meaning) in words.items():
            yield {"column": column, "code": code, "label": label, "meaning": meaning}
    for shown in site.plans:
        yield from ({"plan_id": shown.plan.plan.plan, **row} for row in _of_plan(shown))


def _of_plan(shown: PlanShown) -> Iterator[Row]:
    plan = shown.plan.plan
    name = plan.en.name if plan.en else None
    yield {"column": "plan_id", "code": plan.plan, "label": plan.name, "label_en": name, "meaning": plan.government}
    for section in plan.sections:
        cells = {"label": section.name, "label_en": section.en.name if section.en else None, "meaning": section.title}
        yield {"column": "section_id", "code": section.id, **cells}
    named = {
        (column.id, column.label): column.group
        for year in shown.years
        if year.report.overview
        for column in year.report.overview.columns
    }
    english = {rating.id: rating.en.label for rating in plan.ratings if rating.en}
    if plan.suspended and plan.suspended.en:
        english[SUSPENDED] = plan.suspended.en.label
    for (identifier, label), group in named.items():
        cells = {"label": label, "label_en": english.get(identifier), "meaning": group}
        yield {"column": "rating_id", "code": identifier, **cells}
    for state in plan.states:
        cells = {"label": state.label, "label_en": state.en.label if state.en else None, "meaning": state.group}
        yield {"column": "in_state_id", "code": state.id, **cells}
    for cause in plan.causes:
        cells = {"label": cause.label, "label_en": cause.en.label if cause.en else None}
        yield {"column": "unmet_cause_id", "code": cause.id, **cells}
    for identifier, document in plan.documents.items():
        cells = {
            "label": document.title,
            "label_en": document.en.title if document.en else None,
            "meaning": document.publisher,
        }
        yield {"column": "source_document_id", "code": identifier, **cells}


def _words() -> Mapping[str, Mapping[str, tuple[str, str | None]]]:
    """Return the codes that all plans share, by column, each with its label and meaning."""
    return {
        "item": _ITEMS,
        "section_id": {TOTAL: ("計", "計画の全体、または表の全体")},
        "rating_id": {UNASSESSED: ("算定不能", "資料にある値だけでは決まらない")},
        "status": {status.name.lower(): (status.value, _STATUSES[status]) for status in Status},
        "state": {
            "rated": ("区分あり", "達成区分が付いた"),
            "not_assessed": ("算定不能", "理由は not_assessed_code にある"),
            "suspended": ("停止", "進捗をみるのをやめた"),
            "in_state": ("計画の状態", "計画の定める状態にある。どれかは in_state_id にある"),
            "monitored": ("推移", "目標値を定めず、値の動きだけを見る"),
        },
        "not_assessed_code": {reason.value: (words, None) for reason, words in WHY_NOT.items()},
        "direction": {name: (title, None) for name, title in DIRECTION_TITLES.items()},
        "better": {Better.HIGHER.value: ("高いほど良い", None), Better.LOWER.value: ("低いほど良い", None)},
    }


_STATUSES = {
    Status.FINAL: "確定した値",
    Status.PROVISIONAL: "確定の前に公表された値",
    Status.FORECAST: "年度が終わる前の見込み",
    Status.INTERIM: "年度の途中の、ある時点の値",
}


def _columns(site: SiteOutcome) -> Iterator[Row]:
    for table in tables(site):
        for field in table.fields:
            yield {
                "file": table.file,
                "column": field.name,
                "title": field.title,
                "type": field.type,
                "definition": field.meaning,
            }


TABLES = (
    OpenTable(
        "values",
        "指標の数値一つ",
        (
            _PLAN,
            _INDICATOR,
            Field("item", "項目", "どの数値か", coded=True),
            Field("approximate", "概数", "おおよその数か", "boolean"),
            Field("assumed", "推定", "資料にない値を推定したもの、またはそれによるものか", "boolean"),
            _YEAR,
            Field(
                "definition_since_year",
                "定義の始まり",
                "定義の変更の後の値なら、新しい定義の最初の年度（年度と同じ書き方）。違うものどうしは比べられない",
                "year",
            ),
            Field("part", "部分", "いくつかの数から成る値の、どの部分か。範囲の目標では min と max"),
            _NUMBER,
            _UNIT,
            Field("status", "状態", "実績値が確定しているか", coded=True),
            Field("as_of", "時点", "値がいつの時点のものか。日か月まで"),
            Field("known_on", "分かった日", "値がいつ分かったか。日か月まで"),
            Field("from", "初め", "年度の一部の値の、初めの月"),
            Field("to", "終わり", "年度の一部の値の、終わりの月"),
            Field("source_document_id", "出典の資料の id", "値の載っている資料", coded=True),
            Field("source_page_number", "出典のページ番号", "その資料のページ", "integer"),
        ),
        _values,
    ),
    OpenTable(
        "results",
        "指標一つの、公表した年度一つの結果",
        (
            _PLAN,
            _SECTION,
            _INDICATOR,
            _YEAR,
            Field("state", "結果の種類", "区分が付いたか、停止などか", coded=True),
            Field("provisional", "確定前の値による", "まだ変わりうる値、または年度の一部の値によるか", "boolean"),
            *MARKS,
            Field("met", "達成", "目標に達したか。分からないときと、区分のない指標では空", "boolean"),
            Field("in_state_id", "計画の状態の id", "計画の定める状態にある指標の、その状態", coded=True),
            _RATING,
            Field("rate_percent_number", "達成率（%）の数値", "計画の桁で丸めた率", "number"),
            Field("not_assessed_code", "算定不能の理由のコード", "なぜ区分が付かないか", coded=True),
            Field("unmet_cause_id", "未達成の要因の id", "計画の定めた要因", coded=True),
        ),
        _results,
    ),
    OpenTable(
        "counts",
        "分野と達成区分の件数か割合一つ",
        (
            _PLAN,
            _YEAR,
            Field("table_number", "表の番号", "0 は全体の表。1 からは分野別の表の順", "integer"),
            _SECTION,
            _RATING,
            Field("item", "項目", "件数か割合か", coded=True),
            _NUMBER,
            _UNIT,
            Field("by_publication", "印「＊」", Mark.BY_PUBLICATION.meaning, "boolean"),
            Field("assumed", "印「推」", Mark.ASSUMED.meaning, "boolean"),
        ),
        _counts,
    ),
    OpenTable(
        "indicators",
        "計画の指標一つ",
        (
            _PLAN,
            _SECTION,
            _INDICATOR,
            Field("direction", "目標の型", "目標がどう定められているか", coded=True),
            Field("name", "名称", "指標の名称"),
            Field("name_en", "英語の名称", "name の英語。書かれていなければ空"),
            _UNIT,
            Field("unit_en", "英語の単位", "unit の英語。書かれていなければ空"),
            Field("better", "良い側", "値がどちらに動くと良いか", coded=True),
            Field("owner", "担当", "担当する課など"),
            Field("part_of_id", "うちの全体の指標の id", "別の指標のうち（内数）なら、その指標。件数には入らない"),
            ACTUALS_OF,
        ),
        _indicators,
    ),
    OpenTable(
        "codes",
        "列のコード一つ",
        (
            Field("column", "列", "どの列のコードか"),
            Field("code", "コード", "列にある値"),
            Field("label", "表示", "コードの意味する語"),
            Field("label_en", "英語の表示", "label の英語。計画に書かれていないものでは空"),
            Field("plan_id", "計画の id", "その計画だけのコードなら、その計画"),
            Field("meaning", "説明", "くわしい意味"),
        ),
        _codes,
    ),
    OpenTable(
        "columns",
        "ファイルの列一つ",
        (
            Field("file", "ファイル", "ファイルの名前"),
            Field("column", "列", "列の名前"),
            Field("title", "題", "列の日本語の名前"),
            Field("type", "型", "値の型（Table Schema の型）"),
            Field("definition", "定義", "列に何があるか"),
        ),
        _columns,
    ),
)
"""Every table of the open data."""


_REGION = (
    Field("region_code", "全国地方公共団体コード", "団体の6桁のコード。先頭の 0 も含む文字"),
    Field("region_name", "団体", "計画の団体の名称"),
)


def tables(site: SiteOutcome) -> tuple[OpenTable, ...]:
    """Return every table; where the code of the region is known, with that first in every row about a plan."""
    code = site.declared.region_code
    if code is None:
        return TABLES
    names = {shown.plan.plan.plan: shown.plan.plan.government or site.publisher for shown in site.plans}

    named = all(names.values())  # what stands first is never blank
    region = _REGION if named else _REGION[:1]

    def with_region(table: OpenTable) -> OpenTable:
        def rows(site_outcome: SiteOutcome) -> Iterator[Row]:
            for row in table.rows(site_outcome):
                name = {"region_name": names[str(row["plan_id"])]} if named else {}
                yield {"region_code": code, **name, **row}

        return replace(table, fields=(*region, *table.fields), rows=rows) if table.fields[0] is _PLAN else table

    return tuple(map(with_region, TABLES))
