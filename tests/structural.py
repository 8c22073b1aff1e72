"""Slips of shape: what is typed in place of what, what dxkpi finds, and what readers of the JSON Schema cannot see.

One table for all who judge the shape of a data file: dxkpi itself, editors (`make editor-check`), check-jsonschema.
"""

import re
from dataclasses import dataclass

from tests.good_files import AREAS, BASES, HOURS, PLAN, TREND, WINDOW


@dataclass(frozen=True)
class Slip:
    """`after` typed in place of `before` in `base`, and the finding of dxkpi.

    `line` is that of dxkpi's finding where it is not the line of `before`, `mark` that of the editor's red mark where
    it is not dxkpi's. `unseen` is why an editor shows none, `unchecked` why check-jsonschema accepts the file.
    """

    code: str
    before: str
    after: str
    base: str = HOURS
    line: int = 0
    mark: int = 0
    unseen: str = ""
    unchecked: str = ""

    @property
    def name(self) -> str:
        typed = re.sub("[ \n]+", " ", f"{self.code} {self.after or 'without ' + self.before}").strip()
        return "".join(sign if sign.isprintable() else f" U+{ord(sign):04X} " for sign in typed)

    @property
    def file(self) -> str:
        """Where the file stands in a data folder."""
        return next(name for name, text in BASES.items() if text == self.base)

    @property
    def schema(self) -> str:
        return "plan" if self.file.startswith("targets/") else "indicator"

    @property
    def text(self) -> str:
        assert self.base.count(self.before) == 1
        return self.base.replace(self.before, self.after)

    @property
    def found_at(self) -> int:
        """The line of dxkpi's finding."""
        return self.line or self.base[: self.base.index(self.before)].count("\n") + 1

    @property
    def marked_at(self) -> int:
        """The line of the editor's mark."""
        return self.mark or self.found_at


_TYPED = "YAML の読み手が数にしてしまうと、元の書き方は残らない"
_AS_TEXT = "YAML 1.2 の読み手には文字である（1.1 では違う）"
_DROPPED = "読み終えた値には残らない"
_ACROSS = "スキーマは、二つのキーを比べられない"
_TEXT = "スキーマは、文章に使える文字を限っていない"
_ERA = "元号の年数は、スキーマに写していない（元号は core.fiscal の一行）"

