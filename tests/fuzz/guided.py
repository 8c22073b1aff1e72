"""Bytes led by coverage through the whole way, where atheris is installed; our own files are the first it tries.

Usage: python -m tests.fuzz.guided SECONDS
"""

import sys
import tempfile
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

SLOW = 10
MEMORY_MB = 1024
LARGEST = 4096


def main(seconds: str) -> int:
    """Fuzzes for so long; ends with a traceback or a signal at the first input that breaks the program."""
    if find_spec("atheris") is None:
        sys.stdout.write("atheris がないので、網羅の度合いに導かれた試験は省く\n")
        return 0
    atheris = import_module("atheris")
    with atheris.instrument_imports(include=["dxkpi"]):
        way = import_module("tests.fuzz.way")
    strategies = import_module("tests.fuzz.strategies")

    def one(content: bytes) -> None:
        way.goes_all_the_way({strategies.INDICATOR: content, strategies.PLAN: content})

    with tempfile.TemporaryDirectory() as corpus:
        for number, raw in enumerate(strategies.WHOLE.values()):
            Path(corpus, str(number)).write_bytes(raw)
        limits = [f"-timeout={SLOW}", f"-rss_limit_mb={MEMORY_MB}", f"-max_len={LARGEST}"]
        atheris.Setup([sys.argv[0], corpus, f"-max_total_time={seconds}", *limits], one)
        atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
