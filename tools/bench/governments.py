"""Writes data of the real shape for any number of local governments: a plan of 68 indicators each, free of findings.

Every value is a multiple of its government's factor, so that no two files are alike while every government has the
same rates, and therefore the same published counts.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

INDICATORS = 68
FILES = INDICATORS + 2
"""Files of a government: its indicators and its plan."""
TOPICS = ("行政手続", "防災情報", "医療相談", "介護記録", "農地台帳", "学校図書館", "道路点検", "観光案内", "統計資料")
MEASURES = ("オンライン申請の件数", "を担う職員の人数", "に使う端末の台数", "の処理にかかる日数", "研修の延べ受講者",
            "公開データの項目数", "で削減した作業時間", "への苦情の受付数")  # fmt: skip
SECTIONS = (("hakyu", 12), ("kobetsu", 48), ("dodai", 8))
RATES = (100, 80, 120, 45, 100, 20, 66, 104, -10, 100)
SHARES = {
    "absolute": 40,
    "lower": 9,
    "increase": 5,
    "decrease": 3,
    "range": 3,
    "milestone": 3,
    "composite": 3,
    "monitor": 2,
}
KINDS = tuple(kind for kind, share in SHARES.items() for _ in range(share))
BANDS = ((100, "achieved"), (60, "from60"), (30, "from30"))
STEPS = ("調査", "設計", "試行", "導入")

_PLAN = """\
plan: {plan}
name: {name}デジタル化推進計画
government: {name}
adopted: 2019-09
target_year: R3
method:
  formula: distance
  against: target
ratings:
  - id: achieved
    label: "100%"
    group: 達成
    at_least: 100
  - id: from60
    label: 60%以上100%未満
    group: 未達成
    at_least: 60
  - id: from30
    label: 30%以上60%未満
    group: 未達成
    at_least: 30
  - id: below30
    label: 30%未満
    group: 未達成
sections:
{sections}causes:
  - id: covid
    label: 感染症の影響による
  - id: other
    label: その他の理由による
documents:
  progress:
    title: {name}デジタル化推進計画の進捗状況について
    publisher: {name}
    date: 2022-03-14
"""
_PUBLISHED = """\
plan: {plan}
year: R3
date: 2022-03-14
source:
  document: progress
  page: 3
counts:
{counts}"""
_HEAD = """\
id: {id}
name: {name}
plan: {plan}
section: {section}
owner: {owner}
"""
_TAIL = """\
note: 集計は年度末の値による。{town}の出先機関で扱った分を含む。
source:
  document: progress
  page: {page}
"""
_UNMET = """\
unmet:
  R3:
    cause: other
    reason: 関係する機関との調整に時間を要し、{name}の利用が見込みを下回ったため
