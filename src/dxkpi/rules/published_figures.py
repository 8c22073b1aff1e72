"""A manifest whose figures do not follow from its own records: somebody has edited it by hand."""

from collections.abc import Iterator

from dxkpi.core.dataset import Dataset, DeclaredManifest
from dxkpi.core.diagnostic import Diagnostic, Related
from dxkpi.core.page import Page
from dxkpi.core.reference import Path
from dxkpi.rules.base import DatasetRule, error, first
from dxkpi.rules.published_years import manifest

INFO = error(
    "KPI712",
    "published-figures",
    "公表記録の数字が、その中の記録から計算した数字と違う",
    Page(
        why="公表記録を手で直したり、二つの版を混ぜたりすると起きる。"
        "何を公表したのか、その数字が何から出たのかを、確かめられなくなる。",
        mend="git から、dxkpi publish が書いたときの公表記録に戻す。"
        "公表の後に見つかった誤りは、公表記録ではなく計画の corrections に書く。",
        bad=(manifest("99.0"),),
        good=(manifest("100.0"),),
    ),
)
_HINT = "公表記録は直さない。dxkpi publish が書いた公表記録に戻す"


def _check(dataset: Dataset) -> Iterator[Diagnostic]:
    if not dataset.manifests:
        return
    from dxkpi.core.publication.figures import differences  # noqa: PLC0415 - few folders have published years

    seen: dict[tuple[str, str], DeclaredManifest] = {}
    for declared in dataset.manifests:
        own = declared.manifest
        yield from first(_finding(declared, path) for path in differences(own))
        other = seen.setdefault((own.plan, str(own.year)), declared)
        if other is not declared:
            found = f"計画「{own.plan}」の{own.year.formal}の公表記録が、ほかにもある"
            related = (Related(other.at("year"), "もう一つの公表記録"),)
            yield Diagnostic(INFO, declared.at("year"), found, _HINT, related, blocks=False)


def _finding(declared: DeclaredManifest, path: Path) -> Diagnostic:
    message = f"公表記録の数字（{'.'.join(map(str, path))}）が、凍結した記録から計算した数字と違う"
    related = (Related(declared.at("records"), "凍結した記録"),)
    return Diagnostic(INFO, declared.at("figures", *path), message, _HINT, related, blocks=False)


PUBLISHED_FIGURES = DatasetRule(INFO, _check)
