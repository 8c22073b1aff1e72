"""`html`: one page that needs nothing else: its style inside, no script, nothing asked of the network.

All text from data is escaped by the templates, which get nothing but the records of `document`.
"""

from typing import TYPE_CHECKING

from dxkpi import __version__
from dxkpi.render.formats import Look
from dxkpi.render.html.document import alone, written
from dxkpi.render.html.pages import Frame, page
from dxkpi.render.views import view

if TYPE_CHECKING:
    from dxkpi.core.outcome import Outcome


def write(outcome: "Outcome", look: Look) -> bytes:
    """Return `outcome` as a page of its own, in UTF-8."""
    title = _TITLES.get(type(outcome).__name__, _ANY)
    return page(written(view(outcome, look), alone, title), Frame(__version__))


_ANY = "結果"
_TITLES = {
    "ReportOutcome": "進捗報告",
    "OverviewOutcome": "計画の一覧",
    "OutlookOutcome": "見通し",
    "ExplainOutcome": "指標の根拠",
    "ReconcileOutcome": "公表結果との照合",
    "ListOutcome": "指標の一覧",
    "ShowOutcome": "指標",
    "ValidateOutcome": "データの点検",
    "StatisticsOutcome": "指摘の数",
    "ChangeOutcome": "データの変更",
    "FixOutcome": "データの修正",
    "DiffOutcome": "データの変更",
    "PublishOutcome": "公表",
    "CheckOutcome": "公表した値の点検",
    "CheckTargetsOutcome": "目標の点検",
    "RulesOutcome": "点検の決まり",
    "RuleOutcome": "点検の決まり",
    "CompareMethodsOutcome": "評価方法の比較",
    "MethodsOutcome": "評価方法の一覧",
    "MethodOutcome": "評価方法",
    "SheetOutOutcome": "送った調査票",
    "SheetInOutcome": "返ってきた調査票",
    "StatusOutcome": "回答の状況",
}
"""The title of a page whose document has none, or has several."""
