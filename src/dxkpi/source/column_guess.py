"""A guess which columns of a foreign list are which keys: by their headings, and where two will do, by their cells."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dxkpi.core.basis.calendar import FiscalYear
from dxkpi.source.book.cells import Sheet, in_line
from dxkpi.source.columns_file import COLUMNS, ColumnFile, Ids, ValueOrigin
from dxkpi.source.foreign import SKIPPED, id_part, plain_section
from dxkpi.source.headings import Head, Meaning, meaning

_FILLED = ("section", "subsection", "owner")


@dataclass(frozen=True, slots=True)
class PlanWords:
    """The words of a plan that a list may use: the ids of its sections by folded words, its target year."""

    sections: Mapping[str, str]
    subsections: bool
    target_year: FiscalYear | None


@dataclass(frozen=True, slots=True)
class Guess:
    """A guess; the headings that it does not use, each with its values; and words that are no section of the plan."""

    columns: ColumnFile
    unused: Mapping[str, Sequence[str]]
    strange: tuple[str, ...] = ()


def guess(sheet: Sheet, head: Head, plan: PlanWords) -> Guess:
    """Return what the columns of `sheet` below `head` are likely to be."""
    meant = {column: own for column, words in head.columns.items() if (own := meaning(words))}
    found: dict[str, ValueOrigin] = {}
    taken: set[int] = set()
    for key, column, source in _chosen(sheet, head, meant, plan):
        if key not in found:
            found[key] = source
            taken.add(column)
    columns = {key: found[key] for key in sorted(found, key=_order)}
    unused = {
        words: tuple(text for _, text in _below(sheet, head, column))
        for column, words in head.columns.items()
        if column not in taken
    }
    at: dict[str | None, int] = {head.columns[column]: column for column in taken}
    said = tuple(dict.fromkeys(_of("section", sheet, head, columns, at)))
    mapped = {word: known for word in said if (known := plan.sections.get(plain_section(word)))}
    filled = tuple(
        head.columns[at[columns[key].column]]
        for key in _FILLED
        if key in columns and _is_filled(sheet, head, at[columns[key].column], gaps=key != "owner")
    )
    return Guess(
        ColumnFile(
            head.rows,
            columns,
            sheet.name or None,
            mapped,
            filled,
            _ids(sheet, head, columns, at),
            skip=SKIPPED,
        ),
        unused,
        tuple(word for word in said if word not in mapped),
    )


def _order(key: str) -> tuple[int, str]:
    group = key if key in COLUMNS else key.rpartition(".")[0]
    order = [*COLUMNS]
    order.insert(order.index("target.year"), "target.by_year")
    order.insert(order.index("source.page"), "actuals")
    year = key.rpartition(".")[2] if key not in COLUMNS else ""
    return order.index(group), f"{year[:1].replace('H', 'A')}{year[1:]:0>4}"


def _chosen(
    sheet: Sheet, head: Head, meant: Mapping[int, Meaning], plan: PlanWords
) -> Iterator[tuple[str, int, ValueOrigin]]:
    """Yield the key of each column that is used; of several for one key, the likeliest first."""
    goals = {own.year: column for column, own in meant.items() if own.key == "target.by_year" and own.year}
    plain = any(own.key == "target.value" for own in meant.values())
    final = None if plain else plan.target_year if plan.target_year in goals else max(goals, default=None)
    likely = sorted(
        (column for column, own in meant.items() if own.key == "section"),
        key=lambda column: -_known(sheet, head, column, plan),
    )
    for position, column in enumerate(likely):
        if position == 0 or plan.subsections:
            yield ("subsection" if position else "section"), column, ValueOrigin(head.columns[column])
    for column, own in meant.items():
        source = ValueOrigin(head.columns[column], status=own.status)
        if own.key == "section" or (own.key == "subsection" and not plan.subsections):
            continue
        if own.key == "target.by_year" and own.year == final:
            yield "target.value", column, source
            if own.year != plan.target_year:
                yield "target.year", column, ValueOrigin(fixed=str(own.year))
        elif own.year is None:
            yield own.key, column, source
        elif own.key == "baseline.value":
            yield own.key, column, source
            yield "baseline.year", column, ValueOrigin(fixed=str(own.year))
        else:
            yield f"{own.key}.{own.year}", column, source


def _known(sheet: Sheet, head: Head, column: int, plan: PlanWords) -> int:
    """Count the cells of a column that name a section of the plan."""
    return sum(plain_section(text) in plan.sections for _, text in _below(sheet, head, column))


def _below(sheet: Sheet, head: Head, column: int) -> Iterator[tuple[int, str]]:
    """Yield row and words of each cell of a column below the heading."""
    cells = ((row, held) for (row, own), held in sorted(sheet.cells.items()) if own == column and row > head.rows[-1])
    return ((row, words) for row, held in cells if (words := in_line(held)))


def _is_filled(sheet: Sheet, head: Head, column: int, *, gaps: bool) -> bool:
    """Say whether a column says something once for several rows: by merged cells, or by gaps below its first."""
    if any(
        left <= column <= right and top > head.rows[-1] and bottom > top for left, right, top, bottom, _ in sheet.merged
    ):
        return True
    own = {row for row, _ in _below(sheet, head, column)}
    return gaps and any(row not in own for row in sheet.rows if own and min(own) < row <= max(own))


def _of(
    key: str, sheet: Sheet, head: Head, columns: Mapping[str, ValueOrigin], at: Mapping[str | None, int]
) -> Iterator[str]:
    """Yield the words of the column of a key in rows that name an indicator; none where there is no such column."""
    if key in columns:
        names = dict(_below(sheet, head, at[columns["name"].column]))
        own = _below(sheet, head, at[columns[key].column])
        yield from (words for row, words in own if row in names and names[row] not in SKIPPED)


def _ids(sheet: Sheet, head: Head, columns: Mapping[str, ValueOrigin], at: Mapping[str | None, int]) -> Ids:
    """Return how ids are made: of the plan's numbers, if they tell all rows apart."""
    found = [id_part(text) for text in _of("number", sheet, head, columns, at)]
    names = [*_of("name", sheet, head, columns, at)]
    apart = all(found) and len({*found}) == len(found) == len(names) > 0
    return Ids(columns["number"].column) if apart else Ids()
