"""The public pages beside those of indicators: the plans, a year of one, what changed when, and how to read them."""

from collections.abc import Collection, Iterator

from dxkpi.core.assessment import Assessment, Rated
from dxkpi.core.basis.mark import Mark
from dxkpi.core.indicator.history import Break
from dxkpi.core.news import News, NewsKind, Restated
from dxkpi.core.numerals import actual_phrase, baseline_value_phrase, break_phrase, day_phrase, quantity
from dxkpi.core.outcomes.site import PlanShown, SiteOutcome, YearShown
from dxkpi.core.plan.plan import Plan, Revised
from dxkpi.core.plan.published import Correction
from dxkpi.core.site import Licence
from dxkpi.render.blocks import About, Block, Heading, Item, Items, Link, Named, Notes, Paragraph, titled
from dxkpi.render.formats import Look, view
from dxkpi.render.verdicts import marked_phrase
from dxkpi.render.views.explain_rate import rate_blocks
from dxkpi.render.views.japanese import JAPANESE, UNPUBLISHED
from dxkpi.render.views.method_words import plan_lines
from dxkpi.render.views.open_data import TABLES
from dxkpi.render.views.outlook import TERMS
from dxkpi.render.views.published import correction_lines, correction_phrase
from dxkpi.render.views.revisions import change_phrase
from dxkpi.render.views.summary import CHANGES, plans_blocks, year_data, year_facts
from dxkpi.render.views.wording import Wording

GUIDE, INDEX, FEED = (About(part=part) for part in ("guide", "plans", "feed"))


def index_blocks(site: SiteOutcome) -> Iterator[Block]:
    """Yield the first page: the plans, and the newest change."""
    yield from plans_blocks(site, JAPANESE)
    if site.news:
        yield Heading(2, "新しい変更")
        yield Items((_news_item(site.news[0]),))
        yield Paragraph(Named("これまでの変更", CHANGES))


def year_blocks(shown: YearShown) -> Iterator[Block]:
    """Yield the page of a year: its report with every indicator, and before the tables what it rests on."""
    title, *blocks = view(shown.outcome, Look(detail=True, public=True))
    assert isinstance(title, Heading)
    end = next((at for at, block in enumerate(blocks) if isinstance(block, Heading)), len(blocks))
    yield Heading(1, f"{'' if shown.published else UNPUBLISHED}{title.text}")
    yield from blocks[:end]
    if facts := tuple(year_facts(shown, JAPANESE)):
        yield Items(facts)
    yield from blocks[end:]
    yield from _newer(shown)
    yield from year_data(shown, JAPANESE)


def _newer(shown: YearShown) -> Iterator[Block]:
    if not shown.newer:
        return
    plan = shown.report.plan
    yield Heading(2, "公表の後に分かった値")
    yield Paragraph("上の表は公表したときのもので、次の値は入っていない。")
    yield Items(
        tuple(
            Item(
                Named(then.indicator.heading, About(plan.plan, then.indicator.id)),
                (f"公表のとき: {_result(then, plan)}", f"今: {_result(now, plan)}"),
            )
            for then, now in shown.newer
        )
    )


def _result(assessment: Assessment, plan: Plan) -> str:
    value = actual_phrase(assessment) if assessment.observation else "実績値なし"
    return f"{value}、{marked_phrase(assessment, plan)}"


def changes_blocks(site: SiteOutcome) -> Iterator[Block]:
    """Yield what became public when, the newest first."""
    yield Heading(1, "変更の記録")
    yield Paragraph(
        "年度の公表、公表の後の正誤、目標の改定、基準値の改め（統計の遡及改定）、定義の変更を、新しい順に示す。"
    )
    if site.fed:
        yield Paragraph(Named("新しい変更の配信（Atom）", FEED))
    yield Items(tuple(map(_news_item, site.news))) if site.news else Paragraph("まだ何もない。")


def news_text(news: News) -> str:
    """Return what a piece of news says below its title, as one text."""
    return "。".join(line for line in _news_lines(news) if not isinstance(line, Named))


def _news_item(news: News) -> Item:
    when = f"{day_phrase(news.day)}: " if news.day else ""
    return Item(Named(f"{when}{news_title(news)}", About(part=news.id)), tuple(_news_lines(news)))


def news_title(news: News) -> str:
    """Return a piece of news in one phrase."""
    plan, name = news.plan.plan, news.indicator.indicator.heading if news.indicator else ""
    match news.kind:
        case NewsKind.PUBLISHED:
            return f"{plan.name} {_of_year(news)}の達成状況を公表した"
        case NewsKind.CORRECTED:
            return f"{plan.name} {_of_year(news)}の正誤" + (f": {name}" if name else "")
        case NewsKind.REVISED:
            return f"{plan.name} 目標の改定: {name}"
        case NewsKind.RESTATED:
            return f"{plan.name} 基準値を改めた: {name}"
        case NewsKind.REDEFINED:
            return f"{plan.name} 定義の変更: {name}"


def _of_year(news: News) -> str:
    return news.year.formal if news.year else ""


