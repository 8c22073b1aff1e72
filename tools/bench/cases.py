"""What is measured against what, and how much it may cost: budgets are ratios to a floor of the same run."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.bench.governments import INDICATORS
from tools.bench.measure import Measured
from tools.bench.peers import PYTHON, Peer

_HERE = Path(__file__).parent
_DXKPI = [str(PYTHON), "-m", "dxkpi"]


@dataclass(frozen=True, slots=True)
class Case:
    """Commands that take turns. `floor` names the one that the others are held against, `budgets` the most they may.

    `governments` is how many there are, where it is measured how the cost grows with them.
    """

    title: str
    floor: str
    commands: Mapping[str, Sequence[str]]
    budgets: Mapping[str, float]
    governments: int = 0


def _floor(name: str, *arguments: str) -> list[str]:
    return [str(PYTHON), str(_HERE / "floors" / f"{name}.py"), *arguments]


def start_up() -> Case:
    """A command that does nothing but start."""
    commands = {
        "smallest typer program": _floor("typer_smallest", "--version"),
        "python -c pass": [str(PYTHON), "-c", "pass"],
        "dxkpi --version": [*_DXKPI, "--version"],
        "dxkpi --help": [*_DXKPI, "--help"],
    }
    return Case("start-up", "smallest typer program", commands, {"dxkpi --version": 1.3, "dxkpi --help": 1.3})


def one_government(data: Path, peers: Sequence[Peer]) -> Iterator[Case]:
    """68 indicators: what somebody waits for at every save."""
    floor = "compose and validate only"
    validate = [*_DXKPI, "validate", "--data", str(data)]
    yield Case(
        "68 indicators, validate",
        floor,
        {floor: _floor("compose_validate", str(data)), "dxkpi validate": validate, **_others(data, peers)},
        {"dxkpi validate": 1.5},
    )
    report = [*_DXKPI, "report", "--year", "R3", "--data", str(data)]
    with_rich = f"{floor}, rich imported"
    commands = {with_rich: _floor("compose_validate", str(data), "rich.console"), "dxkpi report": report}
    yield Case("68 indicators, report", with_rich, commands, {"dxkpi report": 1.5})
    if any(peer.name == "check-jsonschema" for peer in peers):
        commands = {"check-jsonschema": _others(data, peers)["check-jsonschema"], "dxkpi validate": validate}
        yield Case("68 indicators, beside check-jsonschema", "check-jsonschema", commands, {"dxkpi validate": 0.5})


RAW = "libyaml raw parse"
ALONE, START = "dxkpi validate --jobs 1", "dxkpi validate of one government"
ONCE, TWICE = "compose and validate some", "the same twice at once"
_NATION = 100_000


def many(data: Path, governments: int, start: Path, some: Path, peers: Sequence[Peer]) -> Case:
    """A nation, or a part of one, against libyaml's raw parse of the same bytes.

    `start` holds one government, and `some` enough of them to see what two processes cost each other.
    """
    files = governments * (INDICATORS + 1)
    compose = _floor("compose_validate", str(some))
    commands = {
        RAW: _floor("raw_parse", str(data)),
        "dxkpi validate": [*_DXKPI, "validate", "--data", str(data)],
        ALONE: [*_DXKPI, "validate", "--jobs", "1", "--data", str(data)],
        START: [*_DXKPI, "validate", "--data", str(start)],
        ONCE: _floor("at_once", "1", *compose),
        TWICE: _floor("at_once", "2", *compose),
        **_others(data, [peer for peer in peers if files <= peer.most_files]),
    }
    budgets = {"dxkpi validate": 4.0} if files > _NATION else {}
    return Case(f"{files:,} files, validate", RAW, commands, budgets, governments)


def growth(found: Mapping[str, Measured], governments: int) -> Iterator[str]:
    """What one government more costs one process, and what a second process is worth: here, and at most."""
    more = (found[ALONE].processor / found[START].processor - 1) / (governments - 1)
    yield f"One government more costs one process {more:.3f} of the processor's time that one takes alone."
    worth = found[ALONE].seconds / found["dxkpi validate"].seconds
    most = 2 * found[ONCE].seconds / found[TWICE].seconds
    yield f"One process takes {worth:.2f} of the time of as many as pay; two that share nothing do {most:.2f} as much."


def table(data: Path, rows: int) -> Case:
    """A long table against reading and checking its rows."""
    floor = ALONE
    commands = {
        floor: [*_DXKPI, "validate", "--jobs", "1", "--data", str(data)],
        "dxkpi list": [*_DXKPI, "list", "--year", "R3", "--data", str(data)],
    }
    return Case(f"a table of {rows:,} rows", floor, commands, {"dxkpi list": 1.5})


def _others(data: Path, peers: Sequence[Peer]) -> dict[str, list[str]]:
    return {peer.name: peer.command(data / "indicators") for peer in peers}
