"""Puts dxkpi and all that it needs, each with its hash, where the workflows of `dxkpi init` install it from."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
TEMPLATE = ROOT / "src/dxkpi/templates/init/.github/dxkpi/requirements.txt"
_WHEELS = "dxkpi-*.whl"
# The earliest time that a wheel can tell, for all of its files: pinning what is pinned already changes nothing.
_TIME = {"SOURCE_DATE_EPOCH": "315532800"}


def pin(folder: Path) -> str:
    """Writes a wheel of this dxkpi into `folder`, instead of an older one, and its requirements.txt; the version."""
    for old in folder.glob(_WHEELS):
        old.unlink()
    build = (sys.executable, "-m", "flit_core.wheel", "--outdir", str(folder))
    subprocess.run(build, cwd=ROOT, env={**os.environ, **_TIME}, stdout=subprocess.DEVNULL, check=True)
    (wheel,) = folder.glob(_WHEELS)
    version = wheel.name.split("-")[1]
    ours = f"--find-links .\ndxkpi=={version} \\\n    --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"
    needed = (ROOT / "requirements/run.txt").read_text("utf-8")
    (folder / TEMPLATE.name).write_text(TEMPLATE.read_text("utf-8") + ours + needed, "utf-8", newline="\n")
    return version


def main(argv: list[str]) -> int:
    """Pins into the folder that is named; 1 and a sentence where that cannot be."""
    named = Path(argv[1])
    if not named.is_absolute() or not named.is_dir():  # make -C has left the folder that a relative one starts from
        told = f"「{named}」は / から始まらないか、そのフォルダがない。" if argv[1] else ""
        print(f"{told}INTO= に、dxkpi init が作った .github/dxkpi を / から始めて示す", file=sys.stderr)
        return 1
    print(f"dxkpi {pin(named)} を「{named}」に置いた。コミットして、既定の枝に入れる")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
