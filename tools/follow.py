"""Follows a guide in an empty folder: writes the files that it shows, and runs its commands in a shell."""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class Step(NamedTuple):
    """What a guide asks of its reader: a command, or, where a path is named, a file of that text."""

    text: str
    path: str | None = None


def steps(guide: str) -> Iterator[Step]:
    """Yield the commands of `sh` blocks, and the files of `yaml` blocks that begin with `# ` and a path in data/."""
    for kind, block in re.findall(r"^```(sh|yaml)\n(.*?)^```", guide, re.DOTALL | re.MULTILINE):
        path = re.match(r"# (data/\S+\.yaml)\n", block)
        if kind == "yaml" and path:
            yield Step(block, path[1])
        elif kind == "sh":
            yield from (Step(line.partition("  #")[0].rstrip()) for line in block.splitlines())


def unasked(command: str) -> str:
    """Return a command as it is given where nobody can be asked whether to write."""
    asks = command.startswith("dxkpi set ") and "--dry-run" not in command
    return f"{command} --yes" if asks else command


def follow(guide: Path, folder: Path) -> str | None:
    """Do what a guide says in a folder, and return what the first command that failed printed."""
    for step in steps(guide.read_text("utf-8")):
        if step.path:
            (folder / step.path).parent.mkdir(parents=True, exist_ok=True)
            (folder / step.path).write_text(step.text, "utf-8")
        elif step.text.startswith("cd "):
            folder /= step.text.removeprefix("cd ")
        else:
            done = subprocess.run(("bash", "-c", unasked(step.text)), cwd=folder, capture_output=True, check=False)
            if done.returncode:
                return f"{step.text}\n{done.stdout.decode()}{done.stderr.decode()}"
    return None


def main(argv: list[str]) -> int:
    """Follow every guide that is named, each in an empty folder of its own; 1 where a command fails."""
    for guide in map(Path, argv[1:]):
        with tempfile.TemporaryDirectory() as folder:
            if failed := follow(guide, Path(folder)):
                print(f"{guide}: {failed}", file=sys.stderr)
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
