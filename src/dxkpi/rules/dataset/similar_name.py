"""Two names in a plan that a reader takes for one: an indicator declared twice, typed by two people.

They differ in width, spacing or case, or in letters that look alike (А of Cyrillic, the kanji 力 for カ).
"""

import unicodedata
from collections.abc import Iterator

from dxkpi.core.basis.finding import Diagnostic, Example, Page, Related, warning
from dxkpi.core.basis.text import clip, folded, look_alike
from dxkpi.core.dataset import Dataset, DeclaredIndicator
from dxkpi.rules.base import DatasetRule

_FILE = "indicators/plan-a/one/views.yaml"
_NAMED = "id: views\nname: {}\nplan: plan-a\nsection: one\nunit: 回\ndirection: monitor\n"
_FIRST = Example("id: maps\nname: 地図の数\n", "indicators/plan-a/one/maps.yaml")

INFO = warning(
    "KPI408",
    "similar-name",
    "一つの計画に、全角・半角や空白、形の似た字だけが違う名前の指標がある",
    Page(
        why="「WEB会議の利用者数」と「ＷＥＢ会議の利用者数」のように、二人が別々に打った名前は少し違うことがある。"
        "カタカナの「カ」と漢字の「力」、英字の「A」とキリル文字の「А」のように、見分けられない字もある。"
        "同じ指標が二つのファイルにあると、二度数えられる。",
        fix="同じ指標なら片方のファイルを消す。別の指標なら、違いの分かる名前にする。",
        bad=(_FIRST, Example(_NAMED.format("地図 の数"), _FILE, whole=True)),
        good=(_FIRST, Example(_NAMED.format("地図の閲覧数"), _FILE, whole=True)),
        others=((_FIRST,),),
    ),
)


def _check(dataset: Dataset) -> Iterator[Diagnostic]:
    seen: dict[tuple[str, str], DeclaredIndicator] = {}
    for declared in dataset.indicators:
        indicator = declared.indicator
        other = seen.setdefault((indicator.plan, folded(indicator.name)), declared)
        if other is not declared and not _identical(indicator.name, other.indicator.name):
            differing = look_alike(indicator.name, other.indicator.name) or "全角・半角や空白"
            yield Diagnostic(
                INFO,
                declared.at("name"),
                f"「{clip(indicator.name)}」は、{differing}の違いを除くと"
                f"「{clip(other.indicator.name)}」（id: {other.indicator.id}）と同じ名前である",
                "同じ指標なら片方のファイルを消す。別の指標なら、違いの分かる名前にする",
                (Related(other.at("name"), "先の指標"),),
            )


def _identical(name: str, other: str) -> bool:
    return unicodedata.normalize("NFC", name) == unicodedata.normalize("NFC", other)


SIMILAR_NAME = DatasetRule(INFO, _check)
