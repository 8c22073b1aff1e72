"""From text to YAML nodes and from nodes to plain data, with nothing of YAML's own typing."""

import unicodedata
from functools import lru_cache
from typing import Any

import yaml
from yaml._yaml import CParser

from dxkpi.core.basis.finding import Related, RuleInfo, Spot
from dxkpi.core.basis.text import clip
from dxkpi.source.codes import CONTROL, DUPLICATE, LINE_BREAK, MERGE, ODD_KEY, TOO_DEEP
from dxkpi.source.findings import Findings
from dxkpi.source.guard import DEEP, DEEPEST
from dxkpi.source.scalars import plain
from dxkpi.source.text import unwanted

NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_ESCAPED = '"'


_plain_key = lru_cache(maxsize=1 << 10)(plain)
"""Keys are few and come again in every file."""


class _Composer(CParser):
    """libyaml's composer with YAML's resolver left out: every scalar stays what is written."""

    def resolve(self, _kind: object, _value: object, _implicit: object) -> str:
        return ""

    def descend_resolver(self, _parent: object, _index: object) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


def compose(text: str) -> yaml.Node | None:
    """The node of the only document; None where there is none.

    Raises:
        Exception: whatever libyaml says of a text that is no YAML.
    """
    node: yaml.Node | None = _Composer(text).get_single_node()
    return node


class Builder:
    """Plain data of nodes; what YAML allows and the data contract does not is told on the way."""

    def __init__(self, text: str, findings: Findings) -> None:
        self._findings = findings
        self._escapes = "\\" in text

    def value(self, node: yaml.Node, depth: int = 1) -> Any:  # noqa: ANN401
        """The data of a node: a dict, a list, a text, or None for an empty plain scalar."""
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if depth > DEEPEST:
            self._tell(node, TOO_DEEP, *DEEP)
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, depth)
        return [self.value(item, depth + 1) for item in node.value]

    def _scalar(self, node: yaml.ScalarNode) -> str | None:
        written: str = node.value
        if not node.style:
            return plain(written) if written else None
        if node.style == _ESCAPED:
            self._check_escapes(node)
        return written

    def _mapping(self, node: yaml.MappingNode, depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        firsts: dict[str, yaml.Node] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node)
            value = self.value(value_node, depth + 1)
            if key is None:
                continue
            same = key if key.isascii() else unicodedata.normalize("NFC", key)
            if same in firsts:
                self._duplicate(key_node, firsts[same])
            else:
                firsts[same] = key_node
                data[key] = value
        return data

    def _key(self, node: yaml.Node) -> str | None:
        """The key as written; None where it is none."""
        if not isinstance(node, yaml.ScalarNode):
            self._tell(node, ODD_KEY, "キーが一つの語ではなく、並びや組になっている", "キーには一つの語を書く")
            return None
        if node.style:
            return self._scalar(node)
        if node.value == "<<":
            self._tell(node, MERGE, "<< による取り込みが使われている", "取り込む内容をそのまま書く")
            return None
        if node.value in NULLS:
            found = f"キーが空（{node.value}）である" if node.value else "「:」の前にキーがない"
            self._tell(node, ODD_KEY, found, "「:」の前にキーを書く。文字として使うなら引用符で囲む")
            return None
        return _plain_key(node.value)

    def _duplicate(self, node: yaml.Node, first: yaml.Node) -> None:
        related = Related(_spot(self._findings.document, first), "最初に書かれた所")
        self._findings.add(
            DUPLICATE,
            _spot(self._findings.document, node),
            f"キー「{clip(node.value)}」が{first.start_mark.line + 1}行目にも書かれている",
            "どちらか一つにする。並べて書くなら値を「- 」で始まる行にする",
            related,
        )

    def _check_escapes(self, node: yaml.ScalarNode) -> None:
        found = unwanted(node.value)
        # without a backslash in the file it stands there raw, and was told where it stands
        if found is not None and self._escapes:
            rule = CONTROL if found.rule is LINE_BREAK else found.rule
            self._tell(node, rule, f"「\\」の書き方によって、{found.name}が入っている", "その「\\」の書き方を消す")

    def _tell(self, node: yaml.Node, rule: RuleInfo, message: str, hint: str) -> None:
        self._findings.add(rule, _spot(self._findings.document, node), message, hint)


def _spot(document: str, node: yaml.Node) -> Spot:
    mark = node.start_mark
    return Spot(document, mark.line + 1, mark.column + 1)
