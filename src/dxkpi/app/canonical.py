"""`dxkpi show --canonical`: one file in the form that git compares, wherever it is and whatever it contains."""

from pathlib import Path

from dxkpi.app.problems import CannotRun
from dxkpi.core.basis.finding import Diagnostic
from dxkpi.core.basis.text import clip
from dxkpi.core.keys import ORDER
from dxkpi.render.canonical import facts
from dxkpi.source.codes.files import TOO_BIG
from dxkpi.source.document import read_document
from dxkpi.source.files import read_file

_ORDER = ("from", "to", *ORDER)


def canonical(file: str) -> bytes:
    """Return the facts of a data file, one a line, or a file that cannot be read as data as it is.

    Raises:
        CannotRun: when there is no such file, or it cannot be a data file.
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
