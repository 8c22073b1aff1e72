"""`dxkpi import`: a foreign list as new files of indicators, before anything is written."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from dxkpi.app.data import Data, brought
from dxkpi.app.new import indicator_text
from dxkpi.app.problems import CannotRun, UsageProblem
from dxkpi.app.select import one_plan
from dxkpi.core.basis.finding import Finding, Severity
from dxkpi.core.basis.identifier import parse_id
from dxkpi.core.basis.text import Misspelt, clip, folded, listed, suggested
from dxkpi.core.dataset import DeclaredPlan
from dxkpi.core.outcomes.change import ColumnsOutcome, ImportOutcome, Left
from dxkpi.source.book.cells import Sheet, read_sheets
from dxkpi.source.book.guard import Unfit
from dxkpi.source.changes import Raw, Value, block
from dxkpi.source.column_guess import PlanWords, guess
from dxkpi.source.columns_file import ColumnFile, NotColumns, read_columns, written
from dxkpi.source.foreign import ImportedRow, plain_section, rows_of, unnumbered
from dxkpi.source.headings import Head, find_head, head_at

_ROUNDS = 3
_FIRST = ("id", "name", "plan", "section")


@dataclass(frozen=True, slots=True)
class Listed:
    """A list as it was found: the name of its file, its sheets, the plan that it is for."""

    name: str
    sheets: tuple[Sheet, ...]
    plan: DeclaredPlan


def opened(data: Data, name: str, content: bytes, plan: str | None) -> Listed:
    """Return the list in the file `name`.

    Raises:
        UsageProblem: where no plan is named, or one that there is not.
        CannotRun: where the file cannot be read.
    """
    if plan is None:
        known = listed([declared.plan.plan for declared in data.dataset.plans]) or "一つもない"
        raise UsageProblem(f"--plan に、指標を加える計画を示す（あるのは {known}）")
    declared = one_plan(data.dataset, plan)
    try:
        return Listed(name, read_sheets(name, content), declared)
    except Unfit as problem:
        raise CannotRun(f"「{clip(name)}」: {problem}") from None


def guessed(own: Listed, file: str, sheet: str | None = None) -> ColumnsOutcome:
    """Return a guess of what the columns of the list are; `file` is the name of the file that will say it.

    Raises:
        UsageProblem: for an unknown sheet, and where nothing looks like a list of indicators.
    """
    among = own.sheets if sheet is None else (_sheet(own, sheet),)
    heads = [(one, head) for one in among if (head := find_head(one)) is not None]
    if not heads:
        raise UsageProblem(
            f"「{clip(own.name)}」に、指標の一覧の見出し（指標名、単位、目標値 など）が見つからない。"
            "見出しの行のあるシートを --sheet で示す"
        )
    plan = own.plan.plan
    words = PlanWords(_sections(own.plan), any(section.subsections for section in plan.sections), plan.target_year)
    found = [(head, guess(one, head, words)) for one, head in heads]
    head, best = max(found, key=lambda each: len(each[1].columns.columns))
    text = written(
        best.columns,
        (
            f"「{' '.join(own.name.split())}」の列を、指標のファイルの項目に対応させる。見出しから当てたもの。",
            "確かめて直してから、同じ dxkpi import をもう一度実行する。それまで、指標のファイルは作らない。",
        ),
        best.unused,
        best.strange,
    )
    return ColumnsOutcome(file, text, len(head.columns) - len(best.unused), len(head.columns))


def prepare_import(
    data: Data,
    root: Path,
    own: Listed,
    columns: tuple[str, bytes],
    sheet: str | None = None,
    today: date | None = None,
) -> ImportOutcome:
    """Return the files that the list becomes, by what `columns` (name and content of a file) say of its columns.

    With `today` what has an error on that day is left out, else on any day.

    Raises:
        UsageProblem: where `columns` cannot be used, or do not fit the list or the plan.
    """
    name, content = columns
    try:
        said = read_columns(name, content)
        one = _sheet(own, sheet or said.sheet)
        head = head_at(one, said.header)
        _check(said, head, own.plan)
    except NotColumns as problem:
        raise UsageProblem(f"「{clip(name)}」: {problem}") from None
    batch = _Batch(data, root, own.plan, said)
    for row in rows_of(one, head, said):
        batch.take(row)
    batch.validate(today)
    return batch.outcome(own.name)


def _sheet(own: Listed, wanted: str | None) -> Sheet:
    names = [one.name for one in own.sheets]
    if wanted is None or names == [""]:
        if len(own.sheets) > 1:
            raise UsageProblem(f"シートが{len(names)}ある（{listed(names)}）。--sheet で一つを示す")
        return own.sheets[0]
    found = next((one for one in own.sheets if folded(one.name) == folded(wanted)), None)
    if found is None:
        offer = suggested(wanted, names, f"あるのは {listed(names)}")
        raise UsageProblem(f"シート「{clip(wanted)}」がない。{offer}")
    return found


def _check(said: ColumnFile, head: Head, declared: DeclaredPlan) -> None:
    """Refuse columns that the list lacks, and a section or document that the plan cannot have."""
    known = [*head.columns.values()]
    for name in said.headings:
        if name not in known:
            there = listed(known) or "一つもない。header の行を確かめる"
            offer = suggested(name, known, f"あるのは {there}")
            raise NotColumns(f"列「{clip(name)}」が、表の見出しにない。{offer}")
    plan = declared.plan
    if "section" not in said.columns:
        known = [section.id for section in plan.sections]
        raise NotColumns(f"columns に section がない。分野の列がなければ「section: {{fixed: {known[0]}}}」のように書く")
    if said.document is not None and said.document not in plan.documents:
        among = listed([*plan.documents]) or "一つもない"
        raise NotColumns(f"source の資料「{clip(said.document)}」が、計画の documents にない（あるのは {among}）")


def _sections(declared: DeclaredPlan) -> dict[str, str]:
    """Return the ids of the sections of a plan by all that a list may call them, folded."""
    names = {}
    for section in declared.plan.sections:
        for word in (section.title, section.name, section.id):
            if word:
                names[plain_section(word)] = section.id
    return names


@dataclass(slots=True)
class _Batch:
    """The files that are made, and what is left out on the way."""

    data: Data
    root: Path
    declared: DeclaredPlan
    said: ColumnFile
    files: dict[str, tuple[ImportedRow, str]] = field(default_factory=dict)
    there: list[str] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    findings: tuple[Finding, ...] = ()
    _unknown: Counter[str] = field(default_factory=Counter)
    _position: int = 0
    _seen: dict[str, str] = field(default_factory=dict)

    def take(self, row: ImportedRow | Left) -> None:
        """Take a row in: as a file, as an indicator that is there already, or as one that is left out."""
        self._position += bool(row.name)
        if isinstance(row, Left):
            self.left.append(row)
            return
        name = folded(row.name)
        if name in self._names:
            self.there.append(row.name)
        elif name in self._seen:
            why = f"{self._seen[name]} と同じ指標名である。再掲なら、先の指標のファイルの relisted に分野を書く"
            self._leave(row, why)
        else:
            self._seen[name] = row.at
            self._make(row)

    @property
    def _names(self) -> frozenset[str]:
        plan = self.declared.plan.plan
        return frozenset(folded(declared.indicator.name) for declared in self.data.dataset.of_plan(plan))

    def _make(self, row: ImportedRow) -> None:
        section, identifier = self._section(row), self._identifier(row)
        if section is None or identifier is None:
            return
        plan = self.declared.plan.plan
        record: dict[str, Value] = {"id": identifier, "name": row.name, "plan": plan, "section": section}
        record |= {key: value for key, value in row.record.items() if key not in _FIRST}
        target = record.get("target")
        if isinstance(target, dict) and target.get("year") == str(self.declared.plan.target_year):
            record["target"] = {key: own for key, own in target.items() if key != "year"}
        name = f"indicators/{plan}/{section}/{identifier}.yaml"
        self.files[name] = row, indicator_text(self.root, name, record)

    def _section(self, row: ImportedRow) -> str | None:
        if not row.section:
            why = "分野がない。上の行と同じなら、その列の見出しを fill_down に加える"
            self._leave(row, why)
            return None
        words = {plain_section(word): own for word, own in self.said.sections.items()}
        exact = {folded(word): own for word, own in self.said.sections.items()}
        plain = plain_section(row.section)
        found = exact.get(folded(row.section)) or words.get(plain) or _sections(self.declared).get(plain)
        if found in self.declared.plan.section_ids:
            return found
        self._unknown[row.section] += 1
        self._leave(row, f"分野「{clip(row.section)}」が計画にない")
        return None

    def _identifier(self, row: ImportedRow) -> str | None:
        taken = {declared.indicator.id: declared.indicator.name for declared in self.data.dataset.indicators}
        taken |= {name.rpartition("/")[2].removesuffix(".yaml"): own.name for name, (own, _) in self.files.items()}
        prefix = self.said.ids.prefix
        if not row.part:
            number = self._position
            while (identifier := f"{prefix}{'' if prefix.endswith('-') else '-'}{number:03}") in taken:
                number += 1
            return identifier
        identifier = f"{prefix}{row.part}"
        why = ""
        if identifier in taken:
            why = f"id「{identifier}」は、もう指標「{clip(taken[identifier])}」にある。id の prefix を変える"
        try:
            parse_id(identifier)
        except Misspelt as misspelt:
            why = misspelt.with_advice
        if why:
            self._leave(row, why)
        return None if why else identifier

    def validate(self, today: date | None) -> None:
        """Leave out the files that have errors, and keep what else is found about the others."""
        for _ in range(_ROUNDS):
            if not self.files:
                return
            label = self.data.tree.label
            made = {f"{label}/{name}": own.encode() for name, (_, own) in self.files.items()}
            found = brought(self.data, self.data.changed(made), today)
            wrong = [finding for finding in found if finding.severity is Severity.ERROR]
            mine = {finding.spot.document.removeprefix(f"{label}/"): finding for finding in reversed(wrong)}
            bad = [name for name in self.files if name in mine]
            if not bad:
                self.findings = found
                return
            for name in bad:
                diagnostic = mine[name].diagnostic
                self._leave(
                    self.files.pop(name)[0], f"{diagnostic.message}。{diagnostic.hint} [{diagnostic.rule.code}]"
                )
        for name in [*self.files]:
            self._leave(self.files.pop(name)[0], "ほかの行とともに誤りになる。dxkpi validate で見て、計画を直す")

    def _leave(self, row: ImportedRow, why: str) -> None:
        self.left.append(Left(row.at, row.row, row.name, why))

    def outcome(self, file: str) -> ImportOutcome:
        """Return what came of it."""
        rows = [row for row, _ in self.files.values()]
        return ImportOutcome(
            file,
            self.declared,
            {name: text for name, (_, text) in self.files.items()},
            tuple(self.there),
            tuple(sorted(self.left, key=lambda left: left.row)),
            tuple(self._missing()),
            self.findings,
            (*self._years(), *(note for row in rows for note in row.notes)),
            any(row.undated for row in rows),
        )

    def _years(self) -> Iterator[str]:
        """Yield how headings were read that name a year, where nothing says which kind of year."""
        for heading in self.said.of_a_year if self.files and "year_kind" not in self.said.columns else ():
            advice = "暦年の値なら、columns に「year_kind: {fixed: calendar}」と書く"
            yield f"見出し「{clip(heading)}」の年を、年度と読んだ。{advice}"

    def _missing(self) -> Iterator[str]:
        """Yield the lines for the sections that the plan lacks, in the order of the list, with ids that are free."""
        taken = {*self.declared.plan.section_ids}
        for number, (words, count) in enumerate(self._unknown.items(), len(taken) + 1):
            identifier = self.said.sections.get(words) or f"section-{number}"
            if identifier not in taken:
                taken.add(identifier)
                section = {"id": identifier, "name": unnumbered(words), "indicators": Raw(count)}
                yield from (f"  {line}" for line in block([section], 2))
