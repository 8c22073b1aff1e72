"""Which findings count: what waivers and the plans' own settings set aside, and what is wrong with those themselves."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from dxkpi.app.catalog import catalog
from dxkpi.app.waiving_rules import EXPIRED, SETTING, UNKNOWN, UNUSED
from dxkpi.core.dataset import Dataset
from dxkpi.core.diagnostic import Diagnostic, Related, RuleInfo, Severity
from dxkpi.core.gathering import Bundle
from dxkpi.core.plan import RuleSetting
from dxkpi.core.settling import Settled, settle
from dxkpi.core.waiver import Waiver


@dataclass(frozen=True, slots=True)
class Judged:
    """The findings that count, those that were set aside, and what is wrong with how that was done."""

    settled: Settled
    diagnostics: tuple[Diagnostic, ...]


def judge(bundles: Iterable[Bundle], waivers: tuple[Waiver, ...], dataset: Dataset, today: date | None) -> Judged:
    """What counts of `bundles`; `today` decides which waivers have expired, None leaves all in force."""
    rules = catalog() if waivers or any(plan.plan.rules for plan in dataset.plans) else {}
    usable = tuple(waiver for waiver in waivers if all(_refusal(code, rules) is None for code in waiver.codes))
    settings = _settings(dataset, rules)
    settled = settle(bundles, usable, settings, today)
    refused = _unusable(waivers, rules)
    # An indicator that could not be read may be what a rule would have spoken of.
    idle = () if dataset.unread else _idle(settled, rules)
    return Judged(settled, (*refused, *idle, *_expired(settled), *_bad_settings(dataset, rules)))


def _settings(dataset: Dataset, rules: Mapping[str, RuleInfo]) -> dict[tuple[str, str], RuleSetting]:
    """What the plans say of rules, by document and code; a shared indicator follows the plan of its file."""
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
    """Why a rule cannot be set aside, and what to do."""
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
        if rules[code].review:  # which was not run, so that nobody knows whether it has something to say
            continue
        where = "このファイルに" if waiver.line is None else "この行に"
        yield Diagnostic(UNUSED, waiver.spot, f"{where} {code} の指摘はなく、免除するものがない", "免除の注釈を消す")


def _expired(settled: Settled) -> Iterator[Diagnostic]:
    for waiver, bundle in settled.expired:
        for own in bundle.told:
            yield Diagnostic(
                EXPIRED,
                waiver.spot,
                f"{own.rule.code} の免除は {waiver.until} で期限が切れた",
                "データを直して免除を消すか、理由を確かめて until を延ばす",
                (Related(own.place, "免除していた指摘"),),
            )


def _bad_settings(dataset: Dataset, rules: Mapping[str, RuleInfo]) -> Iterator[Diagnostic]:
    for plan in dataset.plans:
        for index, setting in enumerate(plan.plan.rules):
            refusal = _setting_refusal(setting, rules)
            if refusal is not None:
                yield Diagnostic(SETTING, plan.at("rules", index, "code"), *refusal, blocks=False)
