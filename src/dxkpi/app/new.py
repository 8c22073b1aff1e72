"""New data files: an indicator, and one that a plan shares."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dxkpi.app.change import Prepared
from dxkpi.app.data import Data, brought, clip_path
from dxkpi.app.problems import UsageProblem
from dxkpi.app.question import Answers, Ask, Unanswered, all_answers, options
from dxkpi.app.questionnaire import questions
from dxkpi.app.scaffold import modeline
from dxkpi.app.select import indicator_named, one_plan, parsed, with_section, year_of
from dxkpi.core.assess import assess
from dxkpi.core.basis.finding import Severity
from dxkpi.core.basis.number import parse_number
from dxkpi.core.basis.record import Better, choice
from dxkpi.core.basis.text import clip, unified
from dxkpi.core.dataset import Dataset, DeclaredIndicator, DeclaredPlan
from dxkpi.core.indicator import DIRECTIONS
from dxkpi.core.indicator.sharing import SHARED
from dxkpi.core.keys import ORDER
from dxkpi.core.outcomes.change import ChangeOutcome, PlanChange
from dxkpi.core.outcomes.findings import ValidateOutcome
from dxkpi.source.changes import Put, Raw, Value, block
from dxkpi.source.edit import NotEdited, edited

_INDENT = 2


@dataclass(frozen=True, slots=True)
class FileProposal:
    """A file that could be written: its name below the data folder, its text, and the findings about it."""

    name: str
    label: str
    text: str
    outcome: ValidateOutcome

    @property
    def shown_name(self) -> str:
        """The name for messages."""
        return clip_path(f"{self.label}/{self.name}")

    @property
    def sound(self) -> bool:
        """True if no finding prevents writing it."""
        return not self.outcome.count(Severity.ERROR)


def answered(dataset: Dataset, given: Answers, ask: Ask | None = None) -> Answers:
    """Return all answers about an indicator.

    Raises:
        Unanswered: when required answers are missing and nobody can be asked; it names all of them.
        UsageProblem: for an invalid answer, or one that such an indicator cannot have.
    """
    if not dataset.plans:
        raise UsageProblem("計画が一つも読めない。dxkpi validate で指摘を見て、targets/ の計画を直す")
    answers, missing = all_answers(lambda own: questions(dataset, own), given, ask)
    if missing:
        more = "" if answers["direction"] else "。目標の型が決まれば、その型に要るものも"
        raise Unanswered(f"足りない: {options(missing)}{more}")
    _refuse_unused(given, answers)
    return answers


def proposed(data: Data, root: Path, answers: Answers, today: date | None = None) -> FileProposal:
    """Return the file for `answers`, and the findings about it, and because of it about other files, below `root`.

    With `today` the findings are those of that day.

    Raises:
        UsageProblem: when the file exists already.
    """
    name = "/".join(("indicators", answers["plan"][0], answers["section"][0], f"{answers['id'][0]}.yaml"))
    return file_proposal(data, name, indicator_text(root, name, _record(data.dataset, answers)), today)


def file_proposal(data: Data, name: str, text: str, today: date | None = None) -> FileProposal:
    """Return the new file `name` with that text, and the findings about it, and because of it about other files.

    Raises:
        UsageProblem: when the file exists already.
    """
    document, listing = f"{data.tree.label}/{name}", data.tree.listing()
    if document in {*listing.files, *listing.skipped}:
        raise UsageProblem(f"ファイル「{clip_path(document)}」はすでにある。別の id にするか、そのファイルを直す")
    findings = brought(data, data.changed({document: text.encode()}), today)
    return FileProposal(name, data.tree.label, text, ValidateOutcome(findings, 1, ()))


def indicator_text(root: Path, name: str, record: Mapping[str, Value]) -> str:
    """Return the text of the file `name` of an indicator below `root`; where there are schemas, it names its own."""
    return modeline(name, root) + "".join(f"{line}\n" for line in block(record, _INDENT))


def _refuse_unused(given: Answers, answers: Answers) -> None:
    for key, written in given.items():
        if not written or answers.get(key):
            continue
        if key == "document":
            raise UsageProblem("--document: この計画には資料がない。先に、計画の documents に書き加える")
        if key == "of":
            raise UsageProblem("--of: この分野には、内数（うち）の元になる指標がまだない。先に、元の指標を作る")
        if key == "actuals-of":
            raise UsageProblem("--actuals-of: この計画には、実績値を使える指標がまだない。先に、その指標を作る")
        if key in {"actual-year", "actual", "status", "reported", "known"} and answers.get("actuals-of"):
            holder = answers["actuals-of"][0]
            way = f"--{key} は付けない。値は、その指標に dxkpi set で書く"
            raise UsageProblem(f"--{key}: 実績値は「{holder}」のものを使う（--actuals-of）。{way}")
        if key == "page":
            raise UsageProblem("--page は、--document（出典の資料）とともに使う")
        if key == "baseline-year":
            raise UsageProblem("--baseline-year は、--baseline（基準値）とともに使う")
        if key in {"actual", "status", "reported", "known"}:
            more = "--document のない" if key == "reported" else ""
            raise UsageProblem(f"--{key} は、{more}--actual-year（はじめの実績値の年度）とともに使う")
        direction = answers["direction"][0]
        raise UsageProblem(f"--{key} は、この計画と目標の型 {direction} では使わない")


def _record(dataset: Dataset, answers: Answers) -> Mapping[str, Value]:
    record: dict[str, Value] = {}
    values = [(q.path, q.to_write(answers[q.key])) for q in questions(dataset, answers) if answers[q.key] and q.path]
    for path, value in sorted(values, key=lambda entry: ORDER.index(entry[0][0])):
        place = record
        for step in path[:-1]:
            inner = place.setdefault(step, {})
            assert isinstance(inner, dict)
            place = inner
        place[path[-1]] = value
    return record


@dataclass(frozen=True, slots=True)
class ShareRequest:
    """Options as written; None where an option was not given, and the indicator's file applies."""

    indicator: str
    plan: str
    section: str
    relisted: tuple[str, ...] = ()
    direction: str | None = None
    baseline: str | None = None
    target: str | None = None
    target_year: str | None = None
    better: str | None = None


