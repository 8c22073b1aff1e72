"""What the guard against deep nesting costs on our own data: reading it with and without, in turns, as a ratio."""

import sys
from pathlib import Path
from statistics import median
from time import perf_counter

import dxkpi.source.document as reader
from dxkpi.source.guard import suspicious

ROUNDS = 300
FILES = {str(path): path.read_bytes() for path in sorted(Path("data").rglob("*.yaml"))}
GUARDS = {"as it is": suspicious, "without": lambda _: False, "always by events": lambda _: True}


def seconds(guard: str) -> float:
    """How long it takes to read all files once behind that guard."""
    reader.suspicious = GUARDS[guard]  # type: ignore[attr-defined]
    start = perf_counter()
    for name, raw in FILES.items():
        reader.read_document(name, raw)
    return perf_counter() - start


def main() -> int:
    """Prints the ratios; the order of the turns changes, so that a slow moment of the machine favours none."""
    orders = [list(GUARDS), list(GUARDS)[::-1]]
    rounds = [{guard: seconds(guard) for guard in orders[turn % 2]} for turn in range(ROUNDS)]
    for guard in GUARDS:
        ratio = median(times[guard] / times["without"] for times in rounds)
        least = min(times[guard] for times in rounds) / len(FILES) * 1_000_000
        print(f"{guard:18} {ratio:.3f} of the time without, {least:.1f} µs a file at best")
    return 0


if __name__ == "__main__":
    sys.exit(main())
