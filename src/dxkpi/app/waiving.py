"""Effect of waivers and of the plans' settings of rules on findings, and checks of those themselves."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from dxkpi.core.basis.finding import PLAN, Diagnostic, Example, Page, Related, RuleInfo, Severity, error
from dxkpi.core.dataset import Dataset
from dxkpi.core.plan.plan import RuleSetting
from dxkpi.core.settling import Bundle, Settled, Waiver, settle
from dxkpi.rules import RULES
from dxkpi.rules.dataset.known_to_come import INFO as KNOWN_TO_COME
from dxkpi.source.codes.files import FILE_RULES
from dxkpi.source.codes.shape import SHAPE_RULES
from dxkpi.source.comments import LOST_TEXT, WAIVER

_BASELINE = "baseline:\n  value: 0{}\n  year: {}{}\n"
_WAIVED = "  # dxkpi: ignore[KPI301] 目標を定めた年度の実績を基準としている"
_GOOD = (Example(_BASELINE.format("", "R3", _WAIVED)),)
_MENDED = (Example(_BASELINE.format("", "R1", "")),)
_SETTING = "rules:\n  - code: {}\n    severity: {}\n    reason: 県の様式には要因の欄がない\n"

UNKNOWN = error(
    "KPI802",
    "waiver-code",
    "ない規則、または免除できない規則を免除しようとしている",
    Page(
        why="番号の書き間違いは、何も免除しない。数字に関わる誤り（読めない値、二重の id など）は、"
        "理由があっても正しい集計にならないので、免除できない。",
        fix="番号を確かめる（dxkpi rules で一覧）。免除できない誤りは、データを直す。",
        bad=(Example("name: 削減時間  # dxkpi: ignore[KPI401] 前の計画からの継続\n"),),
        good=_GOOD,
    ),
)
UNUSED = RuleInfo(
    "KPI803",
    "waiver-unused",
    Severity.WARNING,
    "免除する指摘がない免除が残っている",
    Page(
        why="データを直した後に免除だけが残ると、次に同じ誤りをしたときに見逃す。",
        fix="免除の注釈を消す。別の行の指摘を免除するつもりなら、その行に移す。",
        bad=(Example(_BASELINE.format(_WAIVED, "R3", "")),),
        good=_GOOD,
        others=(_MENDED,),
    ),
)
EXPIRED = RuleInfo(
    "KPI804",
    "waiver-expired",
    Severity.WARNING,
    "期限を過ぎた免除がある",
    Page(
        why="期限までに直すという約束が、忘れられている。",
        fix="データを直して免除を消す。まだ直せないなら、理由を確かめて until を延ばす。",
        bad=(Example(_BASELINE.format("", "R3", _WAIVED + " until: 2020-03")),),
        good=_MENDED,
        others=((Example(_BASELINE.format("", "R3", _WAIVED + " until: 2027-03")),),),
    ),
)
SETTING = error(
    "KPI805",
    "rule-setting",
    "計画の rules が、ない規則や重さを変えられない規則を挙げている",
    Page(
        why="番号の書き間違いは、何も変えない。数字に関わる誤りを軽くすると、正しくない集計が出てしまう。",
        fix="番号を確かめる（dxkpi rules で一覧）。重さを変えられない規則なら、その項目を消す。",
        bad=(Example(_SETTING.format("KPI203", "warning"), PLAN),),
        good=(Example(_SETTING.format("KPI302", "warning"), PLAN),),
        others=((Example("rules: []\n", PLAN),),),
    ),
)
WAIVING_RULES = (UNKNOWN, UNUSED, EXPIRED, SETTING)
"""Rules about waivers and settings, which need the findings of all other rules."""


def catalog() -> dict[str, RuleInfo]:
    """Return every rule by its code, in the order of the codes."""
    from dxkpi.rules.review import infos as review_infos  # noqa: PLC0415 - most runs ask for no rule by its code
    from dxkpi.source.codes.sheets import SHEET_RULES  # noqa: PLC0415 - as above

    reader, rules = (
        (*FILE_RULES, *SHAPE_RULES, LOST_TEXT, *SHEET_RULES),
        (*(rule.info for rule in RULES), KNOWN_TO_COME),
    )
    infos = {info.code: info for info in (*reader, *rules, *review_infos(), WAIVER, *WAIVING_RULES)}
    return dict(sorted(infos.items()))


class WaivedFindings(NamedTuple):
    """The findings that count, those set aside, and the findings about waivers and settings."""

    settled: Settled
    diagnostics: tuple[Diagnostic, ...]


def judge(
    bundles: Iterable[Bundle], waivers: tuple[Waiver, ...], dataset: Dataset, today: date | None
) -> WaivedFindings:
    """Divide `bundles` into those that count and those set aside; waivers expire by `today` (None: never)."""
    rules = catalog() if waivers or any(plan.plan.rules for plan in dataset.plans) else {}
    usable = tuple(waiver for waiver in waivers if all(_refusal(code, rules) is None for code in waiver.codes))
    settings = _settings(dataset, rules)
    settled = settle(bundles, usable, settings, today)
    refused = _unusable(waivers, rules)
    # An indicator that could not be read may be what a rule would have spoken of.
    idle = () if dataset.unread else _idle(settled, rules)
    return WaivedFindings(settled, (*refused, *idle, *_expired(settled), *_bad_settings(dataset, rules)))


def _settings(dataset: Dataset, rules: Mapping[str, RuleInfo]) -> dict[tuple[str, str], RuleSetting]:
    """Return the plans' settings of rules, by document and code; a shared indicator follows its file's own plan."""
    documents: dict[str, list[str]] = {}
    for declared in (declared for declared in dataset.indicators if declared.entry is None):
        documents.setdefault(declared.indicator.plan, []).append(declared.document)
    return {
        (document, setting.code): setting
        for plan in dataset.plans
        for setting in plan.plan.rules
        if _setting_refusal(setting, rules) is None
        for document in (plan.document, *documents.get(plan.plan.plan, ()))
    }


def _refusal(code: str, rules: Mapping[str, RuleInfo]) -> tuple[str, str] | None:
    """Return the reason why a rule cannot be set aside with advice, or None where it can."""
    rule = rules.get(code)
    if rule is None:
        return f"{code} という規則はない", "dxkpi rules で番号を確かめる"
    if not rule.waivable:
        return f"{code}（{rule.summary}）は免除できない", "データを直し、免除を消す"
    return None


def _setting_refusal(setting: RuleSetting, rules: Mapping[str, RuleInfo]) -> tuple[str, str] | None:
    if setting.weight is Severity.ERROR and setting.code in rules:
        return None
    refusal = _refusal(setting.code, rules)
    if refusal is not None and setting.code in rules:
        return f"{setting.code}（{rules[setting.code].summary}）は軽くできない", "この項目を消し、データを直す"
    return refusal


def _unusable(waivers: tuple[Waiver, ...], rules: Mapping[str, RuleInfo]) -> Iterator[Diagnostic]:
    for waiver in waivers:
        for code in waiver.codes:
            refusal = _refusal(code, rules)
            if refusal is not None:
                yield Diagnostic(UNKNOWN, waiver.spot, *refusal, blocks=False)


def _idle(settled: Settled, rules: Mapping[str, RuleInfo]) -> Iterator[Diagnostic]:
    for waiver, code in settled.idle:
        if not rules[code].by_validate:  # it was not run, and nobody knows what it would say
            continue
        where = "このファイルに" if waiver.line is None else "この行に"
        yield Diagnostic(UNUSED, waiver.spot, f"{where} {code} の指摘はなく、免除するものがない", _IDLE)


_IDLE = "免除の注釈を消す。別の行の指摘を免除するつもりなら、その行の終わりに移す"


def _expired(settled: Settled) -> Iterator[Diagnostic]:
    for waiver, bundle in settled.expired:
        for diagnostic in bundle.shown:
            yield Diagnostic(
                EXPIRED,
                waiver.spot,
                f"{diagnostic.rule.code} の免除は {waiver.until} で期限が切れた",
                "データを直して免除を消すか、理由を確かめて until を延ばす",
                (Related(diagnostic.place, "免除していた指摘"),),
            )


def _bad_settings(dataset: Dataset, rules: Mapping[str, RuleInfo]) -> Iterator[Diagnostic]:
    for plan in dataset.plans:
        for index, setting in enumerate(plan.plan.rules):
            refusal = _setting_refusal(setting, rules)
            if refusal is not None:
                yield Diagnostic(SETTING, plan.at("rules", index, "code"), *refusal, blocks=False)
