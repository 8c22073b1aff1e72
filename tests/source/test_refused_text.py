"""What YAML allows and a data file may not hold: the text, and all that is said of it."""

import pytest

from dxkpi.core.basis.finding import Related, Spot
from dxkpi.source.document import read_document
from tests.source.telling import Case, told_of_text

REFUSED: list[Case] = [
    (
        "duplicate key",
        'a: 1\nb: 2\n"a": 3\n',
        [
            "3:1 KPI120 キー「a」が1行目にも書かれている",
            "  どちらか一つにする。並べて書くなら値を「- 」で始まる行にする",
        ],
    ),
    (
        "duplicate in flow",
        "a: {b: 1, b: 2}\n",
        [
            "1:11 KPI120 キー「b」が1行目にも書かれている",
            "  どちらか一つにする。並べて書くなら値を「- 」で始まる行にする",
        ],
    ),
    (
        "duplicate composed and decomposed",
        "a:\n  が: 1\n  か\u3099: 2\n",
        [
            "3:3 KPI120 キー「か\u3099」が2行目にも書かれている",
            "  どちらか一つにする。並べて書くなら値を「- 」で始まる行にする",
        ],
    ),
    (
        "anchor and alias",
        "a: &z 1\nb: *z\n",
        [
            "1:4 KPI115 目印「&z」が付いている",
            "  目印を消す。「&」で始まる文字として書くなら引用符で囲む",
            "2:4 KPI116 参照「*z」が使われている",
            "  参照先の内容をそのまま書く。「*」で始まる文字として書くなら引用符で囲む",
        ],
    ),
    (
        "anchor alone",
        "a: &z 1\n",
        ["1:4 KPI115 目印「&z」が付いている", "  目印を消す。「&」で始まる文字として書くなら引用符で囲む"],
    ),
    (
        "asterisks of emphasis",
        "note: **強調**\n",
        [
            "1:7 KPI116 「*」で始まる値は、YAML では参照として読まれる",
            "  参照先の内容をそのまま書く。「*」で始まる文字として書くなら引用符で囲む",
        ],
    ),
    (
        "ampersand first",
        "note: & と\n",
        [
            "1:7 KPI115 「&」で始まる値は、YAML では目印として読まれる",
            "  目印を消す。「&」で始まる文字として書くなら引用符で囲む",
        ],
    ),
    (
        "exclamation mark first",
        "note: !重要\n",
        ["1:7 KPI118 「!」で始まる値は、YAML では型の印として読まれる", "  印を消す。文字として書くなら引用符で囲む"],
    ),
    (
        "undefined alias",
        "a: *z\n",
        [
            "1:4 KPI116 参照「*z」が使われている",
            "  参照先の内容をそのまま書く。「*」で始まる文字として書くなら引用符で囲む",
        ],
    ),
    ("merge key", "a: 1\n<<: {b: 2}\n", ["2:1 KPI117 << による取り込みが使われている", "  取り込む内容をそのまま書く"]),
    ("tag", "a: !!str 1\n", ["1:4 KPI118 型の印「!!str」が付いている", "  印を消す。文字として書くなら引用符で囲む"]),
    (
        "tag that Python would run",
        'a: !!python/object/apply:os.system ["x"]\n',
        [
            "1:4 KPI118 型の印「!!python/object/apply:os.system」が付いている",
            "  印を消す。文字として書くなら引用符で囲む",
        ],
    ),
    (
        "binary tag",
        "a: !!binary aGVsbG8=\n",
        ["1:4 KPI118 型の印「!!binary」が付いている", "  印を消す。文字として書くなら引用符で囲む"],
    ),
    (
        "tag in full",
        "a: !<tag:yaml.org,2002:int> 1\n",
        ["1:4 KPI118 型の印「!!int」が付いている", "  印を消す。文字として書くなら引用符で囲む"],
    ),
    (
        "unwanted characters behind an empty line",
        "\n\x1b\n",
        [
            "2:1 KPI107 制御文字など、文章に使わない文字（U+001B）がある",
            "  その場所の文字をいったん消し、前後を打ち直す（Word や PDF から貼り付けると入りやすい）",
        ],
    ),
    (
        "what cannot be seen hides nothing else",
        "a: x\u200b\na: y\n",
        [
            "1:5 KPI108 目に見えない文字、または文字の向きを変える文字（U+200B）がある",
            "  その場所の文字をいったん消し、前後を打ち直す（Word や PDF から貼り付けると入りやすい）",
            "2:1 KPI120 キー「a」が1行目にも書かれている",
            "  どちらか一つにする。並べて書くなら値を「- 」で始まる行にする",
        ],
    ),
    (
        "tag character without a name",
        "a: x\U000e0000\n",
        [
            "1:5 KPI108 目に見えない文字、または文字の向きを変える文字（U+E0000）がある",
            "  その場所の文字をいったん消し、前後を打ち直す（Word や PDF から貼り付けると入りやすい）",
        ],
    ),
    (
        "only the base of a conflict",
        "a: 1\n||||||| base\n",
        [
            "2:1 KPI110 Git の競合の印「|||||||」が残っている",
            "  どちらの内容を残すかを決め、<<<<<<< ======= >>>>>>> の行を消す",
        ],
    ),
    (
        "21 levels among many lists",
        "a: [" + "[1], " * 100 + "[" * 19 + "]" * 20 + "\n",
        ["1:523 KPI119 入れ子が20段より深い", "  字下げや括弧を確かめ、浅くする"],
    ),
    (
        "20,001 values",
        "a: [" + "10, " * 19_998 + "]\n",
        ["1:79993 KPI104 値が20000個を超えている", "  指標は一つずつ別のファイルに分けて書く"],
    ),
    ("local tag", "a: !x 1\n", ["1:4 KPI118 型の印「!x」が付いている", "  印を消す。文字として書くなら引用符で囲む"]),
    ("bare tag", "a: ! 1\n", ["1:4 KPI118 型の印「!」が付いている", "  印を消す。文字として書くなら引用符で囲む"]),
    (
        "unknown tag handle",
        "a: !y!z 1\n",
        ["1:4 KPI118 「!」で始まる値は、YAML では型の印として読まれる", "  印を消す。文字として書くなら引用符で囲む"],
    ),
    (
        "directive",
        "%YAML 1.2\n---\na: 1\n",
        ["1:1 KPI114 % で始まる YAML の指示行「%YAML 1.2」がある", "  その行を消す"],
    ),
    ("unknown directive", "%FOO\n---\na: 1\n", ["1:1 KPI114 % で始まる YAML の指示行「%FOO」がある", "  その行を消す"]),
    (
        "directive behind the text",
        "a: 1\n%YAML 1.2\n",
        ["2:1 KPI114 % で始まる YAML の指示行「%YAML 1.2」がある", "  その行を消す"],
    ),
    (
        "tag directive",
        "%TAG ! tag:x,2000:\n---\na: 1\n",
        ["1:1 KPI114 % で始まる YAML の指示行「%TAG ! tag:x,2000:」がある", "  その行を消す"],
    ),
    (
        "second document",
        "a: 1\n---\nb: 2\n",
        [
            "2:1 KPI113 一つのファイルに二つ以上の文書がある（--- か ... で区切られている）",
            "  一つのファイルには一つだけ書き、残りを別のファイルに分ける",
        ],
    ),
    (
        "second empty document",
        "a: 1\n---\n",
        [
            "2:1 KPI113 一つのファイルに二つ以上の文書がある（--- か ... で区切られている）",
            "  一つのファイルには一つだけ書き、残りを別のファイルに分ける",
        ],
    ),
    (
        "text after the end",
        "a: 1\n...\nb: 2\n",
        [
            "3:1 KPI113 一つのファイルに二つ以上の文書がある（--- か ... で区切られている）",
            "  一つのファイルには一つだけ書き、残りを別のファイルに分ける",
        ],
    ),
    (
        "control character",
        "a: x\x1b[31m\n",
        [
            "1:5 KPI107 制御文字など、文章に使わない文字（U+001B）がある",
            "  その場所の文字をいったん消し、前後を打ち直す（Word や PDF から貼り付けると入りやすい）",
        ],
    ),
    (
        "delete",
        "a: x\x7f\n",
        [
            "1:5 KPI107 制御文字など、文章に使わない文字（U+007F）がある",
            "  その場所の文字をいったん消し、前後を打ち直す（Word や PDF から貼り付けると入りやすい）",
        ],
    ),
    (
        "noncharacter",
        "a: x\ufdd0\n",
        [
            "1:5 KPI107 制御文字など、文章に使わない文字（U+FDD0）がある",
            "  その場所の文字をいったん消し、前後を打ち直す（Word や PDF から貼り付けると入りやすい）",
        ],
    ),
    (
        "noncharacter of a high plane",
        "a: x\U0001ffff\n",
        [
            "1:5 KPI107 制御文字など、文章に使わない文字（U+1FFFF）がある",
            "  その場所の文字をいったん消し、前後を打ち直す（Word や PDF から貼り付けると入りやすい）",
        ],
    ),
    (
        "zero width space",
        "a: x\u200b\n",
        [
            "1:5 KPI108 目に見えない文字、または文字の向きを変える文字（U+200B）がある",
            "  その場所の文字をいったん消し、前後を打ち直す（Word や PDF から貼り付けると入りやすい）",
        ],
    ),
    (
        "bidi override",
        "a: \u202egnp\n",
        [
            "1:4 KPI108 目に見えない文字、または文字の向きを変える文字（U+202E）がある",
            "  その場所の文字をいったん消し、前後を打ち直す（Word や PDF から貼り付けると入りやすい）",
        ],
    ),
    (
        "a second byte order mark",
        "\ufeff\ufeffa: 1\n",
        [
            "1:1 KPI108 目に見えない文字、または文字の向きを変える文字（U+FEFF）がある",
            "  その場所の文字をいったん消し、前後を打ち直す（Word や PDF から貼り付けると入りやすい）",
        ],
    ),
    (
        "byte order mark inside",
        "a: x\ufeffy\n",
        [
            "1:5 KPI108 目に見えない文字、または文字の向きを変える文字（U+FEFF）がある",
            "  その場所の文字をいったん消し、前後を打ち直す（Word や PDF から貼り付けると入りやすい）",
        ],
    ),
    (
        "tag character",
        "a: x\U000e0041\n",
        [
            "1:5 KPI108 目に見えない文字、または文字の向きを変える文字（U+E0041）がある",
            "  その場所の文字をいったん消し、前後を打ち直す（Word や PDF から貼り付けると入りやすい）",
        ],
    ),
    (
        "soft hyphen",
        "a: x\xady\n",
        [
            "1:5 KPI108 目に見えない文字、または文字の向きを変える文字（U+00AD）がある",
            "  その場所の文字をいったん消し、前後を打ち直す（Word や PDF から貼り付けると入りやすい）",
        ],
    ),
    (
        "next line",
        "a: x\x85b: y\n",
        [
            "1:5 KPI109 改行 NEL（U+0085）がある",
            "  エディターの改行コードを LF（または CRLF）にして保存し直すか、その文字を消して改行し直す",
        ],
    ),
    (
        "line separator",
        "a: x\u2028b: y\n",
        [
            "1:5 KPI109 行区切り（U+2028）がある",
            "  エディターの改行コードを LF（または CRLF）にして保存し直すか、その文字を消して改行し直す",
        ],
    ),
    (
        "paragraph separator",
        "a: x\u2029b: y\n",
        [
            "1:5 KPI109 段落区切り（U+2029）がある",
            "  エディターの改行コードを LF（または CRLF）にして保存し直すか、その文字を消して改行し直す",
        ],
    ),
    (
        "old Mac line ends",
        "a: x\rb: y\r",
        [
            "1:5 KPI109 改行（CR だけの改行）がある",
            "  エディターの改行コードを LF（または CRLF）にして保存し直すか、その文字を消して改行し直す",
            "1:10 KPI109 改行（CR だけの改行）がある",
            "  エディターの改行コードを LF（または CRLF）にして保存し直すか、その文字を消して改行し直す",
        ],
    ),
    (
        "escape by hex",
        'a: "\\x1b[31m"\n',
        [
            "1:4 KPI107 「\\」の書き方によって、制御文字など、文章に使わない文字（U+001B）が入っている",
            "  その「\\」の書き方を消す",
        ],
    ),
    (
        "escape of nul",
        'a: "\\0"\n',
        [
            "1:4 KPI107 「\\」の書き方によって、制御文字など、文章に使わない文字（U+0000）が入っている",
            "  その「\\」の書き方を消す",
        ],
    ),
    (
        "escape of bidi",
        'a: "\\u202e"\n',
        [
            "1:4 KPI108 「\\」の書き方によって、目に見えない文字、または文字の向きを変える文字（U+202E）が入っている",
            "  その「\\」の書き方を消す",
        ],
    ),
    (
        "escape of line separator",
        'a: "\\L"\n',
        ["1:4 KPI107 「\\」の書き方によって、行区切り（U+2028）が入っている", "  その「\\」の書き方を消す"],
    ),
    (
        "escape in a key",
        '"\\e": 1\n',
        [
            "1:1 KPI107 「\\」の書き方によって、制御文字など、文章に使わない文字（U+001B）が入っている",
            "  その「\\」の書き方を消す",
        ],
    ),
    (
        "lone surrogate by escape",
        'a: "\\ud800"\n',
        [
            '1:7 KPI125 引用符「"」の中の「\\」は特別な意味を持ち、この書き方は使えない',
            "  「\\」を文字として書くなら、引用符を「'」にする",
        ],
    ),
    (
        "character beyond Unicode by escape",
        'a: "\\U00110000"\n',
        [
            '1:7 KPI125 引用符「"」の中の「\\」は特別な意味を持ち、この書き方は使えない',
            "  「\\」を文字として書くなら、引用符を「'」にする",
        ],
    ),
    (
        "conflict",
        "a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> other\n",
        [
            "2:1 KPI110 Git の競合の印「<<<<<<<」が残っている",
            "  どちらの内容を残すかを決め、<<<<<<< ======= >>>>>>> の行を消す",
        ],
    ),
    (
        "conflict with base",
        "<<<<<<< a\r\na: 1\r\n||||||| b\r\n=======\r\na: 2\r\n>>>>>>> c\r\n",
        [
            "1:1 KPI110 Git の競合の印「<<<<<<<」が残っている",
            "  どちらの内容を残すかを決め、<<<<<<< ======= >>>>>>> の行を消す",
        ],
    ),
    (
        "half a conflict",
        "a: 1\n>>>>>>> other\n",
        [
            "2:1 KPI110 Git の競合の印「>>>>>>>」が残っている",
            "  どちらの内容を残すかを決め、<<<<<<< ======= >>>>>>> の行を消す",
        ],
    ),
    ("empty", "", ["1:1 KPI111 何も書かれていない（注釈だけのファイルも同じ）", "  内容を書くか、ファイルを消す"]),
    (
        "only blanks",
        " \n\n",
        ["1:1 KPI111 何も書かれていない（注釈だけのファイルも同じ）", "  内容を書くか、ファイルを消す"],
    ),
    (
        "only comments",
        "# x\n# y\n",
        ["1:1 KPI111 何も書かれていない（注釈だけのファイルも同じ）", "  内容を書くか、ファイルを消す"],
    ),
    ("only a marker", "---\n", ["1:1 KPI111 内容が空である", "  内容を書くか、ファイルを消す"]),
    ("null", "~\n", ["1:1 KPI111 内容が空である", "  内容を書くか、ファイルを消す"]),
    ("word null", "# x\nnull\n", ["2:1 KPI111 内容が空である", "  内容を書くか、ファイルを消す"]),
    (
        "list",
        "- a\n- b\n",
        [
            "1:1 KPI112 ファイル全体が並び（- で始まる行、または [ ]）になっている",
            "  「id: rpa-hours」のように、行ごとに「キー: 値」を書く",
        ],
    ),
    (
        "text",
        "こんにちは\n",
        [
            "1:1 KPI112 「キー: 値」の行がなく、文章だけになっている",
            "  「id: rpa-hours」のように、行ごとに「キー: 値」を書く",
        ],
    ),
    (
        "comma separated",
        "a,b,c\n1,2,3\n",
        [
            "1:1 KPI112 「キー: 値」の行がなく、CSV の表に見える",
            "  「id: rpa-hours」のように、行ごとに「キー: 値」を書く",
        ],
    ),
    (
        "page",
        "<!DOCTYPE html>\n<html></html>\n",
        [
            "1:1 KPI112 データではなく、HTML か XML のページである",
            "  YAML のファイルを、ページとしてではなくそのまま（Raw）保存し直す",
        ],
    ),
    (
        "LFS pointer",
        "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12\n",
        ["1:1 KPI112 データではなく、Git LFS の置き換えファイルである", "  git lfs pull で本体を取り出す"],
    ),
    (
        "one pair without a blank",
        "id:rpa-hours\n",
        [
            "1:1 KPI112 「:」の後に半角の空白がなく、「キー: 値」として読まれない",
            "  「id: rpa-hours」のように、行ごとに「キー: 値」を書く",
        ],
    ),
    (
        "JSON list",
        "[1, 2]\n",
        [
            "1:1 KPI112 ファイル全体が並び（- で始まる行、または [ ]）になっている",
            "  「id: rpa-hours」のように、行ごとに「キー: 値」を書く",
        ],
    ),
    (
        "null keys",
        "null: 1\n~: 2\n",
        [
            "1:1 KPI121 キーが空（null）である",
            "  「:」の前にキーを書く。文字として使うなら引用符で囲む",
            "2:1 KPI121 キーが空（~）である",
            "  「:」の前にキーを書く。文字として使うなら引用符で囲む",
        ],
    ),
    (
        "empty key",
        "? \n: b\n",
        ["1:2 KPI121 「:」の前にキーがない", "  「:」の前にキーを書く。文字として使うなら引用符で囲む"],
    ),
    (
        "list as a key",
        "? [a]\n: b\n",
        ["1:3 KPI121 キーが一つの語ではなく、並びや組になっている", "  キーには一つの語を書く"],
    ),
    (
        "mapping as a key",
        "{a: 1}: b\n",
        ["1:1 KPI121 キーが一つの語ではなく、並びや組になっている", "  キーには一つの語を書く"],
    ),
    (
        "ideographic space as indentation",
        "a:\n\u3000b: 2\n",
        ["2:1 KPI122 字下げに全角の空白が使われている", "  半角の空白に打ち直す"],
    ),
    (
        "ideographic spaces on two lines",
        "a:\n\u3000\u3000b: 2\n\u3000\u3000c: 3\n",
        [
            "2:1 KPI122 字下げに全角の空白が使われている",
            "  半角の空白に打ち直す",
            "3:1 KPI122 字下げに全角の空白が使われている",
            "  半角の空白に打ち直す",
        ],
    ),
    (
        "no-break space as indentation",
        "a:\n\xa0\xa0b: 2\n",
        ["2:1 KPI122 字下げに半角でない空白が使われている", "  半角の空白に打ち直す"],
    ),
    (
        "ideographic space in a continued text",
        "a: x\n  \u3000y\n",
        ["2:3 KPI122 字下げに全角の空白が使われている", "  半角の空白に打ち直す"],
    ),
    (
        "full-width colon swallowed by the text above",
        "a: x\n  b：2\n",
        ["2:4 KPI123 キーの後の「：」が全角である", "  「b: 値」のように、半角の「:」と空白に打ち直す"],
    ),
    (
        "full-width colon as the value",
        "target:\n  value：6000\n",
        ["2:8 KPI123 キーの後の「：」が全角である", "  「value: 値」のように、半角の「:」と空白に打ち直す"],
    ),
    (
        "full-width colon before a line",
        "a：1\nb: 2\n",
        ["1:2 KPI123 キーの後の「：」が全角である", "  「a: 値」のように、半角の「:」と空白に打ち直す"],
    ),
    (
        "full-width colon after a line",
        "a: 1\nb：2\nc: 3\n",
        ["2:2 KPI123 キーの後の「：」が全角である", "  「b: 値」のように、半角の「:」と空白に打ち直す"],
    ),
    (
        "full-width colon among items",
        "a:\n  - x\n  - b：2\n",
        ["3:6 KPI123 キーの後の「：」が全角である", "  「b: 値」のように、半角の「:」と空白に打ち直す"],
    ),
    (
        "only the item that begins a line can be a slip",
        "a: [x, ＃1,\n  ＃ 2]\n",
        ["2:3 KPI123 注釈の「＃」が全角である", "  半角の「#」に打ち直す"],
    ),
    ("full-width hash", "a: x\n  ＃ 注\n", ["2:3 KPI123 注釈の「＃」が全角である", "  半角の「#」に打ち直す"]),
    (
        "full-width dash",
        "a:\n  - x\n  － y\n",
        ["3:3 KPI123 並びの「－」が全角である", "  半角の「-」と空白に打ち直す"],
    ),
    ("tab", "a:\n\tb: 1\n", ["2:1 KPI124 字下げにタブが使われている", "  半角の空白に打ち直す"]),
    ("tab at the top", "\ta: 1\n", ["1:1 KPI124 字下げにタブが使われている", "  半角の空白に打ち直す"]),
    ("tab after blanks", "a: x\n \tb: 1\n", ["2:2 KPI124 字下げにタブが使われている", "  半角の空白に打ち直す"]),
    ("tab after a dash", "a:\n- \tb\n", ["2:3 KPI124 字下げにタブが使われている", "  半角の空白に打ち直す"]),
    (
        "tab in a plain text",
        "a:\n  b: 1\n\tc: 2\n",
        ["3:1 KPI124 字下げにタブが使われている", "  半角の空白に打ち直す"],
    ),
    ("tab in a block", "a: |\n\tb\n", ["2:1 KPI124 字下げにタブが使われている", "  半角の空白に打ち直す"]),
    (
        "21 levels",
        "- - - - - - - - - - - - - - - - - - - - - a\n",
        [
            "1:1 KPI112 ファイル全体が並び（- で始まる行、または [ ]）になっている",
            "  「id: rpa-hours」のように、行ごとに「キー: 値」を書く",
        ],
    ),
    (
        "21 levels of lists",
        "a: [[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]\n",
        ["1:23 KPI119 入れ子が20段より深い", "  字下げや括弧を確かめ、浅くする"],
    ),
]


@pytest.mark.parametrize(("text", "told"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_refused_at_its_place(text: str, told: list[str]) -> None:
    assert told_of_text(text.encode()) == told


def test_the_first_of_two_keys_is_named() -> None:
    (told,) = read_document("x.yaml", b"a: 1\n  \na: 2\n").problems
    assert told.place == Spot("x.yaml", 3, 1)
    assert told.related == (Related(Spot("x.yaml", 1, 1), "最初に書かれた所"),)


def test_where_a_line_was_swallowed_nothing_is_missed() -> None:
    assert read_document("x.yaml", "a: x\n  b：1\n".encode()).data is None
