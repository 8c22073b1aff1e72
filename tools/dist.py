"""Builds what is released: wheel and sdist whose bytes depend on nothing but their contents, and what is in them."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
_INIT = (ROOT / "src/dxkpi/__init__.py").read_text("utf-8")
VERSION: str = re.findall(r'^__version__ = "(.+)"$', _INIT, re.MULTILINE)[0]
WHEEL = f"dxkpi-{VERSION}-py3-none-any.whl"
SDIST = f"dxkpi-{VERSION}.tar.gz"
SBOM = f"dxkpi-{VERSION}.cdx.json"

# The earliest time that a wheel can tell, for all of its files.
_TIME = {"SOURCE_DATE_EPOCH": "315532800"}
_BUILD = "import sys; from flit_core import buildapi; getattr(buildapi, 'build_' + sys.argv[1])(sys.argv[2])"


def build(kind: str, into: Path, source: Path = ROOT) -> Path:
    """Build a `wheel` or an `sdist` of `source` into a folder."""
    build = (sys.executable, "-c", _BUILD, kind, str(into.resolve()))
    subprocess.run(build, cwd=source, env={**os.environ, **_TIME}, check=True)
    return into / (WHEEL if kind == "wheel" else SDIST)


def sha256(path: Path) -> str:
    """Return what pip calls the hash of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def pinned(wheel: Path) -> str:
    """Return the lines of a requirements.txt beside `wheel` that ask for it and all that it needs, each by its hash."""
    ours = f"--find-links .\ndxkpi=={VERSION} \\\n    --hash=sha256:{sha256(wheel)}\n"
    return ours + (ROOT / "requirements/run.txt").read_text("utf-8")


def differing(folder: Path) -> list[str]:
    """Build what is in `folder` again, from a copy unpacked from its sdist, and name what has other bytes."""
    with tempfile.TemporaryDirectory() as temporary:
        again = Path(temporary)
        with tarfile.open(folder / SDIST) as sdist:
            sdist.extractall(again, filter="data")
        source = again / SDIST.removesuffix(".tar.gz")
        built = [build(kind, again, source) for kind in ("wheel", "sdist")]
        return [path.name for path in built if path.read_bytes() != (folder / path.name).read_bytes()]


def bill(into: Path) -> Path:
    """Write the software bill of materials: dxkpi and everything that the lock names for any machine, with hashes."""
    stated = (
        (ROOT / "pyproject.toml")
        .read_text("utf-8")
        .replace('dynamic = ["version", ', f'version = "{VERSION}"\ndynamic = [')
    )
    with tempfile.TemporaryDirectory() as temporary:
        project = Path(temporary) / "pyproject.toml"
        project.write_text(stated, "utf-8")
        told = ("--pyproject", str(project), "--output-reproducible", "--output-file", str(into / SBOM))
        tool = (sys.executable, "-W", "ignore", "-m", "cyclonedx_py", "requirements", "requirements/run.txt")
        subprocess.run((*tool, *told), cwd=ROOT, check=True)
    return into / SBOM


def main(argv: list[str]) -> int:
    """Build all into the folder that is named; 1 where a second build gives other bytes."""
    folder = Path(argv[1])
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    made = [build("wheel", folder), build("sdist", folder)]
    if others := differing(folder):
        print(f"二度作って、中身が違う: {'、'.join(others)}", file=sys.stderr)
        return 1
    for path in (*made, bill(folder)):
        print(f"{sha256(path)}  {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
