"""The columns of an answer sheet: a closed set, known to those who write it and to those who read it."""

from enum import StrEnum


class Column(StrEnum):
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
    NOTE = "note"
    CHECK = "check"
    SENT = "sent"


HEADINGS: dict[Column, str] = {
    Column.KEY: "キー",
    Column.NO: "番号",
    Column.PLAN: "計画",
    Column.SECTION: "分野",
    Column.NAME: "指標",
    Column.PART: "内訳",
    Column.UNIT: "単位",
    Column.COUNTING: "数え方",
    Column.BASELINE: "基準",
    Column.TARGET: "目標",
    Column.LAST: "前年度の値",
    Column.LAST_STATUS: "前年度の状態",
    Column.SEEN: "いまの値",
    Column.ASK: "求めること",
    Column.YEAR: "年度",
    Column.VALUE: "値（記入）",
    Column.STATUS: "状態（記入）",
    Column.AS_OF: "時点（記入）",
    Column.CAUSE: "要因（記入）",
    Column.REASON: "達していない理由（記入）",
    Column.UNTIL: "値の出る時期（記入）",
    Column.NOTE: "備考（記入）",
    Column.CHECK: "確認",
    Column.SENT: "控え",
}
"""The headings, as people read them."""

ANSWERS = (Column.VALUE, Column.STATUS, Column.AS_OF, Column.CAUSE, Column.REASON, Column.UNTIL, Column.NOTE)
"""The columns that a department fills in."""

HIDDEN = (Column.KEY, Column.SENT)

MARKER = "dxkpi-sheet/1"
"""The first cell of a sheet of answers, and of the sheet that remembers what was asked."""

MEMORY = "_dxkpi"
"""The name of the sheet that remembers what was asked."""

KEYS = 10
"""The column of that sheet from whose second row on stand the keys that were asked for, the names beside them."""

PENDING = "集計中"
"""The status of an answer that has no value yet."""

DONE, NOT_DONE = "済", "未"
"""The answers to whether a step is done."""
