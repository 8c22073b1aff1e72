"""`make bench`: each figure as a ratio to a floor of the same run; with `--check` one far over budget is a failure."""

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from tools.bench.cases import FIRST, START, Case, beside, grown, growth, one_plan, prefecture, sheets, start_up
from tools.bench.governments import write
from tools.bench.measure import ROUNDS, Failed, Measured, together
from tools.bench.peers import HOME, Peer, set_up
from tools.bench.sheets import answered

PREFECTURE = 54
"""Plans of 68 indicators each: 3,672 indicators."""
MANY = (START, FIRST, 147, 1788)
"""Up to 121,584 indicators."""
_OVER = 1.5


def data(governments: int) -> Path:
    """The folder with the data of so many governments, written where it is not there yet."""
    folder = HOME / "data" / str(governments)
    if not folder.exists():
        write(governments, folder)
    return folder


def _cases(peers: Sequence[Peer]) -> Iterator[Case]:
    yield start_up()
    yield one_plan(data(START), peers)
    yield prefecture(data(PREFECTURE), PREFECTURE, peers)
    yield from sheets(answered())


def _lines(case: Case, found: Mapping[str, Measured]) -> Iterator[str]:
    yield f"### {case.title}\n"
    yield "| command | ratio | budget | peak MiB |\n| --- | ---: | ---: | ---: |"
    for name, own in found.items():
        budget = case.budgets.get(name)
        ratio = "floor" if name == case.floor else f"{own.ratio:.2f}"
        yield f"| {name} | {ratio} | {budget or ''} | {own.memory:.0f} |"
    yield ""


def _ratios(cases: Iterable[Case], rounds: int, over: float = _OVER) -> Iterator[str]:
    """Prints the tables as they are measured; what is `over` times over its budget."""
    for case in cases:
        found = together(case.commands, case.floor, str(HOME), rounds)
        print("\n".join(_lines(case, found)), flush=True)
        for name, budget in case.budgets.items():
            if found[name].ratio > over * budget:
                yield f"{case.title}: {name} {found[name].ratio:.2f}, budget {budget}"


def _growth(rounds: int) -> Iterator[str]:
    """Prints how the cost grows; where it grows too much."""
    case = growth({size: data(size) for size in MANY})
    for sentence, too_much in grown(together(case.commands, case.floor, str(HOME), rounds)):
        print(sentence, flush=True)
        if too_much:
            yield sentence


def main() -> int:
    """Prints what is measured; 1 where something fails, or `--check` finds something far over its budget."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--growth", action="store_true", help="only how the cost grows, up to 121,584 indicators")
    options.add_argument("--beside", type=Path, metavar="CLONE", help="only beside the dxkpi of another clone")
    options.add_argument(
        "--sheets", action="store_true", help="only the commands about sheets, beside no other program"
    )
    options.add_argument("--rounds", type=int, default=ROUNDS)
    options.add_argument("--check", action="store_true")
    asked = options.parse_args()
    try:
        if asked.beside:
            HOME.mkdir(exist_ok=True)
            over = list(_ratios(beside(asked.beside.resolve()), asked.rounds, 1))
        elif asked.sheets:
            set_up(())
            over = list(_ratios(sheets(answered()), asked.rounds))
        else:
            peers = set_up()
            over = list(_growth(asked.rounds) if asked.growth else _ratios(_cases(peers), asked.rounds))
    except Failed as problem:
        sys.exit(str(problem))
    for line in over:
        print(line, file=sys.stderr)
    return 1 if asked.check and over else 0


if __name__ == "__main__":
    sys.exit(main())
