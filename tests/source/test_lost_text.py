"""Text behind a `#` that YAML throws away, and comments that are comments."""

import pytest

from dxkpi.core.basis.finding import Spot
from dxkpi.source.comments import tell_lost_text
from dxkpi.source.document import read_document
from dxkpi.source.findings import Findings


def told(text: str) -> list[str]:
    """Position and message of each finding; below it, indented, what to do."""
    document, findings = read_document("data/indicators/a.yaml", text.encode()), Findings("data/indicators/a.yaml")
    assert document.problems == ()
    tell_lost_text(document, findings)
    lines: list[str] = []
    for diagnostic in findings.reported():
        assert isinstance(diagnostic.place, Spot)
        lines += [f"{diagnostic.place.line}:{diagnostic.place.column} {diagnostic.message}", f"  {diagnostic.hint}"]
    return lines


def test_a_number_sign_in_a_name() -> None:
    assert told("id: a\r\nname: 達成率 #1\r\n") == [
        "2:11 「#1」は注釈として読み捨てられ、値は「達成率」になる",
        '  値の一部なら引用符で囲む: "達成率 #1"。注釈なら「#」の後に空白を入れる',
    ]


def test_everywhere_that_text_stands() -> None:
    text = """target:
  steps:
    - 「"A"」の設置 #2
    - 公開
assumed:
  baseline: 資料の表 #3による
unmet: {R3: {reason: 中止 #感染症
  }}
note: 一行目
  二行目 #タグ
"""
    assert told(text)[::2] == [
        '3:16 「#2」は注釈として読み捨てられ、値は「「"A"」の設置」になる',
        "6:18 「#3による」は注釈として読み捨てられ、値は「資料の表」になる",
        "7:25 「#感染症」は注釈として読み捨てられ、値は「中止」になる",
        "10:7 「#タグ」は注釈として読み捨てられ、値は「一行目 二行目」になる",
    ]
    assert told(text)[1] == "  値の一部なら引用符で囲む: '「\"A\"」の設置 #2'。注釈なら「#」の後に空白を入れる"


@pytest.mark.parametrize(
    "text",
    [
        "name: 達成率 # 仮称\n",
        "name: 達成率 ## 仮称\n",
        'name: "達成率 #1"\n',
        "name: '達成率 #1'  #仮称\n",
        "name: 達成率#1\n",
        "name: 達成率 ＃1\n",
        "value: 5445 #速報\nstatus: 見込 #仮\nplan: chiba-ict #前の計画\n",
        "name: 達成率 #dxkpi: ignore[KPI408] 別の指標\n",
        "#名称は仮\nname: 達成率\n#以上\n",
        "note: |\n  一行目 #1\n",
        "name:\n  #1\n",
    ],
)
def test_comments_are_comments(text: str) -> None:
    assert told(text) == []
