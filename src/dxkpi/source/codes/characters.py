"""Characters that do not belong in data, or not in that place."""

from dxkpi.core.basis.finding import Example, Page
from dxkpi.source.codes.declare import error

_NAME = "name: 削減時間\n"
_TARGET = "target:\n  value: 6000\n"
_RETYPE = "指摘された場所の前後の文字をまとめて消し、キーボードから打ち直す。"

NOT_UTF8 = error(
    "KPI106",
    "not-utf8",
    "文字コードが UTF-8 ではない",
    Page(
        why="メモ帳で「ANSI」を選んだり、Excel から CSV で保存したりすると、Shift_JIS という別の文字コード"
        "（文字を番号で表す決まり）になる。ほかの人の所では文字が化け、指標の名前も単位も読めない。",
        mend="エディターの「名前を付けて保存」で、文字コードに UTF-8 を選んで保存し直す"
        "（メモ帳では、保存の画面の下の方に「文字コード」の欄がある）。",
        bad=(Example(_NAME, encoding="cp932"),),
        good=(Example(_NAME),),
    ),
)
CONTROL = error(
    "KPI107",
    "control-character",
    "制御文字など、文章に使わない文字がある",
    Page(
        why="Word や PowerPoint で Shift+Enter を押した所を写すと、目に見えない制御文字（機械への指図）が入る。"
        "画面や表の崩れ、ほかのソフトでの読み込みの失敗のもとになる。",
        mend=_RETYPE,
        bad=(Example("name: 削減\u000b時間\n"),),
        good=(Example(_NAME),),
    ),
)
INVISIBLE = error(
    "KPI108",
    "invisible-character",
    "目に見えない文字、または文字の並ぶ向きを変える文字がある",
    Page(
        why="Web ページや PDF、チャットから写した文字には、幅のない空白などが混じる。"
        "見た目の同じ名前が別の名前として扱われ、検索でも見付からない。",
        mend=_RETYPE,
        bad=(Example("name: 削減\u200b時間\n"),),
        good=(Example(_NAME),),
    ),
)
LINE_BREAK = error(
    "KPI109",
    "line-break",
    "ソフトによって改行とみなされたりみなされなかったりする文字がある",
    Page(
        why="Web の編集画面や資料作成ソフトから写した文章には、特殊な改行が混じる。"
        "ここで行が変わると読むソフトと続くと読むソフトがあり、同じファイルが人によって違う内容になる。",
        mend="その文字を消し、文を続けるか、Enter キーで改行し直す。"
        "ファイル全体で指摘されるときは、エディターの改行コードを LF か CRLF にして保存し直す。",
        bad=(Example("note: 速報値である。\u2028確報は9月に出る\n"),),
        good=(Example("note: 速報値である。確報は9月に出る\n"),),
    ),
)
ODD_INDENT = error(
    "KPI122",
    "odd-indent",
    "字下げに半角の空白でない空白が使われている",
    Page(
        why="日本語入力のまま空白を打つと、全角の空白になる。YAML はそれを字下げ（行の頭の空き）とみなさず、"
        "その行を値の一部として読むので、目標値などが消える。",
        mend="行の頭の空きを消し、日本語入力を切って、半角の空白で打ち直す（1段に2文字）。",
        bad=(Example("target:\n\u3000\u3000value: 6000\n"),),
        good=(Example(_TARGET),),
    ),
)
FULL_WIDTH_SIGN = error(
    "KPI123",
    "full-width-sign",
    "行の区切りの記号（: # -）が全角で書かれている",
    Page(
        why="日本語入力のまま打つと、「:」「#」「-」が全角になる。"
        "YAML はそれを区切りとみなさず、その行を上の行の続きの文字として読んでしまう。",
        mend="日本語入力を切って、半角の「:」「#」「-」に打ち直し、「:」と「-」の後には半角の空白を入れる。",
        bad=(Example("name：削減時間\n"),),
        good=(Example(_NAME),),
    ),
)
TAB_INDENT = error(
    "KPI124",
    "tab-indent",
    "字下げにタブが使われている",
    Page(
        why="Tab キーで行の頭を空けたり、Excel から写したりするとタブが入る。"
        "タブは YAML の字下げ（行の頭の空き）に使えず、ファイル全体が読めない。",
        mend="行の頭のタブを消し、半角の空白で打ち直す（1段に2文字）。"
        "エディターを、Tab キーで空白が入る設定にしておくとよい。",
        bad=(Example("target:\n\tvalue: 6000\n"),),
        good=(Example(_TARGET),),
    ),
)
