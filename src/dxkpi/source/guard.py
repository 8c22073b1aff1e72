"""Check of a file before it is composed: that it is not made to exhaust the process.

libyaml composes by recursion and dies at some 24,000 levels; its events are safe at any depth.
"""

import re
from dataclasses import dataclass

import yaml

from dxkpi.core.basis.finding import RuleInfo
from dxkpi.core.basis.text import clip
from dxkpi.source.codes.files import ALIAS, ANCHOR, SECOND_DOCUMENT, TAG, TOO_BIG, TOO_DEEP
from dxkpi.source.findings import Findings

DEEPEST = 20
_MOST_VALUES = 20_000
_STANDARD = "tag:yaml.org,2002:"

# A level of nesting costs an opening bracket, or a column of what a line begins with; marks and tags come with a sign.
_LONG_PREFIX = re.compile(r"\n[ \t?:-]{60}")
_MOST_BRACKETS = 100
_ORDINARY_SIZE = 1 << 16

SECOND = (
    "一つのファイルに二つ以上の文書がある（--- か ... で区切られている）",
    "一つのファイルには一つだけ書き、残りを別のファイルに分ける",
)
DEEP = (f"入れ子が{DEEPEST}段より深い", "字下げや括弧を確かめ、浅くする")
TAG_HINT = "印を消す。文字として書くなら引用符で囲む"
ALIAS_HINT = "参照先の内容をそのまま書く。「*」で始まる文字として書くなら引用符で囲む"
ANCHOR_HINT = "目印を消す。「&」で始まる文字として書くなら引用符で囲む"


def suspicious(text: str) -> bool:
    """Say whether a text could be nested deeply, have references, or have more values than any record."""
    return (
        len(text) > _ORDINARY_SIZE
        or text.count("[") + text.count("{") > _MOST_BRACKETS
        or "&" in text
        or "*" in text
        or "!" in text
        or _LONG_PREFIX.search("\n" + text) is not None
    )


@dataclass(slots=True)
class _Scan:
    findings: Findings
    depth: int = 0
    values: int = 0
    documents: int = 0
    safe: bool = True

    def see(self, event: yaml.Event) -> bool:
        """Add findings for a forbidden event, and say whether to go on."""
        match event:
            case yaml.DocumentStartEvent():
                return self._document(event)
            case yaml.AliasEvent():
                self.safe = False
                self._tell(event, ALIAS, f"参照「*{clip(event.anchor or '')}」が使われている", ALIAS_HINT)
            case yaml.CollectionStartEvent() | yaml.ScalarEvent():
                self._properties(event)
                return self._count(event)
            case yaml.CollectionEndEvent():
                self.depth -= 1
            case _:
                pass
        return True

    def _document(self, event: yaml.DocumentStartEvent) -> bool:
        self.documents += 1
        if self.documents > 1:
            self._tell(event, SECOND_DOCUMENT, *SECOND)
        return self.documents == 1

    def _properties(self, event: yaml.CollectionStartEvent | yaml.ScalarEvent) -> None:
        if event.anchor is not None:
            self._tell(event, ANCHOR, f"目印「&{clip(event.anchor)}」が付いている", ANCHOR_HINT)
        if event.tag is not None:
            self._tell(event, TAG, f"型の印「{clip(event.tag.replace(_STANDARD, '!!'))}」が付いている", TAG_HINT)

    def _count(self, event: yaml.CollectionStartEvent | yaml.ScalarEvent) -> bool:
        self.values += 1
        if self.values > _MOST_VALUES:
            self._stop(event, TOO_BIG, f"値が{_MOST_VALUES}個を超えている", "指標は一つずつ別のファイルに分けて書く")
        if isinstance(event, yaml.CollectionStartEvent):
            self.depth += 1
            if self.depth > DEEPEST:
                self._stop(event, TOO_DEEP, *DEEP)
        return self.safe

    def _stop(self, event: yaml.Event, rule: RuleInfo, message: str, hint: str) -> None:
        self.safe = False
        self._tell(event, rule, message, hint)

    def _tell(self, event: yaml.Event, rule: RuleInfo, message: str, hint: str) -> None:
        mark = event.start_mark
        assert mark is not None  # libyaml marks every event
        self.findings.at(mark.line + 1, mark.column + 1, rule, message, hint)


def scan(text: str, findings: Findings) -> bool:
    """Add findings for tags, references and further documents, and say whether the text may be composed.

    Raises:
        Exception: any error of libyaml for a text that is no YAML.
    """
    watch = _Scan(findings)
    complete = all(map(watch.see, findings.while_room(yaml.parse(text, Loader=yaml.CSafeLoader))))
    return complete and watch.safe and not findings.full
