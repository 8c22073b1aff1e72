"""A record that became known on a day that has not come yet: a slip in the year of `known`.

It would be preferred to all that becomes known until then.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from dxkpi.core.basis.finding import Diagnostic, Example, Page, error
from dxkpi.core.dataset import Dataset
from dxkpi.rules.base import named
from dxkpi.rules.indicator.undated import RECORD_WORDS

_VALUE = "actuals:\n  R3:\n    value: 5445\n    status: 実績\n    known: {}\n"

INFO = error(
    "KPI352",
    "known-to-come",
    "分かった日が、まだ来ていない",
    Page(
        why="一つの年度に記録が並ぶときは、最後に分かったものを使う。known（分かった日）の年を先の年と間違えると、"
        "その日までは、後から分かったどの値よりも、その記録が使われる。"
        "報告の日を選ぶと（--as-of）、逆に使われない。",
        fix="known に、実際に分かった日を書く。",
        bad=(Example(_VALUE.format("2222-03-14")),),
        good=(Example(_VALUE.format("2022-03-14")),),
    ),
)

# A day that has begun here may not have begun yet where the data are checked.
_LEEWAY = timedelta(days=1)


def known_to_come(dataset: Dataset, today: date) -> Iterator[Diagnostic]:
    """Yield the records of indicators that became known after `today`."""
    for declared in dataset.indicators:
        for path, said in declared.as_filed.attested():
            if said.known is not None and said.known.first > today + _LEEWAY:
                yield Diagnostic(
                    INFO,
                    declared.at(*path, "known"),
                    f"{named(declared)}の{RECORD_WORDS[str(path[0])]}の分かった日（{said.known}）が、まだ来ていない",
                    "known に、実際に分かった日を書く",
                    blocks=False,
                )
