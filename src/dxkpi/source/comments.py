"""Comments of a data file: waivers, and text that YAML takes for a comment.

A waiver is `# dxkpi: ignore[KPI407] 理由 until: 2026-03`; `name: 達成率 #1` is silently read as 達成率.
"""

import codecs
import re
import unicodedata
from collections.abc import Collection, Iterator

import yaml

from dxkpi.core.basis.calendar import Day, parse_day
from dxkpi.core.basis.finding import Example, Page, Spot, error, warning
from dxkpi.core.basis.text import Misspelt, clip
from dxkpi.core.settling import Waiver
from dxkpi.source.document import YamlDocument, parts_of
from dxkpi.source.findings import Findings

_YEAR = "baseline:\n  value: 0\n  year: R3{}\n"

WAIVER = error(
    "KPI801",
    "waiver-form",
    "指摘を免除する注釈の書き方が違う",
    Page(
        why="理由のない免除や読めない免除は、後から見た人が正しいかどうかを確かめられない。"
        "「直したつもりで効いていない」ことも防ぐ。",
        fix="行の終わりに「# dxkpi: ignore[番号] 理由」と書く。ファイル全体を免除するなら、"
        "最初の項目より上の行に書く。期限を付けるなら、理由の後に until: 2026-03 と書く。",
        bad=(Example(_YEAR.format("  # dxkpi: ignore[KPI301]")),),
        good=(Example(_YEAR.format("  # dxkpi: ignore[KPI301] 目標を定めた年度の実績を基準としている")),),
        others=(
            (Example("# dxkpi: ignore[KPI301] 目標を定めた年度の実績を基準としている\n" + _YEAR.format("")),),
            (Example(_YEAR.format("  # dxkpi: ignore[KPI301] 基準の年度を確認中 until: 2027-03")),),
        ),
    ),
)
_MARK = "dxkpi"
_COMMENT = re.compile(rf"(?:(?<=[ \t])|^)#[ \t]*{_MARK}[ \t]*[:：](?P<words>[^\r\n]*)", re.MULTILINE)
_WORDS = re.compile(r"[ \t]*ignore[ \t]*[\[［](?P<codes>[^\]］]*)[\]］](?P<reason>.*)", re.DOTALL | re.IGNORECASE)
_CODE = re.compile(r"KPI[0-9]{3}")
_UNTIL = re.compile(r"[（(]?until[ \t]*[:：][ \t]*(?P<day>[^\s)）]*)[)）]?")
_UNREAD_UNTIL = re.compile(r"\buntil\b", re.IGNORECASE)
_MOST_CODES = 20
_BLOCK = frozenset("|>")
_NO_REASON = " \t:：、。,.-–—"
_MISPLACED = ("免除の注釈が、項目の間の行にある", "免除する行の終わりに移すか、ファイルの先頭に移す")
_HINT = "「# dxkpi: ignore[KPI407] 理由」のように、番号と理由を書く"


def waivers_of(document: YamlDocument, findings: Findings) -> tuple[Waiver, ...]:
    """Return the waivers of a document, and add findings for comments that fail to be one."""
    if _MARK not in document.text or _COMMENT.search(document.text) is None or document.root is None:
        return ()
    return tuple(_waivers(document, document.root, findings))


def with_waiver(content: bytes, code: str, reason: str, lines: Collection[int]) -> bytes:
    """Return a file with a waiver at the end of each of `lines`, from 1; without any, of the whole file at its head."""
    words = f"# {_MARK}: ignore[{code}] {reason}".encode()
    if not lines:
        bom = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
        end = b"\r\n" if b"\r\n" in content else b"\n"
        return bom + words + end + content.removeprefix(bom)
    found = content.split(b"\n")
    for line in lines:
        own = found[line - 1]
        text = own.removesuffix(b"\r")
        found[line - 1] = text.rstrip(b" \t") + b"  " + words + own[len(text) :]
    return b"\n".join(found)


def _waivers(document: YamlDocument, root: yaml.Node, findings: Findings) -> Iterator[Waiver]:
    head = root.start_mark.line
    for line, column, found in findings.while_room(_comments(document.text, root)):
        spot = Spot(document.name, line + 1, column + 1)
        alone = not found.string[found.start() - column : found.start()].strip()
        if alone and line > head:
            findings.add(WAIVER, spot, *_MISPLACED, blocks=False)
            continue
        try:
            codes, reason, until = _read(found["words"])
        except _Unread as problem:
            findings.add(WAIVER, spot, problem.message, problem.hint, blocks=False)
        else:
            yield Waiver(spot, codes, reason, until, None if alone else line + 1)


def _comments(text: str, root: yaml.Node) -> Iterator[tuple[int, int, "re.Match[str]"]]:
    """Yield the comments that name dxkpi, each with its line and column from 0."""
    texts = list(_texts(root))  # in the order of the file, as the comments are: both are gone through once
    line = start = passed = 0
    for found in _COMMENT.finditer(text):
        line += text.count("\n", start, found.start())
        start = max(start, text.rfind("\n", start, found.start()) + 1)
        at = (line, found.start() - start)
        while passed < len(texts) and texts[passed][1] <= at:
            passed += 1
        if passed == len(texts) or at < texts[passed][0]:
            yield *at, found


