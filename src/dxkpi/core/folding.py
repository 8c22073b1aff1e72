"""When two texts are one to a reader: whatever their width, spacing and case."""

import unicodedata


def folded(text: str) -> str:
    """`text` without what only a machine tells apart.

    >>> folded("情報 政策課") == folded("情報政策課　"), folded("ＩＣＴ") == folded("ict")
    (True, True)
    """
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
