"""Explanation of YAML errors, with advice."""

import re
from typing import NamedTuple

import yaml

from dxkpi.core.basis.finding import RuleInfo
from dxkpi.core.basis.text import clip
from dxkpi.source.codes.files import ALIAS, ANCHOR, SECOND_DOCUMENT, SYNTAX, TAB_INDENT, TAG
from dxkpi.source.findings import Findings
from dxkpi.source.guard import ALIAS_HINT, ANCHOR_HINT, SECOND, TAG_HINT
from dxkpi.source.scalars import tell_trap


class Complaint(NamedTuple):
    """A complaint in our own words, at a line and column from 0."""

    rule: RuleInfo
    line: int
    column: int
    message: str
    hint: str


class Trouble:
    """The position where libyaml stopped (`line`, `column`) and where the construct began (`start`), from 0."""

    def __init__(self, error: yaml.MarkedYAMLError, text: str) -> None:
        self.problem: str = error.problem or ""
        self.context: str = error.context or ""
        self.lines = text.split("\n")
        mark = error.problem_mark or error.context_mark
        context = error.context_mark or mark
        self.line, self.column = (mark.line, mark.column) if mark else (0, 0)
        self.start = (context.line, context.column) if context else (0, 0)

    def at(self, line: int) -> str:
        """Return the text of a line, empty where there is none."""
        return self.lines[line].rstrip("\r") if 0 <= line < len(self.lines) else ""

    @property
    def character(self) -> str:
        """The character where libyaml stopped."""
        return self.at(self.line)[self.column : self.column + 1]

    @property
    def starts_line(self) -> bool:
        """True if only blanks precede that position in its line."""
        return not self.at(self.line)[: self.column].strip()

    @property
    def above(self) -> int:
        """The nearest line above with text, or -1."""
        line = min(self.line, len(self.lines)) - 1
        while line >= 0 and self.at(line).lstrip()[:1] in {"", "#"}:
            line -= 1
        return line

    def here(self, message: str, hint: str, rule: RuleInfo = SYNTAX) -> Complaint:
        """Return a complaint about the position where libyaml stopped."""
        return Complaint(rule, self.line, self.column, message, hint)

    def there(self, message: str, hint: str, rule: RuleInfo = SYNTAX) -> Complaint:
        """Return a complaint about the beginning of the construct."""
        return Complaint(rule, *self.start, message, hint)

    def inside(self, line: int, column: int) -> tuple[int, int]:
        """Return a position from 1 within the text; one beyond the end becomes the end of the last line."""
        last = len(self.lines) - 1
        if line > last or (line == last and not self.lines[line]):
            line = next((i for i in range(last, 0, -1) if self.lines[i].strip()), 0)
            column = len(self.at(line))
        return line + 1, min(column, len(self.at(line))) + 1


# Possessive, since a line of a megabyte may be nothing but dashes.
_NO_SPACE = re.compile(r" *+(?:- ++)*+[\w-]{1,64}:(?=[^\s:/])")
_KEY = re.compile(r" *+(?:- ++)*+[^\s:#][^:#]*+:(?:\s|$)")
_OPEN_KEY = re.compile(r"(?P<indent> *+)(?P<key>[\w-]++): *+(?:#.*+)?")
_EMPTY_SIGN = re.compile(r"(?P<indent> *+)(?P<key>[\w-]++): *+(?P<sign>\{ *+\}|\[ *+\])\s*+(?:#.*+)?$")

_INNER = re.compile(r" *+(?:- ++)?+[^\s:#]+: ++([a-z_]+: .*+)", re.ASCII)
_QUOTE = '値の全体を引用符「"」で囲む'
_ALIGN = "同じ組のキーは左端を半角の空白でそろえ、下の段は2文字だけ右に下げる"
_BRACKETS = "括弧を閉じる。括弧で始まる文字として書くなら引用符で囲む"
_TAB = ("字下げにタブが使われている", "半角の空白に打ち直す")
_UNKNOWN = ("YAML の書き方として読むことができない", "この行とすぐ上の行を、ほかのデータファイルの書き方に合わせる")


def tell_syntax(error: Exception, text: str, findings: Findings) -> None:
    """Add the finding for the error at which libyaml stopped, at a position within the text."""
    if not isinstance(error, yaml.MarkedYAMLError):
        findings.at(1, 1, SYNTAX, *_UNKNOWN)
        return
    trouble = Trouble(error, text)
    near = {trouble.above, trouble.line} | ({trouble.start[0]} if trouble.start[0] >= trouble.above else set())
    if any(tell_trap(trouble.lines, line, findings) for line in sorted(near)):
        return
    said = _translate(trouble)
    findings.at(*trouble.inside(said.line, said.column), said.rule, said.message, said.hint)