class _Unread(Exception):
    """A comment is no waiver, for the reason given."""

    def __init__(self, message: str, hint: str = _HINT) -> None:
        self.message = message
        self.hint = hint


def _read(words: str) -> tuple[tuple[str, ...], str, Day | None]:
    written = _WORDS.fullmatch(words)
    if written is None:
        raise _Unread(f"「dxkpi:」の後が「ignore[番号]」ではない（{clip(words.strip()) or '何もない'}）")
    named = re.split(r"[,、\s]+", written["codes"].strip())
    if len(named) > _MOST_CODES:
        raise _Unread(f"一つの免除に規則の番号が{len(named)}個ある（{_MOST_CODES}個まで）", "要る番号だけを残す")
    codes = tuple(_code(code.strip()) for code in named)
    limit = _UNTIL.search(written["reason"])
    reason = _UNTIL.sub("", written["reason"]).strip(_NO_REASON)
    if not reason:
        raise _Unread("免除に理由がない")
    if _UNREAD_UNTIL.search(reason):
        raise _Unread(
            "until の書き方が違い、期限として読めない", "「until: 2026-03」のように、「:」を付けて一つだけ書く"
        )
    return tuple(dict.fromkeys(codes)), reason, _day(limit["day"]) if limit else None


def _code(written: str) -> str:
    if _CODE.fullmatch(written):
        return written
    meant = unicodedata.normalize("NFKC", written).upper()
    hint = f"「{meant}」と書く" if _CODE.fullmatch(meant) else _HINT
    raise _Unread(f"「{clip(written)}」は規則の番号（例 KPI407）ではない" if written else "規則の番号がない", hint)


def _day(written: str) -> Day:
    try:
        return parse_day(written)
    except Misspelt as misspelt:
        raise _Unread(f"until の{misspelt}", misspelt.advice or "until: 2026-03 のように書く") from None


Position = tuple[int, int]


def _texts(node: yaml.Node) -> Iterator[tuple[Position, Position]]:
    """Yield the spans of scalars in which a `#` begins no comment."""
    if isinstance(node, yaml.ScalarNode):
        start, end = node.start_mark, node.end_mark
        if node.style in _BLOCK:  # behind the mark itself there is room for a comment
            yield (start.line + 1, 0), (end.line, end.column)
        elif node.style:
            yield (start.line, start.column), (end.line, end.column)
        return
    for part in parts_of(node):
        yield from _texts(part)


LOST_TEXT = warning(
    "KPI127",
    "lost-text",
    "文章の続きが、注釈として読み捨てられている",
    Page(
        why="YAML では、空白に続く「#」から行の終わりまでが注釈である。"
        "「達成率 #1」と書くと、値は「達成率」だけになる。文章の項目で、「#」のすぐ後に文字が続くときに挙げる。",
        fix="「#」も値の一部なら、値の全体を引用符で囲む。注釈なら、「#」の後に空白を入れる。",
        bad=(Example("name: 削減時間 #1\n"),),
        good=(Example('name: "削減時間 #1"  # 資料の8ページの名称\n'),),
        others=((Example("name: 削減時間 # 1\n"),),),
    ),
)

_GLUED = re.compile(r"[ \t]+(?P<comment>#(?!dxkpi)[^\s#!][^\r\n]*)")
_TEXT_KEYS = frozenset((
    "name", "title", "heading", "note", "reason", "successor", "text", "label", "group", "owner", "unit", "publisher",
    "government", "reported", "steps", "done", "assumed", "contact", "formerly",
))  # fmt: skip


def tell_lost_text(document: YamlDocument, findings: Findings) -> None:
    """Add a finding for every text of a record that continues in what YAML takes for a comment."""
    if "#" not in document.text or not _GLUED.search(document.text) or document.root is None:
        return
    lines = document.text.split("\n")
    for node in findings.while_room(_text_fields(document.root, text=False)):
        mark = node.end_mark
        found = _GLUED.match(lines[mark.line], mark.column)
        if found:
            whole = f"{node.value} {found['comment'].rstrip()}"
            quote = "'" if '"' in whole else '"'
            findings.at(
                mark.line + 1,
                found.start("comment") + 1,
                LOST_TEXT,
                f"「{clip(found['comment'].rstrip())}」は注釈として読み捨てられ、値は「{clip(node.value)}」になる",
                f"値の一部なら引用符で囲む: {quote}{clip(whole)}{quote}。注釈なら「#」の後に空白を入れる",
            )


def _text_fields(node: yaml.Node, *, text: bool) -> Iterator[yaml.ScalarNode]:
    """Yield the plain scalars below `node` in a field of text; `text`: the node itself is in one."""
    match node:
        case yaml.ScalarNode():
            if text and not node.style and node.value:
                yield node
        case yaml.MappingNode():
            for key, value in node.value:
                named = isinstance(key, yaml.ScalarNode) and key.value in _TEXT_KEYS
                yield from _text_fields(value, text=text or named)
        case _:
            for item in node.value:
                yield from _text_fields(item, text=text)
