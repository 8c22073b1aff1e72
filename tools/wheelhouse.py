"""Gathers the wheels with which dxkpi is installed on a machine without a network, for every machine that it is for."""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from tools.dist import ROOT, build, pinned

PYTHONS = ("3.11", "3.12", "3.13")
HEAD = """\
# dxkpi と、それに要るもの。どれも版とハッシュで決まる。
# ネットワークのない機械では、このファイルのあるフォルダで次を実行する。
#   python -m pip install --no-index --require-hashes --requirement requirements.txt
"""


class Machine(NamedTuple):
    """A kind of machine: what uv calls it, the tags of its wheels, and what its Python says of itself."""

    name: str
    tags: tuple[str, ...]
    system: dict[str, str]


_MAC = {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"}
MACHINES = (
    Machine("windows", ("win_amd64",), {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"}),
    Machine("macos", ("macosx_12_0_arm64",), _MAC),
    Machine("x86_64-apple-darwin", ("macosx_12_0_x86_64",), _MAC),
    Machine(
        "linux",
        ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"),
        {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    ),
)


def needed(lock: str, machine: Machine, python: str) -> Iterator[str]:
    """Yield the entries of a lock that a machine needs, without their markers, which pip judges by its own machine."""
    itself = {**machine.system, "python_version": python, "python_full_version": f"{python}.0"}
    for name, hashes in re.findall(r"^(\S[^\\\n]*) \\\n((?:    --hash=.*\n)+)", lock, re.MULTILINE):
        wanted = Requirement(name)
        if wanted.marker is None or wanted.marker.evaluate(itself):
            wanted.marker = None
            yield f"{wanted} \\\n{hashes}"


def gather(folder: Path) -> None:
    """Download every wheel into `folder`, and put dxkpi's own and a requirements.txt for all machines beside them."""
    lock = (ROOT / "requirements/run.txt").read_text("utf-8")
    with tempfile.TemporaryDirectory() as temporary:
        for machine, python in product(MACHINES, PYTHONS):
            wanted = Path(temporary) / f"{machine.name}-{python}.txt"
            wanted.write_text("".join(needed(lock, machine, python)), "utf-8")
            tags = [word for tag in machine.tags for word in ("--platform", tag)]
            pip = (sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps")
            chosen = ("--require-hashes", "--only-binary=:all:", "--implementation", "cp", "--python-version", python)
            subprocess.run((*pip, *chosen, *tags, "--dest", folder, "--requirement", wanted), check=True)
    (folder / "requirements.txt").write_text(HEAD + pinned(build("wheel", folder)), "utf-8", newline="\n")


def lacking(folder: Path) -> list[str]:
    """Name the machines and Pythons for which uv, asking nobody else, cannot install what is in `folder`."""
    found = []
    for machine, python in product(MACHINES, PYTHONS):
        with tempfile.TemporaryDirectory() as target:
            where = ("--python-platform", machine.name, "--python-version", python, "--target", target)
            alone = ("--no-index", "--offline", "--no-cache", "--only-binary", ":all:", "--require-hashes")
            uv = (sys.executable, "-m", "uv", "pip", "install", "--quiet")
            done = subprocess.run((*uv, *where, *alone, "--requirement", "requirements.txt"), cwd=folder, check=False)
            if done.returncode or not (Path(target) / "dxkpi/__main__.py").is_file():
                found.append(f"{machine.name} の Python {python}")
    return found


def main(argv: list[str]) -> int:
    """Gather into the folder that is named; 1 where it is not complete."""
    folder = Path(argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.whl"):
        old.unlink()
    gather(folder)
    if missing := lacking(folder):
        print(f"そろっていない: {'、'.join(missing)}", file=sys.stderr)
        return 1
    count = len(list(folder.glob("*.whl")))
    print(f"「{folder}」に {count} のファイルをそろえた（Windows・macOS・Linux の Python {'・'.join(PYTHONS)}）")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