def _translate(trouble: Trouble) -> Complaint:
    problem, context = trouble.problem, trouble.context
    if "tab character" in problem or (trouble.character == "\t" and "start any token" in problem):
        return trouble.here(*_TAB, TAB_INDENT)
    for word, rule, sign, name, hint in _SIGNS:
        if word in context or word in problem:
            return trouble.there(f"「{sign}」で始まる値は、YAML では{name}として読まれる", hint, rule)
    handler = next((handle for word, handle in _HANDLERS if word in context or word in problem), None)
    return handler(trouble) if handler else trouble.here(*_UNKNOWN)


def _quoted(trouble: Trouble) -> Complaint:
    if "end of stream" in trouble.problem or "document indicator" in trouble.problem:
        sign = trouble.at(trouble.start[0])[trouble.start[1] : trouble.start[1] + 1]
        return trouble.there(f"引用符「{sign}」が閉じられていない", "値の終わりに同じ引用符を書く")
    message = '引用符「"」の中の「\\」は特別な意味を持ち、この書き方は使えない'
    return trouble.here(message, "「\\」を文字として書くなら、引用符を「'」にする")


def _bracket(trouble: Trouble) -> Complaint:
    sign = trouble.at(trouble.start[0])[trouble.start[1] : trouble.start[1] + 1]
    message = f"括弧「{sign}」が閉じられていないか、中の区切り「,」が抜けている"
    return trouble.there(message, _BRACKETS)


def _second(trouble: Trouble) -> Complaint:
    ends = any(line.startswith(("...", "---")) for line in trouble.lines[1 : trouble.line + 1])
    if ends:
        return trouble.here(*SECOND, SECOND_DOCUMENT)
    return trouble.here(
        "ここより上で内容が終わっていて、この行は余分である", "この行と、すぐ上の括弧や引用符を確かめる"
    )


def _start(trouble: Trouble) -> Complaint:
    message = f"「{clip(trouble.character)}」で始まる値は、そのままでは書けない"
    rest = trouble.at(trouble.line)[trouble.column :].partition(" #")[0].strip()
    return trouble.here(message, f'引用符で囲む: "{clip(rest)}"' if '"' not in rest else _QUOTE)


def _colon(trouble: Trouble) -> Complaint:
    line, above = trouble.at(trouble.line), trouble.above
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return Complaint(TAB_INDENT, trouble.line, line.index("\t"), *_TAB)
    if glued := _NO_SPACE.match(trouble.at(above)):
        return _glued(trouble, above, glued)
    if line.startswith("---"):
        return trouble.here("区切りの「---」と同じ行に内容がある", "内容を次の行から書くか、「---」を消す")
    if _KEY.match(line[: trouble.column]) or line[: trouble.column].rstrip().endswith(('"', "'", "]", "}")):
        inner = _INNER.match(line)
        advice = f"「{clip(inner[1])}」がキーと値なら、次の行に字下げして書く。文章なら、{_QUOTE}" if inner else _QUOTE
        return trouble.here("値の中に「: 」があり、キーが二つあるように読まれる", advice)
    column = len(line) - len(line.lstrip())
    if slipped := _slipped(trouble, above, column):
        return slipped
    message = "この行の左端が、上の行とそろっていない（上の行の値の続きとして読まれる）"
    return Complaint(SYNTAX, trouble.line, column, message, _ALIGN)


def _slipped(trouble: Trouble, line: int, column: int) -> Complaint | None:
    """Return the complaint about a line that has lost its indentation below a key, where the next one has it."""
    text = trouble.at(line)
    owner = _OPEN_KEY.fullmatch(trouble.at(line - 1))
    indent = len(text) - len(text.lstrip(" "))
    if owner is None or len(owner["indent"]) < indent or column <= indent:
        return None
    message = f"この行が、上の「{clip(owner['key'])}」の下に入っていない（字下げが足りない）"
    return Complaint(SYNTAX, line, indent, message, "この行の左端を、半角の空白で、次の行にそろえる")


