"""Two states of the data as a document: summary, requests for a second look, figures, and every change."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from posixpath import normpath
from urllib.parse import quote

from dxkpi.core.assessment import Assessment, Monitored, Rated
from dxkpi.core.basis.finding import count
from dxkpi.core.basis.mark import signs
from dxkpi.core.basis.text import clip, listed, short
from dxkpi.core.count_table import CountColumn as Counted
from dxkpi.core.count_table import Marked
from dxkpi.core.dataset import DeclaredPlan
from dxkpi.core.diff.change import Change
from dxkpi.core.diff.compare import present
from dxkpi.core.diff.impact import CellMove, Impact, RatingMove, ResultMove, TableMove
from dxkpi.core.diff.outcome import DiffOutcome, DiffSide, SecondLook
from dxkpi.core.diff.words import change_phrase, in_plan, named, owners_moved, owners_phrase, subject
from dxkpi.core.method.grade import Graded
from dxkpi.core.numerals import MOST_RATE_DIGITS, actual_phrase, number, percent_of, record_phrase
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.scheme import UNASSESSED
from dxkpi.render.blocks import (
    Block,
    Column,
    Grid,
    Heading,
    Item,
    Items,
    Link,
    Notes,
    Paragraph,
    Tone,
    Toned,
    noted,
    titled,
)
from dxkpi.render.formats import Look
from dxkpi.render.plain import plain
from dxkpi.render.verdicts import marked_phrase, rating_word
from dxkpi.render.views.answer import mean_move
from dxkpi.render.views.findings import finding_blocks
from dxkpi.render.views.legend import legend, marks_below
from dxkpi.render.views.method_words import grade_words
from dxkpi.render.views.report_notes import gap_reason


def title_of(outcome: DiffOutcome) -> str:
    """Return the title: the two states compared."""
    return f"データの違い: {called(outcome.before)} → {called(outcome.after)}"


def called(side: DiffSide) -> str:
    """Describe a side by its user's name for it, its kind (folder or revision), and its commit."""
    if side.commit is None:
        return f"フォルダ {clip(side.label)}"
    return f"版 {clip(side.label)}（コミット {short(side.commit)}）"


def headline(outcome: DiffOutcome) -> str:
    """Summarise the changes in one sentence."""
    changes = len(outcome.difference.changes)
    if not changes:
        return "変更はない。" if outcome.certain else "比べられたファイルに、変更はない。"
    head = f"変更{number(changes)}件。" + (f"{outcome.year.label}では、" if outcome.year else "")
    moved = tuple(_moved(outcome))
    if not moved:
        held = "" if outcome.certain else "分かる範囲で、"
        return f"{head}{held}達成率・{_rating_word(outcome)}・件数・割合はどれも変わらない。"
    return f"{head}{'、'.join(moved)}が変わる。"


def _rating_word(outcome: DiffOutcome) -> str:
    """Return what the results of the changed plans are called: of a plan without ratings it is not 達成区分."""
    changed = {change.plan for change in outcome.difference.changes}
    plans = (declared.plan for declared in map(present, outcome.difference.plans))
    words = {rating_word(plan) for plan in plans if plan.plan in changed and plan.method}
    return words.pop() if len(words) == 1 else "達成区分"


