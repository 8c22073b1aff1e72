"""What became public when, as links name it."""

from dxkpi.core.basis.calendar import parse_fiscal_year
from dxkpi.core.news import newest_first, news
from dxkpi.render.views.site import news_text, news_title
from tests import build

R2, R3 = map(parse_fiscal_year, ("R2", "R3"))
REVISED = {
    "date": "2021-02-10",
    "indicator": "hours",
    "from": {"value": "6000"},
    "to": {"value": "5500"},
    "reason": "見直し",
    "decision": "会議",
}
RESTATED = {"value": "10", "year": "H30", "restated": [{"date": "2020-06", "value": "12", "reason": "遡及改定"}]}
CORRECTED = {
    "date": "2022-05-01",
    "year": "R3",
    "indicator": "hours",
    "from": {"rate": "90"},
    "to": {"rate": "91"},
    "why": "誤記",
}
"""A correction; the published year has no rows, so that only its telling is looked at here."""


def test_every_kind_is_told_once_newest_first_and_of_published_years_those_shown() -> None:
    papers = {"paper": {"title": "進捗", "publisher": "県", "date": "2022-03-14"}}
    source = {"source": {"document": "paper", "page": "1"}}
    plan = build.plan(
        documents=papers,
        published={"R2": source, "R3": source},
        revisions=[REVISED],
        corrections=[CORRECTED, CORRECTED | {"year": "R2"}],
    )
    hours = build.indicator(id="hours", baseline=RESTATED, target={"value": "6000"})
    declared = build.dataset(plan, hours)
    (own,) = declared.plans
    assert [one.id for one in newest_first(news(declared, own, {R3}))] == [
        f"corrected-{plan.plan}-2022-05-01-1",
        f"published-{plan.plan}-2022-03-14-1",
        f"revised-{plan.plan}-2021-02-10-1",
        f"restated-{plan.plan}-2020-06-1",
    ]
    both = newest_first(news(declared, own, {R2, R3}))
    assert [(one.id, one.year) for one in both if one.kind == "published"] == [
        (f"published-{plan.plan}-2022-03-14-1", R2),
        (f"published-{plan.plan}-2022-03-14-2", R3),
    ]


def test_what_has_no_day_comes_last() -> None:
    papers = {"paper": {"title": "進捗", "publisher": "県"}}
    plan = build.plan(
        documents=papers, published={"R3": {"source": {"document": "paper", "page": "1"}}}, revisions=[REVISED]
    )
    declared = build.dataset(plan, build.indicator(id="hours", target={"value": "6000"}))
    found = newest_first(news(declared, declared.plans[0], {R3}))
    assert [one.id for one in found] == [f"revised-{plan.plan}-2021-02-10-1", f"published-{plan.plan}-1"]


def test_a_change_of_definition_is_told_on_the_day_that_its_paper_gives() -> None:
    papers = {"paper": {"title": "進捗", "publisher": "県", "date": "2022-03-14"}}
    stated = {"from": "R3", "reason": "電話の相談を除いた", "source": {"document": "paper", "page": "2"}}
    later = {"from": "R4", "reason": "範囲を広げた"}
    hours = build.indicator(id="hours", better="higher", breaks=[stated, later])
    declared = build.dataset(build.plan(documents=papers), hours)
    first, second = newest_first(news(declared, declared.plans[0], {R3}))
    assert (first.id, second.id) == ("redefined-p-2022-03-14-1", "redefined-p-1")
    assert news_title(first) == "計画 定義の変更: 指標"
    assert news_text(first) == "R3年度から（電話の相談を除いた）。それより前の値とは比べられない"