def _no_colon(trouble: Trouble) -> Complaint:
    line, column = trouble.start
    text = trouble.at(line)
    if glued := _NO_SPACE.match(text):
        return _glued(trouble, line, glued)
    if text.lstrip().startswith("-") and text.lstrip()[1:2] not in {" ", ""}:
        return trouble.there("「-」の後に空白がない", "「- 値」のように、「-」の後に半角の空白を入れる")
    message = f"「{clip(text[column:])}」が「キー: 値」の形になっていない"
    return trouble.there(message, "キーの後に半角の「:」と空白を書く。上の行の続きなら、上の値の全体を引用符で囲む")


def _glued(trouble: Trouble, line: int, found: "re.Match[str]") -> Complaint:
    message = f"「{clip(found[0].strip())}」の「:」の後に空白がない"
    hint = f"「{clip(found[0].strip())} {clip(trouble.at(line)[found.end() :])}」のように、半角の空白を入れる"
    return Complaint(SYNTAX, line, found.end() - 1, message, hint)


def _layout(trouble: Trouble) -> Complaint:
    if not trouble.starts_line:
        quoted = any(quote in trouble.at(trouble.line)[: trouble.column] for quote in "\"'")
        hint = "続きも含めて、値の全体を別の種類の引用符で囲む" if quoted else _QUOTE
        return trouble.here("閉じた引用符や括弧の後に文字が続いている", hint)
    if trouble.character == "-":
        message = "並びの「-」の位置が、上の行と合っていない"
        return trouble.here(
            message, "同じ並びの「-」は左端をそろえる。キーの値なら、キーの行には何も書かず次の行から並べる"
        )
    if "'-'" in trouble.problem:
        return trouble.here(
            "並びの途中に「- 」で始まらない行がある", "行の先頭に「- 」を付けるか、左端をキーの段にそろえる"
        )
    if trouble.character == ":":
        return trouble.here("「:」の前にキーがない", "「キー: 値」の形に書く")
    above = _EMPTY_SIGN.match(trouble.at(trouble.above))
    if above and len(above["indent"]) < trouble.column:
        message = f"「{clip(above['key'])}」に「{above['sign']}」（何もないこと）が書かれているのに、その下に中身がある"
        hint = f"「{clip(above['key'])}:」の後の「{above['sign']}」を消す。中身がないなら、下の行を消す"
        return Complaint(SYNTAX, trouble.above, above.start("sign"), message, hint)
    return trouble.here("この行の左端が、上のどのキーともそろっていない", _ALIGN)


def _dash(trouble: Trouble) -> Complaint:
    missing = trouble.at(trouble.line)[trouble.column :].strip() == "-"
    nothing = "値がまだないなら、その記録を、年度の行から下の行ごと消す。" if missing else ""
    hint = f"{nothing}並びなら次の行から書く。文字なら引用符で囲む"
    return trouble.here("キーと同じ行に「- 」で始まる値がある", hint)


def _content(trouble: Trouble) -> Complaint:
    if not trouble.character:
        return trouble.here("括弧が閉じられていない", _BRACKETS)
    message = f"「{clip(trouble.character)}」の前に値がない"
    return trouble.here(message, "値を書くか、余分な区切りや括弧を消す。文字として書くなら引用符で囲む")


def _block(trouble: Trouble) -> Complaint:
    sign = trouble.at(trouble.start[0])[trouble.start[1] : trouble.start[1] + 1]
    message = f"「{sign}」で始まる値は、複数行の文章の始まりとして読まれる"
    return trouble.there(message, "文章は次の行から字下げして書く。文字として書くなら引用符で囲む")


def _question(trouble: Trouble) -> Complaint:
    return trouble.here("「? 」で始まる値は、そのままでは書けない", _QUOTE)


_SIGNS: tuple[tuple[str, RuleInfo, str, str, str], ...] = (
    ("an alias", ALIAS, "*", "参照", ALIAS_HINT),
    ("undefined alias", ALIAS, "*", "参照", ALIAS_HINT),
    ("an anchor", ANCHOR, "&", "目印", ANCHOR_HINT),
    ("a tag", TAG, "!", "型の印", TAG_HINT),
    ("tag handle", TAG, "!", "型の印", TAG_HINT),
)
_HANDLERS = (
    ("quoted scalar", _quoted),
    ("flow sequence", _bracket),
    ("flow mapping", _bracket),
    ("another document", _second),
    ("<document start>", _second),
    ("start any token", _start),
    ("mapping values", _colon),
    ("expected ':'", _no_colon),
    ("block sequence entries", _dash),
    ("node content", _content),
    ("block scalar", _block),
    ("mapping keys", _question),
    ("block mapping", _layout),
    ("block collection", _layout),
)