def _moved(outcome: DiffOutcome) -> Iterator[str]:
    every = (present(pair).indicator for pair in outcome.difference.indicators)
    parts = {(indicator.plan, indicator.id) for indicator in every if indicator.of is not None}
    moved: dict[tuple[str, str], int] = {}
    for impact in outcome.impacts:
        for move in impact.results:
            key = (impact.plan, move.indicator)
            moved[key] = max(moved.get(key, 0), 2 if move.rerated else int(move.refigured))
    for degree, what in ((2, _rating_word(outcome)), (1, "達成率か値"), (0, "印か添え書き")):
        found = Counter(key in parts for key, own in moved.items() if own == degree)
        words = (
            f"{number(found[False])}指標" if found[False] else "",
            f"うちの{number(found[True])}指標" if found[True] else "",
        )
        if found:
            yield f"{'と、'.join(filter(None, words))}の{what}"
    of_years = {
        "表の件数・割合": {impact.year for impact in outcome.impacts if impact.tables},
        "達成率の平均": {impact.year for impact in outcome.impacts if impact.remeaned},
        "評語": {impact.year for impact in outcome.impacts if impact.grades},
    }
    yield from (
        f"{listed([year.label for year in sorted(years)])}の{what}" for what, years in of_years.items() if years
    )
    if any(impact.agreement[0] is not impact.agreement[1] for impact in outcome.impacts):
        yield "公表結果との突き合わせの結果"


def side_notes(outcome: DiffOutcome) -> Iterator[str]:
    """Yield a note for each side without data or with errors, and one for what could not be compared."""
    for side in (outcome.before, outcome.after):
        if side.empty:
            yield f"注意: 「{side.label}」には、データのフォルダがないか、計画も指標もない"
        if side.errors:
            yield (
                f"注意: 「{side.label}」のデータに、数字に関わる誤りが{number(count(side.errors))}件ある（下に示す）。"
                "直すまで、誤りのあるファイルの結果と、表の件数・割合は比べない"
            )
    if outcome.difference.uncompared:
        files = listed(outcome.difference.uncompared)
        yield f"注意: 一方の側で読めないため、比べなかったファイル: {files}"


_MOVED = Column("件数（割合）", wraps=False)
_NOTHING, _ARROW = "-", " → "


def table_blocks(impacts: Iterable[Impact], level: int) -> Iterator[Block]:
    """Yield the changed counts, shares and grades of each plan and year, and the reconciliation if it changed."""
    for impact in impacts:
        rows = tuple(_overall(impact.tables or ()))
        was, now = impact.agreement
        if rows or impact.grades or impact.remeaned or was is not now:
            yield _of_plan(impact, level)
        if rows:
            yield Grid(_columns(impact), rows)
            yield from _notes(move for table in impact.tables or () if table.overview for move in table.ratings)
        if impact.remeaned:
            yield Paragraph(_mean(impact))
        yield from map(Paragraph, _grades(impact))
        if was is not now:
            yield Paragraph(f"公表結果との突き合わせ: {was or '公表なし'} → {now or '公表なし'}")
        yield from map(Paragraph, _gaps(impact))


def section_blocks(impacts: Iterable[Impact], level: int) -> Iterator[Block]:
    """Yield the changed counts and shares of each section, where a plan has several."""
    for impact in impacts:
        rows = tuple(_of_sections(impact.tables or ()))
        if rows:
            yield _of_plan(impact, level)
            yield Grid((Column("分野"), *_columns(impact)), rows)
            moved: list[CellMove | RatingMove] = []
            for table in (move for move in impact.tables or () if not move.overview):
                moved += [*table.cells, *table.ratings]
            yield from _notes(moved)


def _notes(moves: Iterable[CellMove | RatingMove]) -> Iterator[Notes]:
    """Yield the legend of the marks in counts."""
    return noted(legend({mark for own in moves for side in (own.before, own.after) if side for mark in side.marks}))


def _columns(impact: Impact) -> tuple[Column, Column]:
    one = impact.after or impact.before
    return Column(rating_word(one.plan) if one else "達成区分"), _MOVED


def _of_plan(impact: Impact, level: int) -> Heading:
    one = impact.after or impact.before
    return Heading(level, f"{clip(one.plan.name) if one else impact.plan} {impact.year.label}")


def _grades(impact: Impact) -> Iterator[str]:
    """Yield each grade before and after: `分野: 評語 高い（3指標の合計15点） → 評語 低い（3指標の合計9点）`."""
    for move in impact.grades:
        sides = ((impact.before, move.before), (impact.after, move.after))
        before, after = (_graded(declared, found) for declared, found in sides)
        yield f"{clip(move.section.heading)}: {before} → {after}"


