"""Every rule that the reader itself holds: KPI1xx of files and YAML, KPI2xx of the shape of a record."""

from dxkpi.core.diagnostic import RuleInfo, Severity


def _error(code: str, name: str, summary: str) -> RuleInfo:
    return RuleInfo(code, name, Severity.ERROR, summary)


UNREADABLE = _error("KPI101", "unreadable", "ファイルを読むことができない")
NOT_A_FILE = _error("KPI102", "not-a-file", "データファイルの名前をしているが、普通のファイルではない")
LINK = _error("KPI103", "link", "リンクがデータフォルダの外、またはフォルダを指している")
TOO_BIG = _error("KPI104", "too-big", "ファイルが大きすぎる（1 MiB まで）")
ODD_NAME = _error("KPI105", "odd-file-name", "ファイルやフォルダの名前に使えない文字がある")
NOT_UTF8 = _error("KPI106", "not-utf8", "文字コードが UTF-8 ではない")
CONTROL = _error("KPI107", "control-character", "制御文字など、文章に使わない文字がある")
INVISIBLE = _error("KPI108", "invisible-character", "目に見えない文字、または文字の並ぶ向きを変える文字がある")
LINE_BREAK = _error("KPI109", "line-break", "ソフトによって改行とみなされたりみなされなかったりする文字がある")
CONFLICT = _error("KPI110", "conflict-marker", "Git の競合の印が残っている")
EMPTY = _error("KPI111", "empty-file", "ファイルに何も書かれていない")
NOT_A_RECORD = _error("KPI112", "not-a-record", "ファイル全体が「キー: 値」の組になっていない")
SECOND_DOCUMENT = _error("KPI113", "second-document", "一つのファイルに二つ以上の文書がある")
DIRECTIVE = _error("KPI114", "directive", "% で始まる YAML の指示行は使えない")
ANCHOR = _error("KPI115", "anchor", "& で始まる YAML の目印（アンカー）は使えない")
ALIAS = _error("KPI116", "alias", "* で始まる YAML の参照（エイリアス）は使えない")
MERGE = _error("KPI117", "merge-key", "<< による取り込み（マージ）は使えない")
TAG = _error("KPI118", "tag", "! で始まる YAML の型の印（タグ）は使えない")
TOO_DEEP = _error("KPI119", "too-deep", "入れ子が深すぎる（20段まで）")
DUPLICATE = _error("KPI120", "duplicate-key", "同じキーが二度書かれている")
ODD_KEY = _error("KPI121", "odd-key", "キーが空か、文字ではない")
ODD_INDENT = _error("KPI122", "odd-indent", "字下げに半角の空白でない空白が使われている")
FULL_WIDTH_SIGN = _error("KPI123", "full-width-sign", "行の区切りの記号（: # -）が全角で書かれている")
TAB_INDENT = _error("KPI124", "tab-indent", "字下げにタブが使われている")
SYNTAX = _error("KPI125", "syntax", "YAML の書き方として読むことができない")
TOO_MANY = _error("KPI126", "too-many-findings", "一つのファイルの誤りが多すぎるため、残りを省いた")

UNKNOWN_KEY = _error("KPI201", "unknown-key", "決められていないキーがある")
MISSING_KEY = _error("KPI202", "missing-key", "必要なキーがない")
NUMBER = _error("KPI203", "number", "数値の書き方が違う")
YEAR = _error("KPI204", "year", "年度の書き方が違う")
DATE = _error("KPI205", "date", "日付の書き方が違う")
ID = _error("KPI206", "id", "id の書き方が違う")
TYPE = _error("KPI207", "type", "値の形（一つの値・並び・「キー: 値」の組）が違う")
NO_VALUE = _error("KPI208", "no-value", "値が書かれていない")
QUOTES = _error("KPI209", "needs-quotes", "引用符で囲まないと、文字でないものとして読まれることがある")
CHOICE = _error("KPI210", "choice", "決められた語のどれでもない")
SAME_YEAR = _error("KPI211", "same-year", "同じ年度が二度書かれている")
CONTRADICTION = _error("KPI212", "contradiction", "記録の中で食い違いがある")
NOT_YET = _error("KPI213", "not-yet", "この版ではまだ扱えない")
OTHER_DIRECTION = _error("KPI214", "other-direction", "この目標の型では使わないキーがある")
FILE_NAME = _error("KPI215", "file-name", "ファイル名が id と違う")

SOURCE_RULES: tuple[RuleInfo, ...] = (
    UNREADABLE, NOT_A_FILE, LINK, TOO_BIG, ODD_NAME, NOT_UTF8, CONTROL, INVISIBLE, LINE_BREAK, CONFLICT, EMPTY,
    NOT_A_RECORD, SECOND_DOCUMENT, DIRECTIVE, ANCHOR, ALIAS, MERGE, TAG, TOO_DEEP, DUPLICATE, ODD_KEY, ODD_INDENT,
    FULL_WIDTH_SIGN, TAB_INDENT, SYNTAX, TOO_MANY,
    UNKNOWN_KEY, MISSING_KEY, NUMBER, YEAR, DATE, ID, TYPE, NO_VALUE, QUOTES, CHOICE, SAME_YEAR, CONTRADICTION,
    NOT_YET, OTHER_DIRECTION, FILE_NAME,
)  # fmt: skip
"""In the order of their codes."""
