"""What there is to say of a waiver, or of a plan's setting of a rule, that does not do what it says."""

from dxkpi.core.diagnostic import RuleInfo, Severity
from dxkpi.core.page import PLAN, Example, Page

_BASELINE = "baseline:\n  value: 0\n  year: {}  # dxkpi: ignore[KPI301] 目標を定めた年度の実績を基準としている{}\n"
_GOOD = (Example(_BASELINE.format("R3", "")),)
_SETTING = "rules:\n  - code: {}\n    severity: {}\n    reason: 県の様式には要因の欄がない\n"

UNKNOWN = RuleInfo(
    "KPI802",
    "waiver-code",
    Severity.ERROR,
    "ない規則、または免除できない規則を免除しようとしている",
    Page(
        why="番号の書き間違いは、何も免除しない。数字に関わる誤り（読めない値、二重の id など）は、"
        "理由があっても正しい集計にならないので、免除できない。",
        mend="番号を確かめる（dxkpi rules で一覧）。免除できない誤りは、データを直す。",
        bad=(Example("name: 削減時間  # dxkpi: ignore[KPI401] 前の計画からの継続\n"),),
        good=_GOOD,
    ),
)
UNUSED = RuleInfo(
    "KPI803",
    "waiver-unused",
    Severity.WARNING,
    "免除する指摘がない免除が残っている",
    Page(
        why="データを直した後に免除だけが残ると、次に同じ誤りをしたときに見逃す。",
        mend="免除の注釈を消す。別の行の指摘を免除するつもりなら、その行に移す。",
        bad=(Example(_BASELINE.format("R1", "")),),
        good=_GOOD,
    ),
)
EXPIRED = RuleInfo(
    "KPI804",
    "waiver-expired",
    Severity.WARNING,
    "期限を過ぎた免除がある",
    Page(
        why="期限までに直すという約束が、忘れられている。",
        mend="データを直して免除を消す。まだ直せないなら、理由を確かめて until を延ばす。",
        bad=(Example(_BASELINE.format("R3", " until: 2020-03")),),
        good=_GOOD,
    ),
)
SETTING = RuleInfo(
    "KPI805",
    "rule-setting",
    Severity.ERROR,
    "計画の rules が、ない規則や重さを変えられない規則を挙げている",
    Page(
        why="番号の書き間違いは、何も変えない。数字に関わる誤りを軽くすると、正しくない集計が出てしまう。",
        mend="番号を確かめる（dxkpi rules で一覧）。重さを変えられない規則なら、その項目を消す。",
        bad=(Example(_SETTING.format("KPI203", "warning"), PLAN),),
        good=(Example(_SETTING.format("KPI302", "warning"), PLAN),),
    ),
)
WAIVING_RULES = (UNKNOWN, UNUSED, EXPIRED, SETTING)
"""The rules about waivers and settings that need to see what all rules found."""
