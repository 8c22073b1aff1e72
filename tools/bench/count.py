"""`make bench-count`: how many instructions a file takes at each size; no moment of the machine is in such a count."""

import re
import shutil
import subprocess
import sys

from tools.bench.governments import INDICATORS
from tools.bench.peers import HOME, PYTHON, set_up
from tools.bench.run import SIZES, data

_COUNTED = re.compile(r"I +refs: +([\d,]+)")


def _instructions(governments: int) -> int:
    """What one process takes from its start to its end."""
    count = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    validate = [str(PYTHON), "-m", "dxkpi", "validate", "--jobs", "1", "--data", str(data(governments))]
    ended = subprocess.run([*count, *validate], cwd=HOME, capture_output=True, text=True, check=True)
    found = _COUNTED.search(ended.stderr)
    assert found is not None, ended.stderr
    return int(found[1].replace(",", ""))


def main() -> None:
    """Prints what a file more costs, from one government to each other size; without valgrind, that it is missing."""
    if not shutil.which("valgrind"):
        sys.exit("valgrind is not installed")
    set_up()
    alone = _instructions(SIZES[0])
    for governments in SIZES[1 : None if "--nation" in sys.argv else -1]:
        files = (governments - 1) * (INDICATORS + 1)
        more = (_instructions(governments) - alone) // files
        print(f"{governments} governments: {more:,} instructions a file", flush=True)


if __name__ == "__main__":
    main()
