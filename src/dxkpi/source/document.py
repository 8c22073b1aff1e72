"""Documents: from text to YAML nodes, and from nodes to plain data, without YAML's own typing."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import yaml
from yaml._yaml import CParser

from dxkpi.core.basis.finding import Diagnostic, Path, Related, RuleInfo, Spot
from dxkpi.core.basis.text import clip
from dxkpi.source.codes.files import CONTROL, DUPLICATE, EMPTY, LINE_BREAK, MERGE, NOT_A_RECORD, ODD_KEY, TOO_DEEP
from dxkpi.source.findings import Findings
from dxkpi.source.guard import DEEP, DEEPEST, scan, suspicious
from dxkpi.source.line_reader import ordinary
from dxkpi.source.scalars import may_hold_traps, plain, tell_traps
from dxkpi.source.text import check_characters, check_conflicts, decode, unwanted, without_directives


def parts_of(node: yaml.Node) -> Iterator[yaml.Node]:
    """Yield the keys and values of a mapping, or the items of a list, in order; a scalar has none."""
    for child in node.value if isinstance(node, yaml.CollectionNode) else ():
        yield from child if isinstance(child, tuple) else (child,)


NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_ESCAPED = '"'


_plain_key = lru_cache(maxsize=1 << 10)(plain)
"""Cached, since there are few keys and they repeat in every file."""


class _Composer(CParser):
    """libyaml's composer without YAML's resolver: every scalar stays as written."""

    def resolve(self, _kind: object, _value: object, _implicit: object) -> str:
        return ""

    def descend_resolver(self, _parent: object, _index: object) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


def compose(text: str) -> yaml.Node | None:
    """Return the node of the only document, or None where there is none.

    Raises:
        Exception: any error of libyaml for a text that is no YAML.
    """
    node: yaml.Node | None = _Composer(text).get_single_node()
    return node


class Builder:
    """Builds plain data from nodes; YAML that the data format does not allow is reported on the way."""

    def __init__(self, text: str, findings: Findings) -> None:
        self._findings = findings
        self._escapes = "\\" in text

    def value(self, node: yaml.Node, depth: int = 1) -> Any:  # noqa: ANN401
        """Return the data of a node: a dict, a list, a text, or None for an empty plain scalar."""
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
            # が as one character and as two (か and a mark) is the same key to a reader.
            same = key if key.isascii() else unicodedata.normalize("NFC", key)
            if same in firsts:
                self._duplicate(key_node, firsts[same])
            else:
                firsts[same] = key_node
                data[key] = value
        return data

    def _key(self, node: yaml.Node) -> str | None:
        """Return the key as written, or None where it is none."""
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
        # without a backslash in the file it is there raw, and was reported at its place
        if found is not None and self._escapes:
            rule = CONTROL if found.rule is LINE_BREAK else found.rule
            self._tell(node, rule, f"「\\」の書き方によって、{found.name}が入っている", "その「\\」の書き方を消す")

    def _tell(self, node: yaml.Node, rule: RuleInfo, message: str, hint: str) -> None:
        self._findings.add(rule, _spot(self._findings.document, node), message, hint)


def _spot(document: str, node: yaml.Node) -> Spot:
    mark = node.start_mark
    return Spot(document, mark.line + 1, mark.column + 1)


_PAGE = re.compile(r"<[a-zA-Z!?]")
_NO_SPACE = re.compile(r"[\w-]{1,64}:\S", re.ASCII)


@dataclass(frozen=True)
class YamlDocument:
    """Content of a file, as far as it could be read.

    `data` consists of dicts, lists, texts as written and None for empty values; it is None where the file is no record.
    `text` is without a byte order mark; `composed` is the node composed from it, if one was.
    """

    name: str
    text: str
    data: dict[str, Any] | None
    composed: yaml.Node | None
    problems: tuple[Diagnostic, ...]

    @cached_property
    def root(self) -> yaml.Node | None:
        """The node of `data`, for positions; for an ordinary text it is composed on demand."""
        return self.composed if self.data is None or self.composed else compose(self.text)

    @property
    def empty(self) -> list[Path]:
        """Paths of all empty values in `data`; an ordinary text has none."""
        return empties(self.data) if self.data and self.composed else []


def read_document(name: str, raw: bytes) -> YamlDocument:
    """Return the document of that name with content `raw`; never raises, whatever that is."""
    findings = Findings(name)
    text = decode(raw, findings)
    if text is None:
        return YamlDocument(name, "", None, None, findings.reported())
    data = ordinary(text)
    return composed_document(name, text, findings) if data is None else YamlDocument(name, text, data, None, ())


def composed_document(name: str, text: str, findings: Findings) -> YamlDocument:
    """Return the document of that name with content `text`, always composed; `findings` has its first ones."""
    root = _root(text, findings)
    data = None if root is None else _record(root, text, findings)
    return YamlDocument(name, text, data, root, findings.reported())


def compose_text(text: str, findings: Findings) -> yaml.Node | None:
    """Return the root node of a text that is known to be safe to compose, or None after adding a finding."""
    try:
        if suspicious(text) and not scan(text, findings):
            return None
        return compose(text)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - PyYAML raises what it likes on hostile text, not only YAMLError
        from dxkpi.source.syntax import tell_syntax  # noqa: PLC0415 - most files are YAML

        tell_syntax(error, text, findings)
        return None


def _root(text: str, findings: Findings) -> yaml.Node | None:
    readable = check_characters(text, findings)
    if not (check_conflicts(text, findings) and readable and _is_data(text, findings)):
        return None
    root = compose_text(without_directives(text, findings), findings)
    if root is None and not findings:
        findings.at(1, 1, EMPTY, "何も書かれていない（注釈だけのファイルも同じ）", "内容を書くか、ファイルを消す")
    return root


def _record(root: yaml.Node, text: str, findings: Findings) -> dict[str, Any] | None:
    if may_hold_traps(text) and tell_traps(root, text.split("\n"), findings):
        return None  # what was swallowed is missing elsewhere: to say so would only confuse
    if isinstance(root, yaml.MappingNode):
        data: dict[str, Any] = Builder(text, findings).value(root)
        return data
    mark = root.start_mark
    if isinstance(root, yaml.ScalarNode) and root.value in NULLS and not root.style:
        line, column = (
            (mark.line + 1, mark.column + 1) if root.value else (1, 1)
        )  # an empty one is marked behind the text
        findings.at(line, column, EMPTY, "内容が空である", "内容を書くか、ファイルを消す")
    elif not findings:
        hint = "「id: rpa-hours」のように、行ごとに「キー: 値」を書く"
        findings.at(mark.line + 1, mark.column + 1, NOT_A_RECORD, _likeness(root, text), hint)
    return None


def _likeness(root: yaml.Node, text: str) -> str:
    """Describe the apparent kind of a file that is no record."""
    if isinstance(root, yaml.SequenceNode):
        return "ファイル全体が並び（- で始まる行、または [ ]）になっている"
    first = text.lstrip().partition("\n")[0][:200]
    if _NO_SPACE.match(first):
        return "「:」の後に半角の空白がなく、「キー: 値」として読まれない"
    return "「キー: 値」の行がなく、" + ("CSV の表に見える" if "," in first else "文章だけになっている")


def _is_data(text: str, findings: Findings) -> bool:
    """Say whether the file is data; add a finding where another program wrote it."""
    head = text[:200].lstrip()
    if head.startswith("version https://git-lfs"):
        hint = "git lfs pull で本体を取り出す"
        findings.at(1, 1, NOT_A_RECORD, "データではなく、Git LFS の置き換えファイルである", hint)
    elif _PAGE.match(head):
        hint = "YAML のファイルを、ページとしてではなくそのまま（Raw）保存し直す"
        findings.at(1, 1, NOT_A_RECORD, "データではなく、HTML か XML のページである", hint)
    else:
        return True
    return False


def empties(data: Any, path: Path = ()) -> list[Path]:  # noqa: ANN401
    """Return the paths of all empty values in the plain data of a file."""
    found: list[Path] = []
    for step, value in data.items() if isinstance(data, dict) else enumerate(data):
        if value is None:
            found.append((*path, step))
        elif not isinstance(value, str):
            found += empties(value, (*path, step))
    return found