"""
_OWNERS = ("総務部デジタル推進課", "健康福祉部医療整備課", "農林水産部生産振興課", "教育庁学習指導課")


def files(governments: int) -> Iterator[tuple[str, str]]:
    """The names below the data folder and the texts of all files, one government after the other."""
    for number in range(governments):
        yield from _government(number)


def _government(number: int) -> Iterator[tuple[str, str]]:
    plan, town, factor = f"town-{number:04d}", f"第{number:04d}市", 3 + number % 1009
    sections = [section for section, count in SECTIONS for _ in range(count)]
    counts = {section: dict.fromkeys(("achieved", "from60", "from30", "below30"), 0) for section, _ in SECTIONS}
    for index, section in enumerate(sections):
        name = f"{TOPICS[index % len(TOPICS)]}{MEASURES[index // len(TOPICS)]}"
        text, rating = _indicator(index, factor, name)
        if rating:
            counts[section][rating] += 1
        head = _HEAD.format(id=f"kpi-{index:02d}", name=name, plan=plan, section=section, owner=_OWNERS[index % 4])
        unmet = _UNMET.format(name=name) if rating not in ("achieved", None) else ""
        yield (
            f"indicators/{plan}/{section}/kpi-{index:02d}.yaml",
            head + text + unmet + _TAIL.format(town=town, page=1 + index // 9),
        )
    told = "".join(
        f"  {section}:\n" + "".join(f"    {rating}: {count}\n" for rating, count in own.items())
        for section, own in counts.items()
    )
    listed = "".join(
        f"  - id: {section}\n    name: {title}\n    indicators: {sum(counts[section].values())}\n"
        for (section, _), title in zip(SECTIONS, ("波及効果プロジェクト", "個別施策", "土台づくり"), strict=True)
    )
    yield f"targets/{plan}.yaml", _PLAN.format(plan=plan, name=town, sections=listed)
    yield f"published/{plan}/R3.yaml", _PUBLISHED.format(plan=plan, counts=told)


def _indicator(index: int, factor: int, name: str) -> tuple[str, str | None]:
    """What an indicator says of its target and its values, and the rating that follows; None where it has none."""
    kind, rate = KINDS[(index * 29) % INDICATORS], RATES[index % len(RATES)]
    rating = next((own for edge, own in BANDS if rate >= edge), "below30")
    base = 200 * factor
    match kind:
        case "absolute" | "lower":
            sign = 1 if kind == "absolute" else -1
            value = base + sign * rate * factor
            target = f"target:\n  value: {base + sign * 100 * factor}\n"
            return f"unit: 件\ndirection: absolute\n{_baseline(base)}{target}" + _actuals(base, value), rating
        case "increase" | "decrease":
            met = rate > 0 if kind == "increase" else rate < 0
            value = base + rate * factor
            return f"unit: 件\ndirection: {kind}\n{_baseline(base)}" + _actuals(base, value), _met(met=met)
        case "range":
            value = base + (rate - 100) * factor
            within = abs(value - base) <= 5 * factor
            target = f"target:\n  min: {base - 5 * factor}\n  max: {base + 5 * factor}\n"
            return f"unit: 件\ndirection: range\n{_baseline(base)}{target}" + _actuals(base, value), _met(met=within)
        case "milestone":
            done = STEPS if rating == "achieved" else STEPS[:2]
            steps = "".join(f"    - {name}の{step}\n" for step in STEPS)
            listed = "".join(f"      - {name}の{step}\n" for step in done)
            actual = f"actuals:\n  R3:\n    done:\n{listed}    status: 実績\n    as_of: 2022-03\n"
            told = f"direction: milestone\ntarget:\n  steps:\n{steps}{actual}"
            return told, "achieved" if done == STEPS else "from30"
        case "composite":
            return _composite(base, rate * factor, factor), rating
        case _:
            return f"unit: 件\ndirection: monitor\n{_baseline(base)}" + _actuals(base, base + factor), None


def _met(*, met: bool) -> str:
    return "achieved" if met else "below30"


def _baseline(value: int) -> str:
    return f"baseline:\n  value: {value}\n  year: H30\n"


def _actuals(base: int, value: int) -> str:
    """Three years on the way from the baseline to the value of the last."""
    steps = [(base * (3 - n) + value * n) // 3 for n in (1, 2)]
    told = "".join(
        f"  R{year}:\n    value: {step}\n    status: 実績\n" for year, step in enumerate((*steps, value), start=1)
    )
    return f"actuals:\n{told}    as_of: 2022-03\n"


def _composite(base: int, gained: int, factor: int) -> str:
    def parts(first: int, second: int, indent: str) -> str:
        return f"{indent}parts:\n{indent}  県: {first}\n{indent}  市町村: {second}\n"

    return (
        "unit: 件\ndirection: composite\n"
        f"baseline:\n{parts(base, base, '  ')}  year: H30\n"
        f"target:\n{parts(base + 50 * factor, base + 50 * factor, '  ')}  rule: sum\n"
        f"actuals:\n  R3:\n{parts(base + gained // 2, base + gained - gained // 2, '    ')}"
        "    status: 実績\n    as_of: 2022-03\n"
    )


def write(governments: int, folder: Path) -> int:
    """Writes the data below `folder` and returns how many bytes they have."""
    total = 0
    for name, text in files(governments):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        total += path.write_bytes(text.encode())
    return total


if __name__ == "__main__":
    print(write(int(sys.argv[1]), Path(sys.argv[2])), "bytes")