def _news_lines(news: News) -> Iterator[str]:
    plan = news.plan.plan
    match news.change:
        case Correction():
            yield correction_phrase(news.change, plan)
            yield from correction_lines(news.change)
        case Revised():
            yield change_phrase(news.change, plan)
            yield f"理由: {news.change.revision.reason}"
        case Restated(before, revision) if news.indicator:
            indicator = news.indicator.indicator.model_copy(update={"baseline": before})
            yield f"{baseline_value_phrase(indicator)} → {quantity(revision.value, indicator.unit)}"
            yield f"理由: {revision.reason}"
        case Break():
            yield f"{break_phrase(news.change)}。それより前の値とは比べられない"
        case _:
            pass
    if news.year:
        yield Named(f"{news.year.formal}の達成状況", About(plan.plan, year=news.year))
    if news.indicator:
        yield Named(news.indicator.indicator.heading, About(plan.plan, news.indicator.indicator.id))


_WORDS = (
    ("達成・未達成", "実績値を、計画の決めた値（目標値など）と比べた結果。区分は計画ごとに、算定方法に示すとおり"),
    (
        "算定不能",
        "達成率も区分も、資料にある値だけでは決まらないもの。何が足りないか、それでも言えることは、指標のページに示す",
    ),
    ("進捗管理の停止", "計画が、途中で進捗をみるのをやめた指標。理由は指標のページに示す"),
    ("推移", "目標値を定めず、値の動きだけを見る指標"),
    ("見込・速報・時点", "まだ確定していない値。年度が終わって分かった値（実績）と変わることがある"),
    ("公表件数から充当", "指標一つずつの資料では決まらない区分を、公表された件数に合わせて数えたもの"),
)


def guide_blocks(site: SiteOutcome) -> Iterator[Block]:
    """Yield how to read the pages: marks, words, how a rate comes about, and what an expected value is."""
    yield Heading(1, "この資料の読み方")
    yield from titled("数字の後の印", (f"{mark.sign}: {mark.meaning}" for mark in Mark))
    yield from titled("区分と値の言葉", (Item(word, (meaning,)) for word, meaning in _WORDS))
    yield Heading(2, "達成率と達成区分")
    for shown in site.plans:
        plan = shown.plan.plan
        if not shown.years or plan.method is None:
            continue
        yield Heading(3, plan.name)
        own = (one.declared.indicator for one in shown.indicators)
        yield Notes(tuple(plan_lines(plan, {one.id: one.name for one in own})))
        yield from _example(shown)
    yield from titled("目安値", TERMS)


def _example(shown: PlanShown) -> Iterator[Block]:
    """Yield the calculation of one indicator of the plan."""
    for indicator in shown.indicators:
        for explained in indicator.explanations:
            outcome = explained.assessment.outcome
            if isinstance(outcome, Rated) and outcome.rate is not None and explained.formula is not None:
                heading = indicator.declared.indicator.heading
                about = About(shown.plan.plan.plan, indicator.declared.indicator.id)
                yield Heading(4, f"計算の例: {explained.assessment.year.formal}")
                yield Paragraph(Named(heading, about))
                yield from rate_blocks(explained)
                return


_CSV = (
    "CSV は UTF-8（BOM 付き）、改行は CRLF、1行目が列の名前。値のないところは空。年度は始まりの西暦。"
    "数字を使うときは、印の列（推定、公表件数によるなど）も合わせて見る。"
)


def data_blocks(site: SiteOutcome, files: Collection[str]) -> Iterator[Block]:
    """Yield the page about the open data; `files` are the names of what there is beside the data of each year."""
    yield Heading(1, "オープンデータ")
    yield Paragraph("このサイトと同じ数字を、次のファイルで使える。公表した年度だけが入っている。")
    yield from titled("利用条件", _terms(site))
    yield Heading(2, "CSV")
    yield Paragraph(_CSV)
    subjects = {f"data/{table.file}": f"一行が、{table.subject}" for table in TABLES}
    yield Items(tuple(Item(Named(name, About(part=name)), (subjects.get(name, _PACKAGE),)) for name in files))
    years = ((shown.plan.plan, own.year) for shown, own in site.years)
    named = (Named(f"{plan.name} {year.formal}", About(plan.plan, year=year, part="json")) for plan, year in years)
    yield from titled("年度ごとの JSON", named)


def foot(site: SiteOutcome, said: Wording) -> Iterator[str | Link]:
    """Yield what stands below every page: who is behind it, how it may be used, and where its data came from."""
    if site.publisher:
        yield said.publisher(site)
    contact, licence, revision = site.declared.contact, site.declared.license, site.revision
    if contact:
        yield _linked(said.contact(contact.name), contact.url)
    yield _linked(said.terms(licence), licence.url if licence else None)
    yield said.revision(revision.commit, revision.day) if revision else said.at_work


def _linked(text: str, url: str | None) -> str | Link:
    return Link(text, url) if url else text


def _terms(site: SiteOutcome) -> Iterator[Item]:
    licence = site.declared.license
    if licence is None:
        yield Item("データの利用条件は、公表者に確かめる")
        return
    yield Item(licence.called, (Link("条文を開く", licence.url),))
    if licence is not Licence.CC0:
        whose = "".join(f"（{own}）" for own in (site.publisher, site.declared.base) if own)
        citation = f"出典：「{site.title}」{whose}、{licence.short}（{licence.url}）"
        yield Item("出典の書き方", (citation, "手を加えたときは、「…を加工して作成」と書く"))


_PACKAGE = "上のファイルの説明を、プログラムが読む形（Data Package 2.0）にしたもの"
