"""A Japanese text that changes while the English beside it stays: it may say what no longer holds."""

from dxkpi.core.basis.finding import Example, Page
from dxkpi.core.diff.change import Change, Key
from dxkpi.core.diff.parts import Written, standing_at
from dxkpi.core.keys import title_of
from dxkpi.rules.review.change.case import ChangedRecord, Looks, second_look

_NAMED = "name: RPA導入により削減した{}\nen:\n  name: {} saved by RPA\n"

INFO = second_look(
    "KPI874",
    "stale-english",
    "日本語の語が変わり、その英語（en）はそのままである",
    Page(
        why="英語のページとオープンデータに、前の日本語の訳が残る。日本語だけを見る人は気づかない。",
        fix="en の語を、新しい日本語に合わせて直す。今の英語のままで合っているなら、何もしなくてよい。"
        "まだ訳せないなら、en のその行を消す（英語のページには日本語のまま載る）。",
        before=(Example(_NAMED.format("作業時間", "Working hours")),),
        bad=(Example(_NAMED.format("用紙の枚数", "Working hours")),),
        good=(Example(_NAMED.format("用紙の枚数", "Sheets of paper")),),
        others=((Example(_NAMED.format("作業時間", "Hours of work")),),),
    ),
)


def stale_english(record: ChangedRecord, after: Written) -> Looks:
    """Yield the changes of Japanese texts of a record whose English is the same; `after` is the record as written."""
    changed = {(*change.key, *value.key) for change in record.changes for value in change.values}
    for change in record.changes:
        keys = [own for value in change.values if (own := _english(change, value.key, after)) and own not in changed]
        if keys:
            words = "、".join(title_of(key[-1]) for key in keys)
            yield record.found(INFO, f"{words}の日本語が変わり、英語（en）はそのままである", (change,))


def _english(change: Change, below: Key, after: Written) -> Key | None:
    """Return the keys of the English of the text at `below` a change, if there is any."""
    *outer, name = *change.key, *below
    keys = (*outer, "en", name)
    return keys if "en" not in outer and standing_at(after, keys)[1] is not None else None
