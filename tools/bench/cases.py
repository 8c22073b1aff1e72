"""What is measured against what, and how much it may cost: budgets are ratios to a floor of the same run."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.bench.governments import FILES, INDICATORS
from tools.bench.measure import Measured
from tools.bench.peers import PYTHON, Peer

_HERE = Path(__file__).parent
_DXKPI = [str(PYTHON), "-m", "dxkpi"]


@dataclass(frozen=True, slots=True)
class Case:
    """Commands that take turns. `floor` names the one that the others are held against, `budgets` the most they may."""

    title: str
    floor: str
    commands: Mapping[str, Sequence[str]]
    budgets: Mapping[str, float]


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
    validate = _validate(data)
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


def prefecture(data: Path, governments: int, peers: Sequence[Peer]) -> Iterator[Case]:
    """A prefecture with its municipalities, against libyaml's raw parse of the same bytes; and its longest table."""
    raw, validate = "libyaml raw parse", "dxkpi validate"
    commands = {raw: _floor("raw_parse", str(data)), validate: _validate(data), **_others(data, peers)}
    yield Case(f"{governments * INDICATORS:,} indicators, validate", raw, commands, {validate: 8.0})
    commands = {validate: _validate(data), "dxkpi list": [*_DXKPI, "list", "--year", "R3", "--data", str(data)]}
    yield Case(f"a table of {governments * INDICATORS:,} rows", validate, commands, {"dxkpi list": 1.5})


START, FIRST = 1, 15
"""Governments: what a run costs before it grows, and from where on a file is to cost the same."""
_CONSTANT = 1.1
_MOST_KIB = 10


def growth(folders: Mapping[int, Path]) -> Case:
    """`dxkpi validate` of ever more governments, one process each."""
    commands = {str(governments): _validate(folder) for governments, folder in folders.items()}
    return Case("governments, validate", str(START), commands, {})


def grown(found: Mapping[str, Measured]) -> Iterator[tuple[str, bool]]:
    """What a file and an indicator more cost at each size, in a sentence, and whether that is too much."""
    start = found[str(START)]
    first = None
    for governments, own in ((int(name), own) for name, own in found.items() if name != str(START)):
        more = governments - START
        processor = (own.processor - start.processor) / (more * FILES)
        memory = (own.memory - start.memory) * 1024 / (more * INDICATORS)
        first = processor if governments == FIRST else first
        ratio = processor / first if first else 1
        sentence = f"{governments * FILES:,} files: a file costs {ratio:.2f} of what it costs at {FIRST * FILES:,}, "
        yield sentence + f"an indicator {memory:.1f} KiB", ratio > _CONSTANT or memory > _MOST_KIB


def _validate(data: Path) -> list[str]:
    return [*_DXKPI, "validate", "--data", str(data)]


def _others(data: Path, peers: Sequence[Peer]) -> dict[str, list[str]]:
    return {peer.name: peer.command(data / "indicators") for peer in peers}
