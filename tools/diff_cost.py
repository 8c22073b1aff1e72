"""What `dxkpi diff` over 200 commits costs beside `dxkpi report` on the same data: whole processes, as a ratio."""

import subprocess
import sys
from collections.abc import Iterator
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

INDICATORS, COMMITS, BACK, ROUNDS = 68, 500, 200, 11
DXKPI = [sys.executable, "-m", "dxkpi"]
COMMANDS = {
    "report": ["report", "--year", "R3"],
    "report --rev": ["report", "--year", "R3", "--rev", "HEAD"],
    "diff": ["diff", f"HEAD~{BACK}", "HEAD"],
}
PLAN = """\
plan: p
name: 測定のための計画
adopted: 2019-09
target_year: R3
method:
  formula: distance
  against: target
ratings:
  - {id: achieved, label: "100%", group: 達成, at_least: 100}
  - {id: from60, label: 60%以上100%未満, group: 未達成, at_least: 60}
  - {id: below60, label: 60%未満, group: 未達成}
sections:
  - {id: s, name: 分野}
documents:
  d: {title: 資料, publisher: 県}
"""
INDICATOR = """\
id: i{number}
name: 測定のための指標{number}
plan: p
section: s
unit: 件
direction: absolute
baseline:
  value: 0
target:
  value: 1000
actuals:
  R1: {{value: 300, status: 実績}}
  R2: {{value: 500, status: 実績}}
  R3: {{value: {value}, status: 実績}}
unmet:
  R3: {{reason: 需要が見込みより少なかったため}}
source: {{document: d, page: 1}}
"""


def history() -> Iterator[bytes]:
    """A stream for `git fast-import`: all files at once, then another actual in every commit."""
    for commit in range(COMMITS):
        numbers = range(INDICATORS) if commit == 0 else [commit % INDICATORS]
        files = {f"data/indicators/p/i{n}.yaml": INDICATOR.format(number=n, value=400 + commit) for n in numbers}
        yield f"commit refs/heads/main\ncommitter a <a@example.invalid> {commit} +0000\ndata 0\n".encode()
        for path, text in ({"data/targets/p.yaml": PLAN} | files).items():
            raw = text.encode()
            yield f"M 100644 inline {path}\ndata {len(raw)}\n".encode() + raw + b"\n"


def seconds(folder: str, argv: list[str]) -> float:
    """How long the command takes as a whole process."""
    start = perf_counter()
    done = subprocess.run([*DXKPI, *argv], cwd=folder, capture_output=True, check=False)
    taken = perf_counter() - start
    if done.returncode:
        sys.exit(f"dxkpi {' '.join(argv)}: {done.stderr.decode()}{done.stdout.decode()}")
    return taken


def main() -> int:
    """Prints the ratios; the order of the turns changes, so that a slow moment of the machine favours none."""
    with TemporaryDirectory() as folder:
        subprocess.run(["git", "init", "--quiet", "--initial-branch=main", folder], check=True)
        stream = b"".join(history())
        subprocess.run(["git", "-C", folder, "fast-import", "--quiet"], input=stream, check=True)
        subprocess.run(["git", "-C", folder, "checkout", "--quiet", "main"], check=True)
        orders = [list(COMMANDS), list(COMMANDS)[::-1]]
        rounds = [{name: seconds(folder, COMMANDS[name]) for name in orders[n % 2]} for n in range(ROUNDS)]
    for name in COMMANDS:
        ratio = median(times[name] / times["report"] for times in rounds)
        print(f"{name:14} {ratio:.2f} of the time of report")
    return 0


if __name__ == "__main__":
    sys.exit(main())