SLIPS = (
    Slip("KPI107", "name: 作業時間", "name: 作業\x07時間", unseen=_TEXT),
    Slip("KPI108", "name: 作業時間", "name: 作業\u200b時間", unseen=_TEXT, unchecked=_TEXT),
    Slip("KPI109", "name: 作業時間", "name: 作業\u2028時間"),
    Slip("KPI110", "status: 実績", "status: 実績\n<<<<<<< HEAD", line=16),
    Slip("KPI111", HOURS, "# まだ書いていない\n", unseen="空のファイルには、印を付ける場所がない"),
    Slip("KPI112", HOURS, "- id: rpa-hours\n"),
    Slip("KPI113", "unmet:", "---\nunmet:", unseen="スキーマを指す行は、最初の文書にだけ効く"),
    Slip("KPI114", "id: rpa-hours", "%YAML 1.2\n---\nid: rpa-hours", unseen=_DROPPED, unchecked=_DROPPED),
    Slip("KPI115", "name: 作業時間", "name: &name 作業時間", unseen=_DROPPED, unchecked=_DROPPED),
    Slip(
        "KPI116",
        "name: 作業時間\nplan: plan-a",
        "name: &both plan-a\nplan: *both",
        line=3,
        unseen=_DROPPED,
        unchecked=_DROPPED,
    ),
    Slip("KPI117", "  year: R3", "  <<: {year: R3}", unseen=_DROPPED, unchecked=_DROPPED),
    Slip("KPI118", "name: 作業時間", "name: !text 作業時間"),
    Slip("KPI120", "unit: 時間", "unit: 時間\nunit: 件", line=6),
    Slip("KPI120", "    value: 5445", "    value: 5445\n    value: 5446", line=15),
    Slip("KPI121", "unit: 時間", "unit: 時間\n~: 件", line=6),
    Slip("KPI122", "  value: 6000", "\u3000\u3000value: 6000"),
    Slip("KPI123", "unit: 時間", "unit：時間"),
    Slip("KPI124", "  value: 6000", "\tvalue: 6000"),
    Slip("KPI125", "name: 作業時間", 'name: "作業時間', mark=23),
    Slip("KPI125", "name: 作業時間", "name: 作業時間: 削減分"),
    Slip("KPI125", "unit: 時間", "unit: %"),
    Slip("KPI125", "    status: 実績", "     status: 実績", mark=14),
    Slip("KPI201", "source:", "sources:"),
    Slip("KPI201", "  value: 6000", "  value: 6000\n  vaule: 1", line=11),
    Slip("KPI201", "    as_of: 2021-12", "    asof: 2021-12"),
    Slip("KPI201", "    indicators: 2", "    indicator: 2", base=PLAN),
    Slip("KPI202", "id: rpa-hours\n", "", line=1),
    Slip("KPI202", "target:\n  value: 6000\n  year: R3\n", "", line=1),
    Slip("KPI202", "  value: 6000\n", "", line=9),
    Slip("KPI202", "    status: 実績\n", "", line=13),
    Slip("KPI202", "      status: 見込\n", "", base=WINDOW, line=15),
    Slip("KPI202", "  rule: sum\n", "", base=AREAS, line=7),
    Slip("KPI202", "baseline:\n  value: 12\n  year: H30\n", "", base=TREND, line=1),
    Slip("KPI202", "  against: target\n", "", base=PLAN, line=5),
    Slip("KPI202", "    name: 分野一\n", "", base=PLAN, line=12),
    Slip("KPI203", "value: 5445", "value: 5,445"),
    Slip("KPI203", "value: 5445", "value: ５４４５"),
    Slip("KPI203", "value: 5445", "value: ▲5"),
    Slip("KPI203", "value: 5445", "value: 73.5%"),
    Slip("KPI203", "value: 5445", "value: 約5"),
    Slip("KPI203", "value: 5445", "value: 1_000", unchecked=_TYPED),
    Slip("KPI203", "value: 5445", "value: 12:30"),
    Slip("KPI203", "value: 5445", "value: 未集計"),
    Slip("KPI203", "value: 5445", "value: true"),
    Slip("KPI203", "value: 5445", "value: 1e3", unseen=_TYPED, unchecked=_TYPED),
    Slip("KPI203", "value: 5445", "value: 05445", unseen=_TYPED, unchecked=_TYPED),
    Slip("KPI203", "value: 5445", "value: 0x10", unseen=_TYPED, unchecked=_TYPED),
    Slip("KPI203", "    県: 1", "    県: 一", base=AREAS),
    Slip("KPI203", "page: 2", "page: 2ページ"),
    Slip("KPI203", "page: 2", "page: -2"),
    Slip("KPI203", "page: 2", "page: 2.5"),
    Slip("KPI203", "at_least: 100", "at_least: 100%", base=PLAN),
    Slip("KPI204", "  year: R3", "  year: 3年度"),
    Slip("KPI204", "  year: R3", "  year: R3.12"),
    Slip("KPI204", "  year: R3", "  year: 令和三年度"),
    Slip("KPI204", "  year: R3", "  year: R0", unseen=_ERA, unchecked=_ERA),
    Slip("KPI204", "  year: R3", "  year: H40", unseen=_ERA, unchecked=_ERA),
    Slip("KPI204", "  year: R3", "  year: 21"),
    Slip("KPI204", "actuals:\n  R3:", "actuals:\n  R3.12:", line=13),
    Slip("KPI204", "target_year: R3", "target_year: 令和３年", base=PLAN),
    Slip("KPI205", "as_of: 2021-12", "as_of: R3.12"),
    Slip("KPI205", "as_of: 2021-12", "as_of: 2021/12/31"),
    Slip("KPI205", "as_of: 2021-12", "as_of: 2021-13"),
    Slip("KPI205", "as_of: 2021-12", "as_of: 202112"),
    Slip("KPI205", "adopted: 2019-09", "adopted: 令和元年9月", base=PLAN),
    Slip("KPI206", "id: rpa-hours", "id: RPA_hours"),
    Slip("KPI206", "section: one", "section: 分野一"),
    Slip("KPI206", "id: rpa-hours", "id: con"),
    Slip("KPI206", "id: rpa-hours", f"id: {'a' * 65}"),
    Slip("KPI206", "id: rpa-hours", "id: 2021-rpa"),
    Slip("KPI206", "id: rpa-hours", "id: n"),
    Slip("KPI206", "section: one", "section: mar-1"),
    Slip("KPI206", "plan: plan-a", "plan: 計画A", base=PLAN),
    Slip("KPI207", "target:\n  value: 6000\n  year: R3", "target: 6000", line=9),
    Slip("KPI207", "  R3:\n    value: 5445\n    status: 実績\n    as_of: 2021-12", "  R3: 5445", line=13),
    Slip("KPI207", "name: 作業時間", "name: [再掲] "),
    Slip("KPI207", "  steps:\n    - 窓口の決定\n    - 窓口の設置", "  steps: 窓口の設置", base=WINDOW, line=7),
    Slip("KPI207", "sections:\n  - id: one\n", "sections:\n    id: one\n", base=PLAN, mark=12),
    Slip("KPI208", "  value: 6000", "  value:"),
    Slip("KPI208", "name: 作業時間", "name:"),
    Slip("KPI208", "  R3:\n    reason: 導入が遅れた", "  R3:", line=18),
    Slip("KPI208", "direction: absolute", "direction:"),
    Slip("KPI208", "  steps:\n    - 窓口の決定\n    - 窓口の設置", "  steps: []", base=WINDOW, line=7),
    Slip("KPI209", "name: 作業時間", "name: 2021"),
    Slip("KPI209", "name: 作業時間", "name: true"),
    Slip("KPI209", "name: 作業時間", "name: no", unseen=_AS_TEXT, unchecked=_AS_TEXT),
    Slip("KPI209", "name: 作業時間", "name: 2021-12-31", unseen=_AS_TEXT, unchecked=_AS_TEXT),
    Slip("KPI210", "status: 実績", "status: 実積"),
    Slip("KPI210", "direction: absolute", "direction: absolut"),
    Slip("KPI210", "better: higher", "better: 高い", base=AREAS),
    Slip("KPI210", "rule: sum", "rule: 合計", base=AREAS),
    Slip("KPI210", "formula: distance", "formula: average", base=PLAN),
    Slip("KPI210", "    as_of: 2021-12", "    approximate: はい"),
    Slip(
        "KPI211",
        "actuals:\n",
        "actuals:\n  2021: {value: 1, status: 速報}\n",
        line=14,
        unseen=_ACROSS,
        unchecked=_ACROSS,
    ),
    Slip("KPI202", "documents:", "revisions:\n  - {date: 2021-04}\ndocuments:", base=PLAN, line=16),
    Slip("KPI214", "unit: 件", "unit: 件\nbetter: higher", base=TREND, line=6),
    Slip("KPI214", "  steps:", "  value: 2\n  steps:", base=WINDOW, line=7),
    Slip("KPI214", "  value: 6000", "  min: 6000", line=10),
    Slip("KPI214", "direction: absolute", "direction: monitor", line=9),
    Slip(
        "KPI215",
        "id: rpa-hours",
        "id: rpa-hour",
        unseen="スキーマは、ファイルの名前を知らない",
        unchecked="スキーマは、ファイルの名前を知らない",
    ),
    Slip("KPI216", "name: 作業時間", "name: |\n  作業時間\n  出先を含む"),
    Slip("KPI216", "unit: 時間", f"unit: {'時' * 201}"),
    Slip("KPI216", "label: 100%未満", 'label: "100%\\n未満"', base=PLAN),
    Slip("KPI217", "    publisher: 県", "    url: www.example.lg.jp/r3.pdf\n    publisher: 県", base=PLAN),
    Slip("KPI217", "    publisher: 県", "    url: javascript:alert(1)\n    publisher: 県", base=PLAN),
)
"""Every code that speaks of the shape of a file or of its YAML, as people come to it."""

WITHOUT_SHAPE: dict[str, str] = {
    "KPI101": "ファイルを開く前の誤り",
    "KPI102": "ファイルを開く前の誤り",
    "KPI103": "ファイルを開く前の誤り",
    "KPI104": "ファイルを開く前の誤り",
    "KPI105": "ファイルを開く前の誤り",
    "KPI106": "文字にする前の誤り",
    "KPI119": "どの記録も20段より浅く、深い値は形が違う（KPI207）",
    "KPI128": "ファイルを開く前の誤り",
    "KPI212": "二つの値の食い違い。スキーマは、二つのキーを比べられない",
    "KPI218": "検査数字の誤り。スキーマは、数字を足せない",
}
"""The codes of the reader that no schema and no editor could know of, and why."""
