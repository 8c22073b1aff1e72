"""What is no YAML at all, said in Japanese: the text, and all that is said of it."""

import pytest
import yaml

from dxkpi.core.basis.finding import Spot
from dxkpi.source.findings import Findings
from dxkpi.source.syntax import tell_syntax
from tests.source.telling import Case, told_of_text

BROKEN: list[Case] = [
    (
        "no blank after the first colon",
        "a:1\nb: 2\n",
        ["1:2 KPI125 「a:」の「:」の後に空白がない", "  「a: 1」のように、半角の空白を入れる"],
    ),
    (
        "no blank after a colon",
        "a: 1\nb:2\nc: 3\n",
        ["2:2 KPI125 「b:」の「:」の後に空白がない", "  「b: 2」のように、半角の空白を入れる"],
    ),
    (
        "no blank, indented",
        "a:\n  b:2\n  c: 3\n",
        ["2:4 KPI125 「b:」の「:」の後に空白がない", "  「b: 2」のように、半角の空白を入れる"],
    ),
    (
        "no colon",
        "a: 1\nあいう\nc: 3\n",
        [
            "2:1 KPI125 「あいう」が「キー: 値」の形になっていない",
            "  キーの後に半角の「:」と空白を書く。上の行の続きなら、上の値の全体を引用符で囲む",
        ],
    ),
    (
        "no blank after a dash",
        "- a\n-b\n- c\n",
        ["2:1 KPI125 「-」の後に空白がない", "  「- 値」のように、「-」の後に半角の空白を入れる"],
    ),
    (
        "double quote not closed",
        'a: "x\nb: 2\n',
        ['1:4 KPI125 引用符「"」が閉じられていない', "  値の終わりに同じ引用符を書く"],
    ),
    (
        "single quote not closed",
        "a: 'x\n",
        ["1:4 KPI125 引用符「'」が閉じられていない", "  値の終わりに同じ引用符を書く"],
    ),
    (
        "quote with a marker inside",
        "a: 'x\n---\n",
        ["1:4 KPI125 引用符「'」が閉じられていない", "  値の終わりに同じ引用符を書く"],
    ),
    (
        "text after a quote",
        'a: "x" y\n',
        ["1:8 KPI125 閉じた引用符や括弧の後に文字が続いている", "  続きも含めて、値の全体を別の種類の引用符で囲む"],
    ),
    (
        "quote in a quote",
        "a: 'it's'\n",
        ["1:8 KPI125 閉じた引用符や括弧の後に文字が続いている", "  続きも含めて、値の全体を別の種類の引用符で囲む"],
    ),
    (
        "text after a bracket",
        "a: [再掲]予約\n",
        ["1:8 KPI125 閉じた引用符や括弧の後に文字が続いている", '  値の全体を引用符「"」で囲む'],
    ),
    (
        "unknown escape",
        'a: "C:\\q"\n',
        [
            '1:7 KPI125 引用符「"」の中の「\\」は特別な意味を持ち、この書き方は使えない',
            "  「\\」を文字として書くなら、引用符を「'」にする",
        ],
    ),
    (
        "escape without digits",
        'a: "\\x1"\n',
        [
            '1:7 KPI125 引用符「"」の中の「\\」は特別な意味を持ち、この書き方は使えない',
            "  「\\」を文字として書くなら、引用符を「'」にする",
        ],
    ),
    (
        "bracket not closed",
        "a: [1, 2\nb: 3\n",
        [
            "1:4 KPI125 括弧「[」が閉じられていないか、中の区切り「,」が抜けている",
            "  括弧を閉じる。括弧で始まる文字として書くなら引用符で囲む",
        ],
    ),
    (
        "brace not closed",
        "a: {x: 1\n",
        [
            "1:4 KPI125 括弧「{」が閉じられていないか、中の区切り「,」が抜けている",
            "  括弧を閉じる。括弧で始まる文字として書くなら引用符で囲む",
        ],
    ),
    (
        "closing bracket",
        "a: ]\n",
        ["1:4 KPI125 「]」の前に値がない", "  値を書くか、余分な区切りや括弧を消す。文字として書くなら引用符で囲む"],
    ),
    (
        "two commas",
        "a: [1,,2]\n",
        ["1:7 KPI125 「,」の前に値がない", "  値を書くか、余分な区切りや括弧を消す。文字として書くなら引用符で囲む"],
    ),
    (
        "only a comma",
        "a: ,\n",
        ["1:4 KPI125 「,」の前に値がない", "  値を書くか、余分な区切りや括弧を消す。文字として書くなら引用符で囲む"],
    ),
    ("percent sign", "unit: %\n", ["1:7 KPI125 「%」で始まる値は、そのままでは書けない", '  引用符で囲む: "%"']),
    (
        "percent sign with a comment",
        "unit: %  # 割合\n",
        ["1:7 KPI125 「%」で始まる値は、そのままでは書けない", '  引用符で囲む: "%"'],
    ),
    ("at sign", "a: @x\n", ["1:4 KPI125 「@」で始まる値は、そのままでは書けない", '  引用符で囲む: "@x"']),
    ("backquote", "a: `x`\n", ["1:4 KPI125 「`」で始まる値は、そのままでは書けない", '  引用符で囲む: "`x`"']),
    (
        "colon in the text",
        "name: 達成率: 全体\n",
        ["1:10 KPI125 値の中に「: 」があり、キーが二つあるように読まれる", '  値の全体を引用符「"」で囲む'],
    ),
    (
        "colon after a quote",
        'a: "b": c\n',
        ["1:7 KPI125 値の中に「: 」があり、キーが二つあるように読まれる", '  値の全体を引用符「"」で囲む'],
    ),
    (
        "question mark",
        "a: ? b\n",
        ["1:4 KPI125 「? 」で始まる値は、そのままでは書けない", '  値の全体を引用符「"」で囲む'],
    ),
    (
        "dash on the line of a key",
        "a: - b\n",
        ["1:4 KPI125 キーと同じ行に「- 」で始まる値がある", "  並びなら次の行から書く。文字なら引用符で囲む"],
    ),
    (
        "bar",
        "a: |x\n",
        [
            "1:4 KPI125 「|」で始まる値は、複数行の文章の始まりとして読まれる",
            "  文章は次の行から字下げして書く。文字として書くなら引用符で囲む",
        ],
    ),
    (
        "deeper than the line above",
        "a: 1\n  b: 2\n",
        [
            "2:3 KPI125 この行の左端が、上の行とそろっていない（上の行の値の続きとして読まれる）",
            "  同じ組のキーは左端を半角の空白でそろえ、下の段は2文字だけ右に下げる",
        ],
    ),
    (
        "between two levels",
        "a:\n    b: 1\n  c: 2\n",
        [
            "3:3 KPI125 この行の左端が、上のどのキーともそろっていない",
            "  同じ組のキーは左端を半角の空白でそろえ、下の段は2文字だけ右に下げる",
        ],
    ),
    (
        "less than the level",
        "a:\n  b: 1\n c: 2\n",
        [
            "3:2 KPI125 この行の左端が、上のどのキーともそろっていない",
            "  同じ組のキーは左端を半角の空白でそろえ、下の段は2文字だけ右に下げる",
        ],
    ),
    (
        "dash less deep",
        "a:\n  - b\n - c\n",
        [
            "3:2 KPI125 並びの「-」の位置が、上の行と合っていない",
            "  同じ並びの「-」は左端をそろえる。キーの値なら、キーの行には何も書かず次の行から並べる",
        ],
    ),
    (
        "dash among keys",
        "a:\n  c: 1\n  - b\n",
        [
            "3:3 KPI125 並びの「-」の位置が、上の行と合っていない",
            "  同じ並びの「-」は左端をそろえる。キーの値なら、キーの行には何も書かず次の行から並べる",
        ],
    ),
    (
        "key among dashes",
        "a:\n  - b\n  c: 1\n",
        ["3:3 KPI125 並びの途中に「- 」で始まらない行がある", "  行の先頭に「- 」を付けるか、左端をキーの段にそろえる"],
    ),
    ("no key", ": b\n", ["1:1 KPI125 「:」の前にキーがない", "  「キー: 値」の形に書く"]),
    (
        "CRLF",
        "a: 1\r\nb:2\r\nc: 3\r\n",
        ["2:2 KPI125 「b:」の「:」の後に空白がない", "  「b: 2」のように、半角の空白を入れる"],
    ),
    (
        "end of the text",
        "a: {",
        ["1:5 KPI125 括弧が閉じられていない", "  括弧を閉じる。括弧で始まる文字として書くなら引用符で囲む"],
    ),
    (
        "content behind a flow",
        "{a: 1}\nb: 2\n",
        ["2:1 KPI125 ここより上で内容が終わっていて、この行は余分である", "  この行と、すぐ上の括弧や引用符を確かめる"],
    ),
    (
        "marker on the line",
        "--- a: 1\n",
        ["1:6 KPI125 区切りの「---」と同じ行に内容がある", "  内容を次の行から書くか、「---」を消す"],
    ),
    (
        "page with a colon",
        '<p>\n<a href="x">: y\n',
        [
            "1:1 KPI112 データではなく、HTML か XML のページである",
            "  YAML のファイルを、ページとしてではなくそのまま（Raw）保存し直す",
        ],
    ),
]


@pytest.mark.parametrize(("text", "told"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_said_in_japanese(text: str, told: list[str]) -> None:
    assert told_of_text(text.encode()) == told


@pytest.mark.parametrize("error", [ValueError("2021-02-30"), RecursionError(), yaml.YAMLError(), KeyError("x")])
def test_what_libyaml_raises_beside_its_own_errors_is_told_at_the_top(error: Exception) -> None:
    findings = Findings("x.yaml")
    tell_syntax(error, "a: 1\n", findings)
    (told,) = findings.reported()
    assert (told.rule.code, told.place) == ("KPI125", Spot("x.yaml", 1, 1))
    assert told.message == "YAML の書き方として読むことができない"
