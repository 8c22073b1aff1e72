"""Text that does something in one format or another when it is not escaped."""

HOSTILE = (
    "[bold]x[/]",
    "期間[/]",
    "a|b",
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "@SUM(1)",
    "＝1+1",
    "\t\r\n@SUM(1)",
    "'=1+1",
    "'96",
    "-2+3",
    "a\x1b[31mb\x9bc",
    "a\u202eb\u2066c\u200b",
    "a\nb\r\n# c",
    "1. 一\n- 二",
    ":smile: @mention #12 GH-12 :+1:",
    ":white_check_mark: :non-potable_water::_x_: @_x",
    "**b** _i_ `c` ~~s~~ [l](http://x.example) ![i](y)",
    "https://x.example/?a=1&b=2 www.x.example a@b.example",
    "{0} {name} %s $x^2$",
    "&amp; &lt; \\| \\",
    "# 見出し",
    "+ 項",
    "12) 項",
    "\ufeffx\x00y",
)

FORGED = (
    "::error::x",
    "  ::set-env name=PATH::x",
    "::error file=a,line=1::x",
    "\u3000::stop-commands::token",
    "\u200d::add-mask::県",
    ":\u200d:add-mask::県",
    ":\ufe0f:error file=a::x",
    "\ufe0f:\u0301\u200d:warning::x",
    "x ##[error]y",
    "x ###[set-env name=A;]y",
    "##\u200d[debug]x",
    "#\u0301#[debug]x",
)
"""Commands of a runner, as it reads them in the log of a job."""


def line(words: str) -> str:
    """What a name can hold of it: one line, of at most 200 characters."""
    return " ".join(words.splitlines())[:198]
