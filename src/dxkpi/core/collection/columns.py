"""The columns of an answer sheet: a closed set, known to those who write it and to those who read it."""

from enum import StrEnum


class SheetColumn(StrEnum):
    """A column by its code, in the order of the sheet; the codes stand in a hidden row and are never reused."""

    KEY = "key"
    NO = "no"
    PLAN = "plan"
    SECTION = "section"
    NAME = "name"
    PART = "part"
    UNIT = "unit"
    COUNTING = "counting"
    BASELINE = "baseline"
    TARGET = "target"
    LAST = "last"
    LAST_STATUS = "last_status"
    SEEN = "seen"
    ASK = "ask"
    YEAR = "year"
    VALUE = "value"
    STATUS = "status"
    AS_OF = "as_of"
    CAUSE = "cause"
    REASON = "reason"
    UNTIL = "until"
    JUDGED = "judged"
    REMARK_1 = "remark-1"
    REMARK_2 = "remark-2"
    REMARK_3 = "remark-3"
    REMARK_4 = "remark-4"
    NOTE = "note"
    CHECK = "check"
    SENT = "sent"


HEADINGS: dict[SheetColumn, str] = {
    SheetColumn.KEY: "キー",
    SheetColumn.NO: "番号",
    SheetColumn.PLAN: "計画",
    SheetColumn.SECTION: "分野",
    SheetColumn.NAME: "指標",
    SheetColumn.PART: "内訳",
    SheetColumn.UNIT: "単位",
    SheetColumn.COUNTING: "数え方",
    SheetColumn.BASELINE: "基準",
    SheetColumn.TARGET: "目標",
    SheetColumn.LAST: "前年度の値",
    SheetColumn.LAST_STATUS: "前年度の状態",
    SheetColumn.SEEN: "いまの値",
    SheetColumn.ASK: "求めること",
    SheetColumn.YEAR: "年度",
    SheetColumn.VALUE: "値（記入）",
    SheetColumn.STATUS: "状態（記入）",
    SheetColumn.AS_OF: "時点（記入）",
    SheetColumn.CAUSE: "要因（記入）",
    SheetColumn.REASON: "達していない理由（記入）",
    SheetColumn.UNTIL: "値の出る時期（記入）",
    SheetColumn.JUDGED: "自己評価（記入）",
    SheetColumn.NOTE: "備考（記入）",
    SheetColumn.CHECK: "確認",
    SheetColumn.SENT: "控え",
}
"""The headings, as people read them; those of remarks are the plan's own."""

TO_FILL = "（記入）"
"""The end of the heading of a column that a department fills in."""

REMARKS = (SheetColumn.REMARK_1, SheetColumn.REMARK_2, SheetColumn.REMARK_3, SheetColumn.REMARK_4)

ANSWERS = (
    SheetColumn.VALUE,
    SheetColumn.STATUS,
    SheetColumn.AS_OF,
    SheetColumn.CAUSE,
    SheetColumn.REASON,
    SheetColumn.UNTIL,
    SheetColumn.JUDGED,
    *REMARKS,
    SheetColumn.NOTE,
)
"""The columns that a department fills in."""

HIDDEN = (SheetColumn.KEY, SheetColumn.SENT)

MARKER = "dxkpi-sheet/1"
"""The first cell of a sheet of answers, and of the sheet that remembers what was asked."""

MEMORY = "_dxkpi"
"""The name of the sheet that remembers what was asked."""

GUIDE = "はじめに"
"""The name of the sheet of instructions."""

ANSWERED_BY, CHECKED = "回答者", "課内の確認（未 / 済）"
"""The labels of what a department may say on that sheet for itself."""

KEYS = 10
"""The column of that sheet from whose second row on stand the keys that were asked for, the names beside them."""

PENDING = "集計中"
"""The status of an answer that has no value yet."""

DONE, NOT_DONE = "済", "未"
"""The answers to whether a step is done."""
