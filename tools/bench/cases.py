"""What is measured against what, and how much it may cost: budgets are ratios to a floor of the same run."""

import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from shlex import join
from shutil import copytree, rmtree

from tools.bench.governments import FILES, INDICATORS
from tools.bench.measure import Measured
from tools.bench.peers import HOME, PYTHON, ROOT, Peer
from tools.bench.sheets import YEAR, Answered

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
    floor = "smallest typer program"
    commands = {
        floor: _floor("typer_smallest", "--version"),
        "dxkpi --version": [*_DXKPI, "--version"],
        "dxkpi --help": [*_DXKPI, "--help"],
    }
    return Case("start-up", floor, commands, {"dxkpi --version": 1.3, "dxkpi --help": 1.3})


def one_plan(data: Path, peers: Sequence[Peer]) -> Case:
    """68 indicators: what somebody waits for at every save."""
    floor = "compose and validate only"
    commands = {
        floor: _floor("compose_validate", str(data)),
        "dxkpi validate": _validate(data),
        "dxkpi report": [*_DXKPI, "report", "--year", "R3", "--data", str(data)],
        **_others(data, peers),
    }
    return Case(f"{INDICATORS} indicators", floor, commands, {"dxkpi validate": 1.5, "dxkpi report": 1.5})


def prefecture(data: Path, plans: int, peers: Sequence[Peer]) -> Case:
    """A prefecture with its municipalities, against libyaml's raw parse of the same bytes."""
    floor = "libyaml raw parse"
    commands = {floor: _floor("raw_parse", str(data)), "dxkpi validate": _validate(data), **_others(data, peers)}
    return Case(f"{plans * INDICATORS:,} indicators, validate", floor, commands, {"dxkpi validate": 8.0})


_ROWS, _COLUMNS = 360, 23
"""Cells of the answer sheet, which has a row for each part and step."""


def sheets(own: Answered) -> Iterator[Case]:
    """What departments are asked, what is still owed, and what comes back: an officer's day with Excel."""
    before, after = str(own.before), str(own.after)
    book, out = HOME / "bare.xlsx", HOME / "out"
    year = ["--year", YEAR, "--data", before]
    floor = "dxkpi list"
    commands = {floor: [*_DXKPI, "list", "--data", before], "dxkpi status": [*_DXKPI, "status", *year]}
    yield Case(f"{own.count} indicators, status", floor, commands, {"dxkpi status": 1.2})
    bare = _floor("bare_book", str(_ROWS), str(_COLUMNS), str(book))
    floor = "dxkpi list, then a bare workbook"
    commands = {
        floor: _after(commands["dxkpi list"], bare),
        "dxkpi sheet out": _after(
            ["rm", "-rf", str(out)], [*_DXKPI, "sheet", "out", "--together", "--to", str(out), *year]
        ),
    }
    yield Case(f"{own.count} indicators, sheet out", floor, commands, {"dxkpi sheet out": 1.5})
    floor = "dxkpi report, then a bare workbook"
    report = [*_DXKPI, "report", *year]
    commands = {
        floor: _after(report, bare),
        "dxkpi report --format xlsx": [*report, "--detail", "--format", "xlsx", "--output", str(book)],
    }
    yield Case(f"{own.count} indicators, xlsx", floor, commands, {"dxkpi report --format xlsx": 1.5})
    floor = "dxkpi diff of the same change"
    one = ["kpi-01", "--plan", "town-0000", "--year", YEAR, "--value", "1234", "--status", "実績", "--reported", "課"]
    commands = {
        floor: [*_DXKPI, "diff", f"{before}/", f"{after}/"],
        "dxkpi sheet in": [*_DXKPI, "sheet", "in", str(own.book), "--dry-run", "--data", before],
        "dxkpi set, one value": [*_DXKPI, "set", *one, "--dry-run", "--data", before],
    }
    yield Case(f"{own.count} indicators, sheet in", floor, commands, {"dxkpi sheet in": 3.0})


def _after(*commands: Sequence[str]) -> list[str]:
    """One command that runs some, one after the other."""
    return ["sh", "-ce", "\n".join(map(join, commands))]


def beside(other: Path) -> Iterator[Case]:
    """What is felt, beside the dxkpi of another clone with its own `.venv`: each with the data that it ships."""
    clones = (("other", other), ("this", ROOT))
    for words in (["--version"], ["--help"], ["validate"], ["report", "--year", "R3"]):
        yield _felt({name: (clone, clone) for name, clone in clones}, words, 1.05)
    yield _felt({name: (clone, _changed(clone, HOME / "change" / name)) for name, clone in clones}, ["diff"], 1.05)


def _felt(places: Mapping[str, tuple[Path, Path]], words: Sequence[str], budget: float) -> Case:
    """The same command of several clones, each in a folder of its own."""
    shell = 'cd "$1" && exec "$0/.venv/bin/python" -m dxkpi "${@:2}"'
    commands = {name: ["bash", "-c", shell, *map(str, place), *words] for name, place in places.items()}
    return Case(f"dxkpi {' '.join(words)}", "other", commands, {"this": budget})


def _changed(clone: Path, folder: Path) -> Path:
    """The data that a clone ships, under git in a folder of their own, with another target of one indicator since."""
    rmtree(folder, ignore_errors=True)
    copytree(clone / "data", folder / "data")
    who = ("-c", "user.name=bench", "-c", "user.email=bench")
    for words in (("init", "-q"), ("add", "."), (*who, "commit", "-q", "-m", "bench")):
        subprocess.run(["git", *words], cwd=folder, check=True)
    file = folder / "data/indicators/chiba-ict/hakyu/rpa-hours.yaml"
    file.write_text(file.read_text("utf-8").replace("value: 6000", "value: 7000", 1), "utf-8")
    return folder


START, FIRST = 1, 15
"""Plans: what a run costs before it grows, and from where on a file is to cost the same."""
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