def prepare(data: Data, request: ShareRequest) -> Prepared:
    """Return the effect of `request`; nothing is written.

    Raises:
        UsageProblem: for an unknown indicator, plan or section, an invalid value, or an indicator that the plan has.
    """
    plan = one_plan(data.dataset, request.plan)
    declared = _home(data, request.indicator, plan)
    entry = _entry(request, plan)
    before = data.content(declared.document)
    after = edited(declared.document, before, [Put((SHARED, plan.plan.plan), entry, ORDER)])
    if isinstance(after, NotEdited):
        raise UsageProblem(f"{clip(declared.document)}: {after.reason}")
    changed = data.changed({declared.document: after})
    lines = unified(declared.document, before, after)
    outcome = ChangeOutcome(declared.document, lines, _result(changed, declared, plan), brought(data, changed))
    return Prepared(data.tree.label, before, after, outcome)


def _home(data: Data, wanted: str, plan: DeclaredPlan) -> DeclaredIndicator:
    declared, _ = indicator_named(data.dataset, wanted, data.dataset.plans, to_write=True)
    own = plan.plan.plan
    if own in (declared.indicator.plan, *declared.plans):
        raise UsageProblem(f"指標「{clip(wanted)}」は、もう計画「{own}」にある。変えるならファイルを直す")
    return declared


def _entry(request: ShareRequest, plan: DeclaredPlan) -> dict[str, Value]:
    def section(wanted: str) -> str:
        found = [own.id for _, own in with_section([plan], wanted) if own is not None]
        return wanted if wanted in found else found[0]

    target: dict[str, Value] = {} if request.target is None else {"value": _number("--target", request.target)}
    if request.target_year is not None:
        target["year"] = Raw(str(year_of(request.target_year, "--target-year")))
    entry: dict[str, Value] = {"section": section(request.section)}
    if request.relisted:
        entry["relisted"] = tuple(map(section, request.relisted))
    if request.direction is not None:
        entry["direction"] = parsed("--direction", choice(DIRECTIONS), request.direction)
    if request.better is not None:
        entry["better"] = parsed("--better", choice(Better), request.better)
    if request.baseline is not None:
        entry["baseline"] = {"value": _number("--baseline", request.baseline)}
    return {**entry, **({"target": target} if target else {})}


def _number(option: str, text: str) -> Raw:
    parsed(option, parse_number, text)
    return Raw(text)


def _result(changed: Data, declared: DeclaredIndicator, plan: DeclaredPlan) -> PlanChange:
    """Assess the indicator in its new plan, in the newest year."""
    own = (d.indicator for d in changed.dataset.of_plan(plan.plan.plan) if d.document == declared.document)
    indicator = next(own, None)
    years = [year.reported for year in declared.indicator.actuals if plan.plan.covers(year)]
    first = plan.plan.first_year or plan.plan.last_year
    year = max(years, default=first)
    if indicator is None or year is None:
        return PlanChange(plan, None, None, unread=indicator is None)
    return PlanChange(plan, None, assess(indicator, plan.plan, year))
