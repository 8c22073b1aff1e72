"""Other programs that check YAML, set up beside dxkpi: what does not install is left out with a word."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOME = ROOT / ".bench"
PYTHON = HOME / "venv/bin/python"
SCHEMA = ROOT / "docs/schemas/indicator.schema.json"
AJV = HOME / "node_modules/.bin/ajv"
_YAMALE = Path(__file__).with_name("yamale.yaml")


@dataclass(frozen=True, slots=True)
class Peer:
    """Another program: how it is set up, and the command that checks a folder of indicators with it."""

    name: str
    install: tuple[str, ...]
    command: Callable[[Path], list[str]]


def _files(folder: Path) -> list[str]:
    return [str(path) for path in sorted(folder.rglob("*.yaml"))]


def _pip(package: str) -> tuple[str, ...]:
    return (str(PYTHON), "-m", "pip", "install", "--quiet", package)


def _bin(name: str) -> str:
    return str(PYTHON.with_name(name))


PEERS = (
    Peer(
        "check-jsonschema",
        _pip("check-jsonschema"),
        lambda folder: [_bin("check-jsonschema"), "--schemafile", str(SCHEMA), *_files(folder)],
    ),
    Peer("yamale", _pip("yamale"), lambda folder: [_bin("yamale"), "-s", str(_YAMALE), str(folder)]),
    Peer("yamllint", _pip("yamllint"), lambda folder: [_bin("yamllint"), "-d", "relaxed", str(folder)]),
    Peer(
        "sourcemeta jsonschema (C++)",
        _pip("sourcemeta-jsonschema"),
        lambda folder: [
            str(PYTHON), "-m", "sourcemeta_jsonschema", "validate", str(SCHEMA), str(folder), "--extension", ".yaml",
        ],
    ),
    Peer(
        "ajv-cli",
        ("npm", "install", "--silent", "--ignore-scripts", "--prefix", str(HOME), "ajv-cli@5"),
        lambda folder: [
            str(AJV), "validate", "--spec=draft2020", "--strict=false", "-s", str(SCHEMA), "-d", f"{folder}/**/*.yaml",
        ],
    ),
)  # fmt: skip


def set_up(peers: Iterable[Peer] = PEERS) -> tuple[Peer, ...]:
    """An environment with dxkpi as users install it, and those of the peers that could be had."""
    if not PYTHON.exists():
        subprocess.run([sys.executable, "-m", "venv", str(PYTHON.parents[1])], check=True)
    subprocess.run([*_pip(str(ROOT)), "--force-reinstall", "--no-deps"], check=True)
    subprocess.run(_pip(str(ROOT)), check=True)
    return tuple(peer for peer in peers if _installed(peer))


def _installed(peer: Peer) -> bool:
    if shutil.which(peer.install[0]) and subprocess.run(peer.install, check=False).returncode == 0:
        return True
    print(f"{peer.name}: could not be installed, and is left out", file=sys.stderr)
    return False
