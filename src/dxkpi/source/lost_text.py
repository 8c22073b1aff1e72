"""Text that YAML takes for a comment: `name: 達成率 #1` is silently read as 達成率."""

import re
from collections.abc import Iterator

import yaml

from dxkpi.core.basis.finding import Example, Page, RuleInfo, Severity
from dxkpi.core.basis.text import clip
from dxkpi.source.document import YamlDocument
from dxkpi.source.findings import Findings

LOST_TEXT = RuleInfo(
    "KPI127",
    "lost-text",
    Severity.WARNING,
    "文章の続きが、注釈として読み捨てられている",
    Page(
        why="YAML では、空白に続く「#」から行の終わりまでが注釈である。"
        "「達成率 #1」と書くと、値は「達成率」だけになる。文章の項目で、「#」のすぐ後に文字が続くときに挙げる。",
        mend="「#」も値の一部なら、値の全体を引用符で囲む。注釈なら、「#」の後に空白を入れる。",
        bad=(Example("name: 削減時間 #1\n"),),
        good=(Example('name: "削減時間 #1"  # 資料の8ページの名称\n'),),
        others=((Example("name: 削減時間 # 1\n"),),),
    ),
    waivable=True,
)

_GLUED = re.compile(r"[ \t]+(?P<comment>#(?!dxkpi)[^\s#!][^\r\n]*)")
_TEXTS = frozenset((
    "name", "title", "heading", "note", "reason", "successor", "text", "label", "group", "owner", "unit", "publisher",
    "government", "reported", "steps", "done", "assumed", "contact", "formerly",
))  # fmt: skip


def tell_lost_text(document: YamlDocument, findings: Findings) -> None:
    """Add a finding for every text of a record that continues in what YAML takes for a comment."""
    if "#" not in document.text or not _GLUED.search(document.text) or document.root is None:
        return
    lines = document.text.split("\n")
    for node in findings.while_room(_texts(document.root, text=False)):
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


def _texts(node: yaml.Node, *, text: bool) -> Iterator[yaml.ScalarNode]:
    """Yield the plain scalars below `node` in a field of text; `text`: the node itself is in one."""
    match node:
        case yaml.ScalarNode():
            if text and not node.style and node.value:
                yield node
        case yaml.MappingNode():
            for key, value in node.value:
                named = isinstance(key, yaml.ScalarNode) and key.value in _TEXTS
                yield from _texts(value, text=text or named)
        case _:
            for item in node.value:
                yield from _texts(item, text=text)
