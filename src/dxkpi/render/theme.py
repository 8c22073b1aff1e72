"""The one theme: the colour of each role, of those that a terminal has itself and its owner can read there."""

from typing import TYPE_CHECKING

from dxkpi.render.blocks import Tone

if TYPE_CHECKING:
    from rich.theme import Theme

STYLES = {
    Tone.STRONG: "bold",
    Tone.MUTED: "dim",
    Tone.MET: "green",
    Tone.NEAR: "cyan",
    Tone.MIDDLE: "yellow",
    Tone.FAR: "red",
    Tone.SUSPENDED: "blue",
    Tone.NOT_ASSESSED: "magenta",
    Tone.PROVISIONAL: "italic",
    Tone.ERROR: "bold red",
    Tone.WARNING: "bold yellow",
    Tone.PATH: "dim",
    Tone.CODE: "bold",
    Tone.HINT: "cyan",
    Tone.RAISED: "green",
    Tone.LOWERED: "red",
}


def theme() -> "Theme":
    """Return the styles by the names of their roles."""
    from rich.theme import Theme  # noqa: PLC0415 - only colour needs it

    return Theme({tone.value: style for tone, style in STYLES.items()}, inherit=False)


def is_old_console() -> bool:
    """Say whether the console is one of Windows that obeys no escape sequences."""
    from rich.console import detect_legacy_windows  # noqa: PLC0415 - only Windows needs it

    return detect_legacy_windows()
