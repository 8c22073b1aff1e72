"""An owner that the list of departments does not have: nobody would know whom to send its sheet to."""

from collections.abc import Iterator

from dxkpi.core.basis.finding import Diagnostic, Example, Page, warning
from dxkpi.core.basis.text import clip, nearest
from dxkpi.core.dataset import Dataset
from dxkpi.rules.base import DatasetRule

_FILE, _NAMED = "departments.yaml", "departments:\n  - name: デジタル推進課\n    formerly: "
_LIST = Example(f"{_NAMED}[情報政策課]\n", _FILE, whole=True)
_WRITTEN = Example("owner: 情報制作課\n")

INFO = warning(
    "KPI414",
    "unknown-owner",
    "担当 owner が departments.yaml にない",
    Page(
        why="課の名が変わったのに一覧に書き忘れたか、指標のほうの書き間違いである。"
        "その課の連絡先は、督促の一覧に出ない。departments.yaml がなければ、この点検はしない。",
        fix="書き間違いなら owner を直す。課の名が変わったのなら、いまの担当の formerly に前の名を加える。"
        "新しい担当なら、一覧に加える。",
        bad=(_LIST, _WRITTEN),
        good=(_LIST, Example("owner: 情報政策課\n")),
        others=(
            (Example(f"{_NAMED}[情報政策課, 情報制作課]\n", _FILE, whole=True), _WRITTEN),
            (Example(f"{_NAMED}[情報政策課]\n  - name: 情報制作課\n", _FILE, whole=True), _WRITTEN),
        ),
    ),
)


def _check(dataset: Dataset) -> Iterator[Diagnostic]:
    known = dataset.departments
    names = [name for department in known.departments for name in department.names]
    seen: set[str] = set()
    for declared in dataset.indicators:
        owner = declared.indicator.owner
        if not names or owner is None or declared.document in seen or known.of(owner) is not None:
            continue
        seen.add(declared.document)
        meant = nearest(owner, names)
        yield Diagnostic(
            INFO,
            declared.at("owner"),
            f"担当「{clip(owner)}」は、departments.yaml にない",
            f"「{clip(meant)}」の書き間違いなら直す。名の変わった課なら、いまの担当の formerly に書く"
            if meant
            else "名の変わった課なら、いまの担当の formerly に書く。新しい担当なら、一覧に加える",
        )


UNKNOWN_OWNER = DatasetRule(INFO, _check)
