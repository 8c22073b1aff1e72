"""What holds of any change by `dxkpi set`: it does what it shows, once, keeps comments, and tells each new error."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Any

from tests.fuzz.combined import Files, Record, written
from tests.run import run

_KEY = re.compile(r"^(?=[a-z_]+:)", re.MULTILINE)
_TURNS = 3
_DAYS = ("2022-05", "2025-05-20", "2026-02-30")
_NUMBERS = ("0", "5445", "99.50", "3/8", "-3", "1,200", "集計中")
_STATUSES = ("実績", "実績", "速報", "見込", "時点")
_WORDS = ("納入の遅れ", "a: b # c", "- x", "no", "二行\n目", '"x"', " ")
_WAIVED = ("KPI308", "KPI852", "KPI853")


def changes_hold(files: Files, folder: Path, seed: int) -> bool:
    """Whether anything was written into `files`, which are put into `folder`; fails where a law does not hold."""
    random = Random(seed)
    for path in written(files, folder).rglob("*.yaml"):
        path.write_text(_KEY.sub("# 覚え\n", path.read_text("utf-8")), "utf-8")
    plans = {own["plan"]: own for name, own in files.items() if name.startswith("targets/") and "plan" in own}
    indicators = [own for name, own in files.items() if name.startswith("indicators/") and "id" in own]
    turns = [random.choice(indicators) for _ in range(_TURNS)] if indicators else []
    asked = [("set", own["id"], *_options(random, own, plans.get(own.get("plan", ""), {}))) for own in turns]
    return bool(sum(_does_what_it_shows(folder, *one) for one in asked))


def _does_what_it_shows(folder: Path, *asked: str) -> bool:
    """Whether a change was written, which another time changes nothing."""
    data = ("--data", str(folder))
    before, errors = _contents(folder), _errors(data)
    shown, stands = run(*asked, "--dry-run", *data), _contents(folder)
    done, after = run(*asked, "--yes", *data), _contents(folder)
    assert done.code in {0, 1, 2}, f"{asked}: {done.err}"
    assert (stands, shown.code, shown.out) == (before, done.code, done.out), asked
    changed = [name for name in after if after[name] != before[name]]
    assert len(changed) <= (done.code == 0), asked
    for name in changed:
        assert not Counter(_comments(before[name])) - Counter(_comments(after[name])), asked
        lines = [contents[name].split("\n") for contents in (before, after)]
        assert _difference(*lines) == _difference(_shown(done.out, "-"), _shown(done.out, "+")), asked
        assert all(code in done.out for code, _ in _errors(data) - errors), asked
    again = run(*asked, "--yes", *data)
    assert (again.code in {0, 2}, _contents(folder)) == (True, after) if changed else True, asked
    return bool(changed)


def _contents(folder: Path) -> dict[Path, str]:
    return {path: path.read_text("utf-8") for path in folder.rglob("*.yaml")}


def _errors(data: tuple[str, ...]) -> Counter[tuple[str, str]]:
    """How many errors there are, by rule and file."""
    found: list[dict[str, Any]] = json.loads(run("validate", "--format", "json", *data).out)["diagnostics"]
    return Counter((own["code"], own["place"]["file"]) for own in found if own["severity"] == "error")


def _comments(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.startswith("#")]


def _difference(less: Iterable[str], more: Iterable[str]) -> dict[str, int]:
    """How many times more each line stands in `more` than in `less`."""
    counts = Counter(more)
    counts.subtract(Counter(less))
    return {line: count for line, count in counts.items() if count}


def _shown(output: str, sign: str) -> list[str]:
    """The lines of the files that a change is shown to remove or to add."""
    lines = output.partition("    @@ ")[2].partition("\n\n")[0].split("\n")
    return [line[5:] for line in lines if line.startswith(f"    {sign}")]


def _options(random: Random, own: Record, plan: Record) -> list[str]:
    what = random.choice((_value, _value, _value, _reason, _pending, _remark, _waiver, _suspension))(random, own)
    if what[0] == "--waive":
        return what
    documents = [*plan.get("documents", ())]
    by = ("--document", random.choice(documents)) if documents and random.random() < 1 / 3 else ("--reported", "課")
    day = ("--known", random.choice(_DAYS)) if random.random() < 1 / 3 else ()
    years = [year for year in own.get("actuals", ()) if isinstance(own["actuals"], dict)]
    return ["--year", random.choice([*years, *years, "R3", "R6"]), *what, *by, *day]


def _value(random: Random, own: Record) -> list[str]:
    target = own.get("target") if isinstance(own.get("target"), dict) else {}
    assert isinstance(target, dict)
    match own.get("direction"):
        case "milestone":
            found = [word for step in target.get("steps", ()) for word in ("--done", step)]
        case "composite":
            found = [
                word for part in target.get("parts", ()) for word in ("--part", f"{part}={random.choice(_NUMBERS)}")
            ]
        case _:
            found = ["--value", random.choice(_NUMBERS)] if "unit" in own else ["--text", random.choice(_WORDS)]
    more = [word for option in ("--correct", "--approximate") if random.random() < 1 / 4 for word in (option,)]
    note = ["--note", random.choice(_WORDS)] if random.random() < 1 / 4 else []
    return [*found, "--status", random.choice(_STATUSES), *more, *note]


def _reason(random: Random, _: Record) -> list[str]:
    return ["--reason", random.choice(_WORDS)]


def _pending(random: Random, _: Record) -> list[str]:
    return random.choice((["--pending"], ["--pending", "--until", random.choice(_DAYS)]))


def _remark(random: Random, _: Record) -> list[str]:
    return ["--remark", f"課題={random.choice(_WORDS)}", "--remark", f"今後={random.choice(_WORDS)}"]


def _waiver(random: Random, _: Record) -> list[str]:
    return ["--waive", random.choice(_WAIVED), "--reason", "例"]


def _suspension(random: Random, _: Record) -> list[str]:
    return ["--suspend", "--reason", random.choice(_WORDS)]
