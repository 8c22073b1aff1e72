"""One data file: its text to plain data and nodes, or to findings that say why not."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml

from dxkpi.core.basis.finding import Diagnostic, Path
from dxkpi.source.codes import EMPTY, NOT_A_RECORD
from dxkpi.source.findings import Findings
from dxkpi.source.guard import scan, suspicious
from dxkpi.source.line_reader import ordinary
from dxkpi.source.nodes import NULLS, Builder, compose
from dxkpi.source.scalars import may_hold_traps, tell_traps
from dxkpi.source.syntax import tell_syntax
from dxkpi.source.text import check_characters, check_conflicts, decode, without_directives

_PAGE = re.compile(r"<[a-zA-Z!?]")
_NO_SPACE = re.compile(r"[\w-]{1,64}:\S", re.ASCII)


@dataclass(frozen=True)
class Document:
    """What a file says, as far as it can be told.

    `data` holds dicts, lists, texts as written and None for what is empty; it is None where the file is no record.
    `text` is without a byte order mark; `composed` is the node that was composed of it, if one was.
    """

    name: str
    text: str
    data: dict[str, Any] | None
    composed: yaml.Node | None
    problems: tuple[Diagnostic, ...]

    @cached_property
    def root(self) -> yaml.Node | None:
        """The node that says what `data` says, for positions; that of an ordinary text is composed when asked for."""
        return self.composed if self.data is None or self.composed else compose(self.text)

    @property
    def empty(self) -> list[Path]:
        """The paths of everything in `data` that is empty; nothing ever is in an ordinary text."""
        return empties(self.data) if self.data and self.composed else []


def read_document(name: str, raw: bytes) -> Document:
    """The document of that name with content `raw`; never raises, whatever that is."""
    findings = Findings(name)
    text = decode(raw, findings)
    if text is None:
        return Document(name, "", None, None, findings.told())
    data = ordinary(text)
    return composed_document(name, text, findings) if data is None else Document(name, text, data, None, ())


def composed_document(name: str, text: str, findings: Findings) -> Document:
    """The document of that name with content `text`, which is composed whatever it is; `findings` are its first."""
    root = _root(text, findings)
    data = None if root is None else _record(root, text, findings)
    return Document(name, text, data, root, findings.told())


def compose_text(text: str, findings: Findings) -> yaml.Node | None:
    """The root node of a text that is known to be safe to compose, or None and a finding."""
    try:
        if suspicious(text) and not scan(text, findings):
            return None
        return compose(text)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - PyYAML raises what it likes on hostile text, not only YAMLError
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
    """What a file that is no record looks like."""
    if isinstance(root, yaml.SequenceNode):
        return "ファイル全体が並び（- で始まる行、または [ ]）になっている"
    first = text.lstrip().partition("\n")[0][:200]
    if _NO_SPACE.match(first):
        return "「:」の後に半角の空白がなく、「キー: 値」として読まれない"
    return "「キー: 値」の行がなく、" + ("CSV の表に見える" if "," in first else "文章だけになっている")


def _is_data(text: str, findings: Findings) -> bool:
    """Tells a file that somebody else's program wrote; whether it is none."""
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
    """The paths of everything in the plain data of a file that is empty."""
    found: list[Path] = []
    for step, value in data.items() if isinstance(data, dict) else enumerate(data):
        if value is None:
            found.append((*path, step))
        elif not isinstance(value, str):
            found += empties(value, (*path, step))
    return found
