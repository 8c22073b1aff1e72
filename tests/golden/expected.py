"""Files that say what a run has to print; DXKPI_UPDATE_GOLDEN=1 writes them anew."""

import os
from pathlib import Path


def expect(path: Path, content: bytes) -> None:
    """Holds what was printed against the file at `path`."""
    if os.environ.get("DXKPI_UPDATE_GOLDEN"):
        path.write_bytes(content)
    assert content == path.read_bytes()
