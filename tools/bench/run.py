"""`make bench`: each figure as a ratio to a floor of the same run; with `--check` one far over budget is a failure."""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tools.bench.cases import Case, growth, many, one_government, start_up, table
from tools.bench.governments import INDICATORS, write
from tools.bench.measure import ROUNDS, Failed, Measured, together
from tools.bench.peers import HOME, Peer, set_up

SIZES = (1, 15, 147, 1788)
"""Local governments: of a prefecture, 1,020, 9,996 and 121,584 indicators."""
_OVER = 1.5


def data(governments: int) -> Path:
    """The folder with the data of so many governments, written where it is not there yet."""
    folder = HOME / "data" / str(governments)
    if not folder.exists():
        write(governments, folder)
    return folder


def _cases(sizes: Sequence[int], peers: tuple[Peer, ...]) -> Iterator[Case]:
    yield start_up()
    yield from one_government(data(1), peers)
    for governments in sizes[1:]:
        yield many(data(governments), governments, data(SIZES[0]), data(SIZES[1]), peers)
    yield table(data(SIZES[2]), SIZES[2] * INDICATORS)


def _lines(case: Case, found: Mapping[str, Measured]) -> Iterator[str]:
    yield f"### {case.title}\n"
    yield "| command | ratio | budget | peak MiB |\n| --- | ---: | ---: | ---: |"
    for name, own in found.items():
        budget = case.budgets.get(name)
        ratio = "floor" if name == case.floor else f"{own.ratio:.2f}"
        yield f"| {name} | {ratio} | {budget or ''} | {own.memory:.0f} |"
    yield ""
    if case.governments:
        yield from (f"{sentence}\n" for sentence in growth(found, case.governments))


def main() -> int:
    """Prints the tables as they are measured; 1 where `--check` finds a ratio half over its budget."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--nation", action="store_true", help="121,584 indicators, too")
    options.add_argument("--rounds", type=int, default=ROUNDS)
    options.add_argument("--check", action="store_true")
    asked = options.parse_args()
    over: list[str] = []
    for case in _cases(SIZES if asked.nation else SIZES[:-1], set_up()):
        try:
            found = together(case.commands, case.floor, str(HOME), asked.rounds)
        except Failed as problem:
            print(problem, file=sys.stderr)
            return 1
        print("\n".join(_lines(case, found)), flush=True)
        over += [
            f"{case.title}: {name} {found[name].ratio:.2f}, budget {budget}"
            for name, budget in case.budgets.items()
            if found[name].ratio > _OVER * budget
        ]
    for line in over:
        print(line, file=sys.stderr)
    return 1 if asked.check and over else 0


if __name__ == "__main__":
    sys.exit(main())
