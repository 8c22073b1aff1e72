"""`dxkpi show --canonical`: one file as git shall compare it, wherever it lies and whatever it holds."""

from pathlib import Path

from dxkpi.app.problems import CannotRun
from dxkpi.core.basis.finding import Diagnostic
from dxkpi.core.basis.text import clip
from dxkpi.core.fields import ORDER
from dxkpi.render.canonical import facts
from dxkpi.source.codes import TOO_BIG
from dxkpi.source.document import read_document
from dxkpi.source.files import read_file

_ORDER = ("from", "to", *ORDER)


def canonical(file: str) -> bytes:
    """The facts of a data file, one a line; a file that cannot be read as data as it is.

    Raises:
        CannotRun: when there is no such file, or it is none that data could be in.
    """
    path = Path(file)
    raw = read_file(path.parent, path, path.name)
    if isinstance(raw, Diagnostic) and raw.rule is TOO_BIG:
        return path.read_bytes()  # one refusal would end the whole of `git log -p`
    if isinstance(raw, Diagnostic):
        raise CannotRun(f"「{clip(file)}」: {raw.message}")
    document = read_document(path.name, raw)
    if document.data is None or document.problems:
        return raw  # git has to show something, and what is wrong stands in the text
    return "".join(f"{line}\n" for line in facts(document.data, _ORDER)).encode()
