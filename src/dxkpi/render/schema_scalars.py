"""How each type of scalar is written in the YAML, in Japanese, as editors say it."""

from typing import Any

from dxkpi.core.scalars import ID_WRITTEN, Count, Date, Flag, Id, Line, Number, PageNumber, Text, Year

SCALARS: tuple[tuple[Any, str], ...] = (
    (Number, "半角の数字だけで書く（例 6000、73.5、-5）。桁区切りの , や単位、約 などの語は付けない"),
    (Count, "0以上の整数を、半角の数字だけで書く（例 12）"),
    (PageNumber, "1以上の番号を、半角の数字だけで書く（例 8）。番号のない所なら heading に見出しを書く"),
    (Year, "年度を R3、令和3年度、2021 のどれかのように書く。月まで言うには as_of を使う"),
    (Date, "日付を 2021-12-31 か、月までなら 2021-12 のように書く"),
    (
        Id,
        f"{ID_WRITTEN}（例 rpa-hours。64文字まで）。no や na のような語と、mar-1 のような月と数字は使えない",
    ),
    (
        Line,
        "一行で200文字まで。まだなければ行を消す。数や日付に見えるもの、[ や { で始まるものは、引用符で囲む",
    ),
    (Text, "文字を書く。まだなければ行を消す。数や日付に見えるもの、[ や { で始まるものは、全体を引用符で囲む"),
    (Flag, "true か false を書く"),
)
"""How each type of scalar is written, as editors say it beside one that is not."""
