"""`dxkpi set --waive`: a finding about an indicator set aside beside the data, with its reason."""

from dataclasses import dataclass

from dxkpi.app.change import Prepared
from dxkpi.app.data import Data, brought, clip_path
from dxkpi.app.problems import UsageProblem
from dxkpi.app.rule import CODE
from dxkpi.app.select import indicator_named, plans_named
from dxkpi.app.waiving import catalog
from dxkpi.core.basis.finding import RuleInfo
from dxkpi.core.basis.text import clip, suggested, unified
from dxkpi.core.dataset import DeclaredIndicator
from dxkpi.core.outcomes.change import ChangeOutcome, PlanChange
from dxkpi.source.comments import WAIVER, with_waiver
from dxkpi.source.document import read_document

_MOST = 100
"""How often findings are looked for again: so many of one rule, a few at a time, may stand in one file."""


@dataclass(frozen=True, slots=True)
class WaiverRequest:
    """A request to set aside what a rule finds about an indicator now, with the reason."""

    indicator: str
    code: str
    reason: str | None
    plan: str | None = None


def prepare_waiver(data: Data, request: WaiverRequest) -> Prepared:
    """Return what writing the waiver would do; nothing is written.

    Raises:
        UsageProblem: for a rule that there is not or that cannot be set aside, and where it finds nothing.
    """
    rule, reason = _rule(request.code), _reason(request.reason)
    declared, plan = indicator_named(
        data.dataset, request.indicator, plans_named(data.dataset, request.plan), to_write=True
    )
    if not _lines(data, declared, rule) and _lines(data, declared.holder, rule):
        declared = declared.holder  # what is found in its actuals stands there
    before = data.content(declared.document)
    after, changed = _written(data, declared, rule, reason, before)
    result = PlanChange(plan, None, None)  # what is set aside changes no result
    diff = unified(declared.document, before, after)
    outcome = ChangeOutcome(declared.document, diff, result, brought(data, changed))
    return Prepared(data.tree.label, before, after, outcome)


def _rule(code: str) -> RuleInfo:
    known = catalog()
    rule = known.get(code.upper())
    if rule is None:
        # another number would be a guess
        offer = suggested(code.upper(), () if CODE.fullmatch(code) else known, "dxkpi rules で番号を確かめる")
        raise UsageProblem(f"--waive: 「{clip(code)}」という規則はない。{offer}")
    if not rule.waivable:
        raise UsageProblem(f"--waive: {rule.code}（{rule.summary}）は免除できない。データを直す")
    return rule


def _reason(written: str | None) -> str:
    reason = (written or "").strip()
    if not reason:
        raise UsageProblem("--waive: 免除の理由を --reason で示す")
    if len(reason.splitlines()) > 1:
        raise UsageProblem("--reason: 免除の理由は一行で書く")
    return reason


def _written(data: Data, declared: DeclaredIndicator, rule: RuleInfo, reason: str, before: bytes) -> tuple[bytes, Data]:
    """Return the file with a waiver on each line of a finding; of rules that only look at targets, one for the file.

    Where a line has no room for a comment, the whole file has the waiver too.
    """
    after, changed = before, data
    lines = _lines(data, declared, rule) if rule.by_validate else []
    if not rule.by_validate:
        _refuse_another(data, declared, rule)
    if rule.by_validate and not lines:
        raise UsageProblem(f"--waive: {clip_path(declared.document)} に、{rule.code} の指摘はない。免除するものがない")
    for _ in range(_MOST):
        if not lines:
            break
        after, changed = _tried(data, declared, with_waiver(after, rule.code, reason, lines))
        left = _lines(changed, declared, rule)
        if left == lines or _unlike(before, after, declared):
            after = before
            break
        lines = left
    if after == before:
        after, changed = _tried(data, declared, with_waiver(before, rule.code, reason, ()))
    refused = [finding for finding in brought(data, changed) if finding.diagnostic.rule is WAIVER]
    if refused:
        raise UsageProblem(f"--reason: {refused[0].diagnostic.message}。{refused[0].diagnostic.hint}")
    if _unlike(before, after, declared) or (rule.by_validate and _lines(changed, declared, rule)):
        raise UsageProblem(f"{clip_path(declared.document)}: 書き方が込み入っていて、免除を書き加えられない。手で書く")
    return after, changed


def _refuse_another(data: Data, declared: DeclaredIndicator, rule: RuleInfo) -> None:
    for waiver in data.loaded.waivers:
        if waiver.spot.document == declared.document and rule.code in waiver.codes:
            raise UsageProblem(
                f"--waive: {clip_path(declared.document)}:{waiver.spot.line} に、{rule.code} の免除がもうある"
                f"（{clip(waiver.reason)}）。変えるなら、その行を直す"
            )


def _tried(data: Data, declared: DeclaredIndicator, content: bytes) -> tuple[bytes, Data]:
    return content, data.changed({declared.document: content})


def _unlike(before: bytes, after: bytes, declared: DeclaredIndicator) -> bool:
    """Say whether the file differs from what it was."""
    return read_document(declared.document, before).data != read_document(declared.document, after).data


def _lines(data: Data, declared: DeclaredIndicator, rule: RuleInfo) -> list[int]:
    """The lines of the indicator's file in which `rule` finds something that counts."""
    wanted = rule.code, declared.document
    return sorted({own.spot.line for own in data.findings if (own.diagnostic.rule.code, own.spot.document) == wanted})
