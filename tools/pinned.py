"""Puts dxkpi and all that it needs, each with its hash, where the workflows of `dxkpi init` install it from."""

import sys
from pathlib import Path

from tools.dist import ROOT, VERSION, build, pinned

TEMPLATE = ROOT / "src/dxkpi/templates/init/.github/dxkpi/requirements.txt"


def pin(folder: Path) -> str:
    """Write a wheel of this dxkpi into `folder`, instead of an older one, and its requirements.txt; the version."""
    for old in folder.glob("dxkpi-*.whl"):
        old.unlink()
    text = TEMPLATE.read_text("utf-8") + pinned(build("wheel", folder))
    (folder / TEMPLATE.name).write_text(text, "utf-8", newline="\n")
    return VERSION


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
