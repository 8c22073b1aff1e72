"""`dxkpi new plan`: the questions about a new plan, and its file with comments."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path

from dxkpi.app.data import Data, clip_path
from dxkpi.app.methods import presets_of
from dxkpi.app.new import FileProposal, file_proposal
from dxkpi.app.question import Answers, Ask, Choice, Need, Question, Unanswered, all_answers, one, options
from dxkpi.app.scaffold import modeline
from dxkpi.core.basis.calendar import parse_fiscal_year
from dxkpi.core.basis.finding import Severity
from dxkpi.core.basis.identifier import ID_WRITTEN, parse_id
from dxkpi.core.basis.record import Id, Line, Year
from dxkpi.core.basis.text import Misspelt, terminal_columns
from dxkpi.core.dataset import Dataset
from dxkpi.core.presets import Preset
from dxkpi.source.changes import Raw, Value, block
from dxkpi.source.presets import shipped

_MONITOR = Choice("monitor", "評価方法はまだ決めず、推移を見る")
_INDENT, _COLUMN = 2, 32
_SAID = {
    "plan": "計画の id（ファイルの名前と同じ）。指標のファイルの plan に、これを書く",
    "name": "計画の名称",
    "government": "計画を持つ団体",
    "period": "計画が続く年度",
    "target_year": "目標年度。指標が別に書かなければ、これを使う",
    "method": "評価方法（達成率の式、比べる値、達成区分）",
    "sections": "分野。報告の表の一行になる。指標のファイルの section に、ここの id を書く",
    "documents": "出典の資料。指標のファイルの source の document に、ここの id を書く",
}
_MORE = """\
# 必要になったら書き加えるもの（書けるキーのすべては docs/plan.md、説明の付いた見本は dxkpi init にある）:
#   tables（一つの表に載せる分野）、causes（未達成の要因）、states（未判明・完了・中止などの状態）、
#   suspended（停止の載せ方）、revisions（目標の改定）、carry（前の年度の値の扱い）、deadlines（回答の期限）
"""


def agenda_of_plan(dataset: Dataset, answers: Answers) -> Iterator[Question]:
    """Yield the questions about a new plan, in order; the methods of its body are offered first."""

    def used(identifier: str) -> str | None:
        found = dataset.plan(identifier)
        return f"計画「{identifier}」はすでにある（{clip_path(found.document)}）。別の id にする" if found else None

    def too_early(year: str) -> str | None:
        first = parse_fiscal_year(one(answers, "from"))
        return None if parse_fiscal_year(year) >= first else f"「{year}」は、計画の最初の年度（{first}）より前である"

    yield Question("government", "団体", ("government",), Line, Need.ASKED, hint="例 大分県。評価方法を探すのに使う")
    yield Question("name", "計画の名称", ("name",), Line)
    yield Question("id", "計画の id", ("plan",), Id, hint=f"ファイルの名前になる。{ID_WRITTEN}", refuse=used)
    yield Question("from", "計画の最初の年度", ("period", "from"), Year, hint="例 R6")
    yield Question("to", "計画の最後の年度（目標年度）", ("period", "to"), Year, refuse=too_early, hint="例 R10")
    yield Question("method", "評価方法", ("method", "preset"), Id, choices=tuple(_methods(one(answers, "government"))))
    yield Question(
        "section", "分野の名称", ("sections",), Line, several=True, refuse=_refuse_section, key_of=_before_sign,
        hint="例 手続のオンライン化。id を付けるなら online=手続のオンライン化",
    )  # fmt: skip
    yield Question("document", "計画の資料の題名", ("documents",), Line, Need.ASKED, hint="例 第2次DX推進計画")
    if answers.get("document") and not answers.get("government"):
        yield Question("publisher", "資料を発行した団体", ("documents",), Line, hint="例 大分県")


def answered_of_plan(dataset: Dataset, given: Answers, ask: Ask | None = None) -> Answers:
    """Return all answers about a plan.

    Raises:
        Unanswered: when required answers are missing and nobody can be asked; it names all of them.
        UsageProblem: for an invalid answer.
    """
    answers, missing = all_answers(lambda own: agenda_of_plan(dataset, own), given, ask)
    if missing:
        raise Unanswered(f"足りない: {options(missing)}")
    return answers


def _methods(body: str) -> Iterator[Choice]:
    """Yield the methods to choose from, those of `body` first."""
    of_body = presets_of(body)
    others = (preset for preset in shipped().records.values() if preset not in of_body)
    yield from (Choice(preset.preset, preset.name) for preset in of_body)
    yield _MONITOR
    yield from (Choice(preset.preset, preset.name) for preset in others)


def _before_sign(written: str) -> str:
    """Return the id of a section, or its name where the answer gives no id."""
    return written.partition("=")[0].strip()


def _refuse_section(written: str) -> str | None:
    identifier, sign, name = written.partition("=")
    if not sign:
        return None
    if not identifier.strip():
        return "= の前に、分野の id を書く（例 online=行政手続）"
    try:
        parse_id(identifier.strip())
    except Misspelt as misspelt:
        return misspelt.with_advice
    return None if name.strip() else "= の後に、分野の名称を書く"


def proposed_plan(data: Data, root: Path, answers: Answers) -> FileProposal:
    """Return the file for `answers`, and the findings that it brings.

    Raises:
        UsageProblem: when the file exists already, or the years are in no order that can be.
    """
    name = f"targets/{one(answers, 'id')}.yaml"
    text = modeline(name, root) + "".join(f"{line}\n" for line in _lines(answers)) + _MORE
    return file_proposal(data, name, text)


def _lines(answers: Answers) -> Iterator[str]:
    """Yield the lines of the file, the first of each key with what it is."""
    preset = shipped().records.get(one(answers, "method"))
    for key, value in _record(answers, preset).items():
        first, *rest = block({key: value}, _INDENT)
        wide = terminal_columns(first) - len(first)
        yield f"{first:<{_COLUMN - 1 - wide}} # {_SAID[key]}"
        yield from rest
        if key == "method" and preset:
            yield f"  # 書き下して変えるなら、この2行を dxkpi methods {preset.preset} --yaml の内容に替える"
            yield from (f"  # {note}" for note in preset.notes)


def _record(answers: Answers, preset: Preset | None) -> Mapping[str, Value]:
    first, last, government = Raw(one(answers, "from")), Raw(one(answers, "to")), one(answers, "government")
    record: dict[str, Value] = {"plan": one(answers, "id"), "name": one(answers, "name")}
    if government:
        record["government"] = government
    record |= {"period": {"from": first, "to": last}, "target_year": last}
    if preset:
        record["method"] = {"preset": preset.preset}
    record["sections"] = _sections(answers["section"])
    if answers["document"]:
        publisher = government or one(answers, "publisher")
        record["documents"] = {"plan": {"title": one(answers, "document"), "publisher": publisher}}
    return record


def _sections(answers: Sequence[str]) -> list[dict[str, str]]:
    """Return the sections, those without an id called by their number, or the next that is free."""
    said = {_before_sign(written) for written in answers if "=" in written}
    found: list[dict[str, str]] = []
    for position, written in enumerate(answers, 1):
        taken = said | {own["id"] for own in found}
        free = next(identifier for number in count(position) if (identifier := f"s{number}") not in taken)
        identifier, sign, name = written.partition("=")
        found.append({"id": identifier.strip() if sign else free, "name": name.strip() if sign else written})
    return found


def next_steps(proposal: FileProposal, answers: Answers) -> Iterator[str]:
    """Yield what to do after the file is written."""
    yield f"書いた: {proposal.shown_name}"
    yield "次にすること:"
    section = _sections(answers["section"])[0]
    yield f"  - dxkpi new indicator --plan {one(answers, 'id')} --section {section['id']} で、指標を加える"
    if one(answers, "method") != _MONITOR.id:
        yield f"  - dxkpi methods {one(answers, 'method')} で、評価方法を確かめる"
    else:
        yield "  - 評価方法が決まったら、method と ratings を書く（dxkpi methods で一覧を見る）"
    if proposal.outcome.count(Severity.WARNING):
        yield "  - 上の注意を見る"