def _mean(impact: Impact) -> str:
    one = impact.after or impact.before
    assert one is not None
    plans = (declared.plan if declared else one.plan for declared in (impact.before, impact.after))
    return mean_move(*zip(impact.means, plans, strict=True))


def _graded(declared: DeclaredPlan | None, found: Graded | None) -> str:
    method = declared.plan.method if declared else None
    return grade_words(found, method.grades.by) if found and method and method.grades else "評語なし"


def _gaps(impact: Impact) -> Iterator[str]:
    """Yield the reason for changed counts that nobody edited: published counts no longer complete a section."""
    before, after = impact.gaps
    if impact.before and impact.after:
        for gap in after:
            reason = gap_reason(gap, impact.after.plan, impact.year)
            if reason and gap not in before:
                yield f"{clip(gap.section.heading)}: {reason}"


def _overall(tables: tuple[TableMove, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the ratings whose printed count or share over all sections changed, and the number of indicators."""
    for table in (move for move in tables if move.overview):
        yield from _ratings(table)
        if table.size[0] != table.size[1]:
            yield "計", _from_to(*(_NOTHING if size is None else number(size) for size in table.size))


def _of_sections(tables: tuple[TableMove, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the changed ratings by section; for a table over several sections also their total."""
    whole = next((move.sections for move in tables if move.overview), ())
    for table in (move for move in tables if not move.overview and len(whole) > 1):
        if len(table.sections) > 1:
            for cell in table.cells:
                yield clip(cell.section.heading), _label(cell.column), _from_to(_count(cell.before), _count(cell.after))
        if table.sections != whole:
            name = "・".join(clip(section.heading) for section in table.sections)
            yield from ((name, *row) for row in _ratings(table))


def _ratings(table: TableMove) -> Iterator[tuple[str, str]]:
    """Yield the ratings of a table whose printed count or share changed."""
    for move in table.ratings:
        phrase = _moved_phrase(move)
        if _ARROW in phrase:
            yield _label(move.column), phrase


def _moved_phrase(move: RatingMove) -> str:
    """Return the count with its marks, and the share, of a rating before and after: `1前 → 2（8.3% → 16.7%）`."""
    shares = [None if share is None else percent_of(share) for share in (move.share_before, move.share_after)]
    share = f"（{_from_to(*(share or _NOTHING for share in shares))}）" if any(shares) else ""
    return _from_to(_count(move.before), _count(move.after)) + share


def _count(counted: Marked | None) -> str:
    return number(counted.count) + signs(counted.marks) if counted else _NOTHING


def _from_to(before: str, after: str) -> str:
    return after if before == after else f"{before}{_ARROW}{after}"


def _label(column: Counted) -> str:
    return "算定不能" if column.id == UNASSESSED else clip(column.label)


ERRORS, SECOND_LOOKS, TABLES, SECTIONS, RESULTS = (
    "データの誤り", "もう一度見るところ", "動く件数と割合", "動く件数と割合（分野別）", "結果の変わる指標",
)  # fmt: skip
"""The headings, in every format."""


def view(outcome: DiffOutcome, look: Look) -> Iterator[Block]:
    """Yield the whole comparison."""
    yield Heading(1, title_of(outcome))
    yield Paragraph(headline(outcome))
    yield from (Paragraph(note, Tone.WARNING) for note in side_notes(outcome))
    yield from section(SECOND_LOOKS, second_look_blocks(outcome))
    for side in sides_in_error(outcome):
        yield from section(errors_title(side), finding_blocks(side.errors, look))
    yield from section(TABLES, table_blocks(outcome.impacts, level=3))
    yield from section(SECTIONS, section_blocks(outcome.impacts, level=3))
    yield from section(RESULTS, result_blocks(outcome))
    for title, changes in by_weight(outcome):
        yield from titled(title, change_items(outcome, changes))


def section(title: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield a section of the comparison; nothing where it has no blocks."""
    if blocks := joined(blocks):
        yield Heading(2, title)
        yield from blocks


def joined(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Join neighbouring rows and items of `blocks` to one table or list."""
    found: list[Block] = []
    for block in blocks:
        match (found[-1] if found else None, block):
            case (Grid() as table, Grid()) if table.columns == block.columns:
                found[-1] = table._replace(rows=(*table.rows, *block.rows))
            case (Items(items), Items()):
                found[-1] = Items((*items, *block.items))
            case _:
                found.append(block)
    return tuple(found)


def sides_in_error(outcome: DiffOutcome) -> Sequence[DiffSide]:
    """Return the sides whose data have errors."""
    return [side for side in (outcome.before, outcome.after) if side.errors]


def errors_title(side: DiffSide) -> str:
    """Return the heading of a side's errors."""
    return f"{ERRORS}: {called(side)}"


def by_weight(outcome: DiffOutcome) -> Iterator[tuple[str, tuple[Change, ...]]]:
    """Yield the material changes, those that could have been, and those of wording, each group with its heading."""
    figures, material = f"{outcome.year.label}の数字" if outcome.year else "数字", outcome.material
    yield f"{figures}に関わる変更", material
    shown = {change.fingerprint for change in material}
    others = tuple(change for change in outcome.difference.changes if change.fingerprint not in shown)
    if not outcome.certain:
        yield f"そのほかの変更（{figures}に関わるかは、誤りを直すと分かる）", others
        return
    wording = outcome.wording
    shown |= {change.fingerprint for change in wording}
    yield f"値や定義の変更（{figures}は動かない）", tuple(c for c in others if c.fingerprint not in shown)
    yield f"{figures}に関わらない変更", wording


def second_look_blocks(outcome: DiffOutcome) -> Iterator[Block]:
    """Yield each change that asks for a second look, with every reason and its evidence."""
    by_change: dict[str, list[SecondLook]] = {}
    for look in outcome.second_looks:
        by_change.setdefault(look.changes[0].fingerprint, []).append(look)
    for looks in by_change.values():
        (item,) = change_items(outcome, looks[0].changes[:1])
        reasons = (_reason(own, outcome) for own in looks)
        yield Items((Item(Toned((item.text, Tone.WARNING)), (*reasons, *item.lines)),))
    if by_change:
        yield Paragraph("番号の説明と直し方は「dxkpi rule 番号」で見る。")


def _reason(look: SecondLook, outcome: DiffOutcome) -> str:
    """Return a reason with its evidence: `KPI870 R3年度の値が、R2年度の値と同じである。R2年度実績 5,120時間`."""
    diagnostic, (_, *beside) = look.finding.diagnostic, look.finding.related
    reason = diagnostic.message.removeprefix(f"{subject(look.changes[0], outcome.difference)}: ")
    evidence = "".join(f"。{label}" for _, label in beside)
    return Toned((diagnostic.rule.code, Tone.CODE), (f" {reason}{evidence}", Tone.PLAIN))


def change_items(outcome: DiffOutcome, changes: tuple[Change, ...]) -> tuple[Item, ...]:
    """Return each change with its place below it; an owner that several indicators changed alike, once."""
    difference = outcome.difference

    def phrase(change: Change) -> str:
        sides = difference.naming(change.plan, change.indicator)
        return f"{subject(change, difference)} {change_phrase(change, sides)}"

    found: list[Item] = []
    for alike in _with_owners_together(changes):
        link = _link(alike[0], outcome)
        if len(alike) == 1:
            found.append(Item(phrase(alike[0]), (link,)))
        else:
            names = listed([named(own.name, own.indicator or "") for own in alike])
            found.append(Item(owners_phrase(alike, difference), (names, link)))
    return tuple(found)


def _with_owners_together(changes: Iterable[Change]) -> Iterable[Sequence[Change]]:
    """Return the changes, those of an owner in one where they are alike, each else by itself."""
    found: dict[object, list[Change]] = {}
    for change in changes:
        found.setdefault(owners_moved(change) or change.fingerprint, []).append(change)
    return found.values()


def _link(change: Change, outcome: DiffOutcome) -> Link:
    """Return the place after the change, or before it where nothing is left."""
    side, place = (outcome.after, change.after) if change.after else (outcome.before, change.before)
    assert place
    spot = side.locate(place)
    return Link(f"{plain(spot.document)}:{spot.line}", f"{side.address}{quote(normpath(spot.document))}#L{spot.line}")


def result_blocks(outcome: DiffOutcome) -> Iterator[Block]:
    """Yield every indicator and year whose result changed, and its marks; for a plan that only monitors, its values."""
    rows = tuple(
        (
            named(result.name, result.indicator) + in_plan(result.indicator, impact.plan, outcome.difference),
            impact.year.label,
            *_apart(result, *(plan.plan if plan else None for plan in (impact.before, impact.after))),
        )
        for impact in outcome.impacts
        for result in impact.results
    )
    if rows:
        yield Grid((Column("指標"), Column("年度", wraps=False), Column("前"), Column("後")), rows)
    sides = (own for impact in outcome.impacts for result in impact.results for own in (result.before, result.after))
    yield from marks_below(filter(None, sides))


def _apart(result: ResultMove, before: Plan | None, after: Plan | None) -> tuple[str, str]:
    """Return both values and results, with as many decimals as tell the rates apart; the second in its tone."""
    was, now = _pair(result, before, after)
    old, new = _place(result.before, after), _place(result.after, after)
    if old is None or new is None or old == new:
        return was, now
    return was, Toned((now, Tone.RAISED if new > old else Tone.LOWERED))


def _place(assessment: Assessment | None, plan: Plan | None) -> tuple[int, Fraction] | None:
    """Return how high a rating stands, and the rate within it; None where there is none."""
    ids = [rating.id for rating in plan.ratings] if plan else []
    outcome = assessment.outcome if assessment else None
    if not isinstance(outcome, Rated) or outcome.rating.id not in ids:
        return None
    return -ids.index(outcome.rating.id), outcome.rate or Fraction(0)


def _pair(result: ResultMove, before: Plan | None, after: Plan | None) -> tuple[str, str]:
    pairs = (
        (_result(result.before, before, digits), _result(result.after, after, digits))
        for digits in range(1, MOST_RATE_DIGITS + 1)
    )
    was = now = ""
    for was, now in pairs:
        if was != now:
            break
    else:
        both = (result.before, result.after)
        rates = (own and isinstance(own.outcome, Rated) and own.outcome.rate is not None for own in both)
        now += f"。違いは小数第{number(MOST_RATE_DIGITS + 1)}位以下" if all(rates) else ""
    return _with_value(result.before, was), _with_value(result.after, now)


def _result(assessment: Assessment | None, plan: Plan | None, digits: int) -> str:
    """Return the result in words; empty for a monitored indicator."""
    if assessment is None or plan is None:
        return "なし"
    return "" if isinstance(assessment.outcome, Monitored) else marked_phrase(assessment, plan, digits)


def _with_value(assessment: Assessment | None, result: str) -> str:
    """Return the value and the result: `実績 5,445時間、達成率 90.8%（60%以上100%未満）`."""
    value = _value(assessment) if assessment else ""
    return "、".join(filter(None, (value, result))) or "実績値なし"


def _value(assessment: Assessment) -> str:
    """Return the value that the year is judged by, with its own year where that differs."""
    observation = assessment.observation
    if observation is None:
        return ""
    if assessment.carried or assessment.summed:
        return actual_phrase(assessment)
    return record_phrase(assessment.indicator, observation)
