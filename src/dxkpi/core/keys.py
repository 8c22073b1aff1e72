"""The table of keys: title and meaning of each key, how it is written, and the kind of a change of it.

Messages, schemas, the order of a new file, names in a comparison and sharing all follow from it. The models give the
type of a value. To add a key: its field in the model, and its line here.
"""

from collections.abc import Iterable, Iterator
from enum import Enum, auto
from typing import NamedTuple

from dxkpi.core.basis.change_kind import ChangeKind
from dxkpi.core.basis.identifier import ID_WRITTEN
from dxkpi.core.basis.text import nearest


class Sharing(Enum):
    """Relation of a key of an indicator to another plan that shares the file."""

    INHERITED = auto()
    """As in the file, unless the entry of that plan says otherwise."""
    COMMON = auto()
    """The same for all plans: an entry cannot state it."""
    APART = auto()
    """Never as in the file: the plan's own placement of the indicator, and its own records of it."""
    OF_TARGET = auto()
    """Not as in the file where the entry has its own direction."""


class Facet(NamedTuple):
    """Role of a key at the top of a file: the kind of a `change` of it, its effect on ratings, its sharing.

    A key with `rates` false only groups indicators.
    """

    change: ChangeKind
    rates: bool = True
    shared: Sharing = Sharing.INHERITED


class Key(NamedTuple):
    """Title of a key and description of its value, in Japanese.

    `sample` is the form to write, shown to those who left it out, and `meaning` its explanation in the message (absent:
    the title). The facets are those of keys at the top of a file; `of_actual` marks the keys of an actual.
    """

    title: str
    description: str
    examples: tuple[str, ...] = ()
    meaning: str = ""
    sample: str = ""
    of_actual: bool = False
    of_indicator: Facet | None = None
    of_plan: Facet | None = None


_YEARS = ("R3", "令和3年度", "2021")
_DATES = ("2021-12", "2021-12-31")

_FROM = Key(
    "何からの増減か",
    "前年度の実績値からの増減（前年比5%減、前年度より増やす）なら previous_year。そのとき基準値は書かない。"
    "省くと基準値からの増減",
    sample="from: previous_year",
)

_VALUE = Key(
    "値",
    "半角の数字だけで書く。桁区切りの , や単位は付けない。"
    "分子と分母で「value: {numerator: 3, denominator: 8}」とも書ける",
    sample="value: 6000",
)
_PARTS = Key(
    "部分ごとの値",
    "部分の名前をキーにして、値を書く。分子と分母で「県: {numerator: 3, denominator: 8}」とも書ける",
    sample="parts: の次の行に字下げして「県: 1」",
)
_OF_BREAK = {
    "from": Key("変更の年度", "新しい定義による最初の値の年度", examples=_YEARS, sample="from: R5"),
    "reason": Key("変更の内容", "定義がどう変わったかを、自分の言葉で書く", sample="reason: 電話の相談を除いた"),
    "baseline": Key("基準値", "新しい定義による基準値。資料になければ書かない"),
}

KEYS: dict[str, Key] = {
    # An indicator, in the order in which people write it, and the records of its actuals.
    "id": Key(
        "短い名前",
        f"ほかから指すための名前。{ID_WRITTEN}。指標ではファイル名と同じにする",
        meaning="指標や区分を指す短い名前",
        sample="id: rpa-hours",
        of_indicator=Facet(ChangeKind.INDICATOR_RENAMED, shared=Sharing.COMMON),
    ),
    "number": Key(
        "番号",
        "計画が指標に付けた番号（1-1-2 など）。分野の中でこの順に並ぶ（番号のない指標は後ろ）。"
        "3 や 1.2 のように数に見えるものは引用符で囲む",
        examples=(
            "1-1-2",
            "Ⅱ-(3)",
        ),
        sample="number: 1-1-2",
        of_indicator=Facet(ChangeKind.TEXT_CHANGED, rates=False, shared=Sharing.APART),
    ),
    "name": Key(
        "名称",
        "表に印刷する名称",
        sample="name: RPA導入により削減した作業時間",
        of_indicator=Facet(ChangeKind.INDICATOR_RENAMED, rates=False),
        of_plan=Facet(ChangeKind.TEXT_CHANGED),
    ),
    "en": Key(
        "英語の語",
        "名称など、同じ記録にある語の英語を、同じキーで書く。サイトの英語のページとオープンデータの英語の列に入る",
        sample="en: の次の行に字下げして name: Working hours saved by RPA",
        of_indicator=Facet(ChangeKind.TEXT_CHANGED, rates=False, shared=Sharing.COMMON),
        of_plan=Facet(ChangeKind.TEXT_CHANGED),
    ),
    "plan": Key(
        "計画",
        "計画の id。data/targets/ にあるファイルの名前と同じ",
        meaning="属する計画の id",
        sample="plan: chiba-ict",
        of_indicator=Facet(ChangeKind.SECTION_CHANGED, shared=Sharing.APART),
        of_plan=Facet(ChangeKind.TEXT_CHANGED),
    ),
    "section": Key(
        "分野",
        "計画の sections にある分野の id",
        meaning="属する分野の id",
        sample="section: hakyu",
        of_indicator=Facet(ChangeKind.SECTION_CHANGED, rates=False, shared=Sharing.APART),
    ),
    "subsection": Key(
        "項目",
        "計画の subsections にある項目の id",
        of_indicator=Facet(ChangeKind.SECTION_CHANGED, rates=False, shared=Sharing.APART),
    ),
    "relisted": Key(
        "再掲の分野",
        "この指標を再掲する、同じ計画のほかの分野の id を並べる",
        meaning="再掲するほかの分野",
        sample="relisted: の次の行に「- dodai」",
        of_indicator=Facet(ChangeKind.SECTION_CHANGED, shared=Sharing.APART),
    ),
    "of": Key(
        "うち（全体の指標）",
        "この指標が、同じ計画の同じ分野にある別の指標の「うち」（内数）のとき、その指標の id。"
        "その下に載せて判定するが、件数・割合・評語には入れない",
        meaning="全体を表す指標の id",
        sample="of: trainees",
        of_indicator=Facet(ChangeKind.SECTION_CHANGED, shared=Sharing.APART),
    ),
    "owner": Key("担当", "担当する課など", of_indicator=Facet(ChangeKind.TEXT_CHANGED, rates=False)),
    "formerly": Key(
        "前の名称・分野・担当",
        "年度の途中で名称・分野・担当・番号が変わったとき、いつの年度まで（until）何であったかを、古い順に並べる。"
        "ファイルの一番外には、今のものを書く。過ぎた年度の報告には、その年度のものを使う",
        sample="formerly: の次の行に「- until: R4」、その下に前の name、section、owner、number のどれか",
        of_indicator=Facet(ChangeKind.SECTION_CHANGED, rates=False, shared=Sharing.APART),
    ),
    "unit": Key(
        "単位",
        "数値の単位。% は引用符で囲む。単位のない指標（出生率、財政力指数など）では、行を書かない",
        examples=(
            "時間",
            "件",
            "%",
        ),
        sample="unit: 時間",
        of_indicator=Facet(ChangeKind.UNIT_CHANGED, rates=False, shared=Sharing.COMMON),
    ),
    "direction": Key(
        "目標の型",
        "目標がどう書かれているか。これによって、ほかに書くキーが決まる",
        sample="direction: absolute",
        of_indicator=Facet(ChangeKind.DIRECTION_CHANGED),
    ),
    "better": Key(
        "良い向き",
        "高いほど良ければ higher、低いほど良ければ lower。基準値と目標値から分かるときは省ける",
        meaning="高いほど良いか（higher）、低いほど良いか（lower）",
        sample="better: higher",
        of_indicator=Facet(ChangeKind.DIRECTION_CHANGED, shared=Sharing.OF_TARGET),
    ),
    "counting": Key(
        "累計・単年の別",
        "実績値と目標値が、累計か単年度の値か。summed では、計画の最初の年度からの実績値を足して、累計の目標値と比べる",
        of_indicator=Facet(ChangeKind.DIRECTION_CHANGED, shared=Sharing.OF_TARGET),
    ),
    "year_kind": Key(
        "年の数え方",
        "値の年が、年度か暦年（1月から12月まで）か。暦年なら calendar と書き、基準値・目標値・実績値の年を"
        " 2021 のように書く。2021年の値は、R3年度の報告に使う。"
        "理由・状態・停止の年は、暦年の指標でも報告の年度である。省くと fiscal",
        of_indicator=Facet(ChangeKind.DIRECTION_CHANGED, shared=Sharing.COMMON),
    ),
    "carry": Key(
        "前の年度の値の扱い",
        "その年度の値がないとき、いつまでの値で判定するか（これより古い値は、ないものとする）。省くと any。"
        "指標では、計画と違うときだけ allow と理由 reason を書く",
        of_indicator=Facet(ChangeKind.METHOD_CHANGED, shared=Sharing.OF_TARGET),
        of_plan=Facet(ChangeKind.METHOD_CHANGED),
    ),
    "baseline": Key(
        "基準値",
        "目標を決めたときの値。資料になければ書かない（増やす・減らす型では必ず書く）",
        sample="baseline: の次の行に字下げして value: 0",
        of_indicator=Facet(ChangeKind.BASELINE_CHANGED, shared=Sharing.OF_TARGET),
    ),
    "breaks": Key(
        "定義の変更",
        "指標の定義（測り方、数える範囲）が変わり、前の値と比べられなくなったとき、どの年度の値からか（from）と"
        "理由を、古い順に並べる。新しい定義による基準値が分かれば、その baseline に書く"
        "（なければ、そこから基準値は不明）。目標は、計画の revisions で改めない限り変わらない。"
        "それより前の値とは、比べることも、足すことも、線で結ぶこともしない",
        sample="breaks: の次の行に「- from: R5」、その下に reason と baseline",
        of_indicator=Facet(ChangeKind.DIRECTION_CHANGED),
    ),
    "target": Key(
        "目標値",
        "目標年度までに達する値",
        sample="target: の次の行に字下げして value: 6000",
        of_indicator=Facet(ChangeKind.TARGET_CHANGED, shared=Sharing.OF_TARGET),
    ),
    "actuals_of": Key(
        "実績値のある指標",
        "同じ計画の別の指標と、実績値が同じで目標だけが違うとき（必ず達する目標と努力目標、母数の違う目標など）、"
        "実績値の書いてある指標の id。この指標には actuals と pending を書かない。どちらの指標も件数に入る",
        meaning="実績値の書いてある指標の id",
        sample="actuals_of: rpa-hours",
        of_indicator=Facet(ChangeKind.DIRECTION_CHANGED, shared=Sharing.COMMON),
    ),
    "actuals": Key(
        "実績値",
        "年度をキーにして、その下に実績値を書く。一つの年度に、見込・速報・実績と並べて書ける",
        meaning="年度ごとの実績値",
        sample="actuals: の次の行に字下げして R3: と書き、その下に value と status",
        of_indicator=Facet(ChangeKind.ACTUAL_REVISED, shared=Sharing.COMMON),
    ),
    "expected": Key(
        "見込量",
        "計画が年度ごとに見込む量（保育の量の見込みなど）を、年度をキーにして書く。良い向きはなく、判定も件数にも入らない。"
        "実績値の横に示す",
        sample="expected: の次の行に字下げして R3: 120",
        of_indicator=Facet(ChangeKind.EXPECTED_CHANGED, rates=False, shared=Sharing.OF_TARGET),
    ),
    "unmet": Key(
        "未達成の理由",
        "年度をキーにして、要因 cause か理由 reason を書く",
        of_indicator=Facet(ChangeKind.REASON_CHANGED, shared=Sharing.APART),
    ),
    "pending": Key(
        "集計中",
        "年度をキーにして、値がまだ出ていないという答えを書く。"
        "値の出る時期 until、理由 reason、報告者 reported のどれかが要る",
        of_indicator=Facet(ChangeKind.TEXT_CHANGED, rates=False, shared=Sharing.COMMON),
    ),
    "states": Key(
        "状態",
        "達成区分を付けない指標の状態（未判明、完了、中止など）。指標では、年度をキーにして書く",
        of_indicator=Facet(ChangeKind.SUSPENSION_CHANGED, shared=Sharing.APART),
        of_plan=Facet(ChangeKind.RATINGS_CHANGED),
    ),
    "judged": Key(
        "人の評価",
        "年度をキーにして、人が付けた達成区分 rating と、評価した人 by を書く（自己評価、外部評価など）。"
        "値から計算した区分より先に使う",
        meaning="年度ごとの人の評価",
        sample="judged: の次の行に字下げして R3: と書き、その下に rating と by",
        of_indicator=Facet(ChangeKind.JUDGEMENT_CHANGED, shared=Sharing.APART),
    ),
    "remarks": Key(
        "所見",
        "年度をキーにして、課題・今後の取組・コメントなどを、見出し heading と文章 text で書く。数字には関わらない",
        meaning="年度ごとの所見",
        sample="remarks: の次の行に字下げして R3: と書き、その下に heading と text",
        of_indicator=Facet(ChangeKind.TEXT_CHANGED, rates=False, shared=Sharing.APART),
    ),
    "suspended": Key(
        "進捗管理の停止",
        "停止した指標について書く",
        of_indicator=Facet(ChangeKind.SUSPENSION_CHANGED, shared=Sharing.APART),
        of_plan=Facet(ChangeKind.RATINGS_CHANGED),
    ),
    "shared": Key(
        "ほかの計画",
        "この指標を使うほかの計画の id をキーにして、そこでの分野と目標を書く。実績値は共通",
        meaning="この指標を使うほかの計画",
        sample="shared: の次の行に字下げして計画の id、その下に section と target",
        of_indicator=Facet(ChangeKind.SECTION_CHANGED, shared=Sharing.COMMON),
    ),
    "url": Key(
        "アドレス",
        "資料の載っているページのアドレス。住民が見るページで、出典がリンクになる",
        examples=("https://www.example.lg.jp/dx/r3.pdf",),
    ),
    "value": Key("値", "半角の数字だけで書く。桁区切りの , や単位は付けない", sample="value: 6000", of_actual=True),
    "done": Key(
        "済んだ段階",
        "目標の steps の語を、そのまま並べる。まだなければ []",
        meaning="済んだ段階の並び",
        sample="done: の次の行に「- 窓口の設置」。まだなければ done: []",
        of_actual=True,
    ),
    "parts": Key(
        "部分ごとの値",
        "部分の名前をキーにして、値を書く",
        sample="parts: の次の行に字下げして「県: 1」",
        of_actual=True,
    ),
    # The public site.
    "Site.title": Key("題", "サイトの題。省くと「KPIの達成状況」", sample="title: 千葉県のDXの取組状況"),
    "Site.publisher": Key(
        "公表する団体", "ページの下と、オープンデータに入る。省くと計画の団体（すべての計画で同じとき）"
    ),
    "Site.url": Key(
        "サイトのアドレス",
        "置く場所のアドレス。あると、新着の配信（Atom）と、データの絶対アドレスが付く",
        examples=("https://www.pref.example.lg.jp/dx/",),
    ),
    "region_code": Key(
        "全国地方公共団体コード",
        "団体の6桁のコード。引用符で囲む。オープンデータの行の初めに入る",
        examples=("120006",),
        sample='region_code: "120006"',
    ),
    "license": Key("利用条件", "データを使う条件。省くと「公表者に確かめる」と示す", sample="license: PDL-1.0"),
    "contact": Key("問い合わせ先", "名 name と、あれば問い合わせのページのアドレス url"),
    "Contact.name": Key("名", "課や窓口の名", sample="name: デジタル戦略課"),
    "Contact.url": Key("アドレス", "問い合わせのページのアドレス"),
    "source_url": Key(
        "データの行のアドレス",
        "データのファイルの行を見られるアドレス。{rev} に版、{path} にファイルの名、{line} に行が入る。"
        "--rev を付けて書いたサイトで、指標のページからリンクされる",
        examples=("https://github.example.jp/dx/kpi/blob/{rev}/{path}#L{line}",),
    ),
    "text": Key("状態", "状態を、資料の言葉で書く（未整備 など）", of_actual=True),
    "status": Key(
        "値の別", "どのくらい確かな値か", meaning="実績・速報・見込・時点の別", sample="status: 実績", of_actual=True
    ),
    "as_of": Key("値の時点", "いつの値か。R3.12時点 は 2021-12 と書く", examples=_DATES, of_actual=True),
    "known": Key(
        "分かった日",
        "値や決定が分かった日。省くと、値では出典の文書の日付、目標の改定では決まった日",
        examples=_DATES,
        of_actual=True,
    ),
    "period": Key(
        "期間",
        "始まり from と終わり to",
        sample="period: {from: R3, to: R7}。値の期間なら period: {from: 2021-04, to: 2021-08}",
        of_plan=Facet(ChangeKind.PERIOD_CHANGED),
        of_actual=True,
    ),
    "approximate": Key("約の値", "資料が「約」と書く値なら true", of_actual=True),
    "note": Key(
        "注記",
        "数値の欄に書けないことは、ここに書く",
        of_indicator=Facet(ChangeKind.TEXT_CHANGED, rates=False),
        of_plan=Facet(ChangeKind.TEXT_CHANGED),
        of_actual=True,
    ),
    "reported": Key(
        "報告者",
        "資料にまだ載っていない値を、誰が報告したか（source の代わりに書く）",
        meaning="資料にまだない値の報告者",
        sample="reported: 情報政策課",
        of_actual=True,
    ),
    "source": Key(
        "出典",
        "文書とページ。ファイルの一番外に書けば、ほかに書いていないすべての値の出典になる",
        sample="source: の次の行に字下げして document: r3-progress",
        of_indicator=Facet(ChangeKind.TEXT_CHANGED, rates=False, shared=Sharing.COMMON),
        of_plan=Facet(ChangeKind.TEXT_CHANGED),
        of_actual=True,
    ),
    "assumed": Key(
        "推定",
        "資料にない事柄。推定したキーに、そう推定した理由を書く",
        sample="assumed: の次の行に字下げして baseline: 資料に記載がない",
        of_indicator=Facet(ChangeKind.ASSUMPTION_CHANGED),
    ),
    # A plan.
    "government": Key("団体", "計画を持つ都道府県や市町村の名称", of_plan=Facet(ChangeKind.TEXT_CHANGED)),
    "adopted": Key(
        "策定日",
        "計画が決まった日。2019-09 のように月までも書ける",
        examples=(
            "2019-09",
            "2019-09-30",
        ),
        of_plan=Facet(ChangeKind.PERIOD_CHANGED),
    ),
    "target_year": Key(
        "目標年度",
        "目標に達する年度。指標が別に書かなければ、これを使う。計画の終わりより後の目標年度をもつ指標は、"
        "計画の最後の年度には率だけを示し（算定不能、目標年度前）、その目標年度に判定する",
        examples=_YEARS,
        of_plan=Facet(ChangeKind.PERIOD_CHANGED),
    ),
    "after_target_year": Key(
        "目標年度の後の扱い",
        "目標年度を過ぎた指標を、最新の値で判定するか、目標年度の結果のまま示すか。省くと latest",
        of_plan=Facet(ChangeKind.METHOD_CHANGED),
    ),
    "method": Key(
        "算定方法",
        "達成率をどう計算するか",
        sample="method: の次の行に字下げして preset: chiba-ict。または formula: ratio と against: target",
        of_plan=Facet(ChangeKind.METHOD_CHANGED),
    ),
    "ratings": Key(
        "達成区分",
        "上から順に並べる。一番下の区分には下限を書かない。達成率だけを示し、区分のない計画では書かない"
        "（目標に達したかどうかを reached、not-reached として数える。達成率が100%かどうかではない）",
        of_plan=Facet(ChangeKind.RATINGS_CHANGED),
    ),
    "sections": Key(
        "分野",
        "報告で指標をまとめる分野",
        meaning="分野の並び",
        sample="sections: の次の行に「- id: hakyu」",
        of_plan=Facet(ChangeKind.SECTIONS_CHANGED),
    ),
    "tables": Key("分野別の表", "一つの表に載せる分野の id を並べる", of_plan=Facet(ChangeKind.SECTIONS_CHANGED)),
    "relisted_count": Key(
        "再掲の数え方",
        "再掲の指標を、どの分野の件数に入れるか。省くと once",
        of_plan=Facet(ChangeKind.SECTIONS_CHANGED),
    ),
    "shares": Key(
        "割合の示し方",
        "表の割合（構成比）の丸め方。省くと、一つずつ小数第1位に四捨五入する",
        sample="shares: {rounding: down}",
        of_plan=Facet(ChangeKind.METHOD_CHANGED),
    ),
    "causes": Key("要因の分け", "未達成の要因を、どう分けて数えるか", of_plan=Facet(ChangeKind.CAUSES_CHANGED)),
    "revisions": Key(
        "目標の改定",
        "計画の途中で目標を変えた決定を、古い順に並べる。指標のファイルには、策定のときの目標を残す",
        of_plan=Facet(ChangeKind.REVISION_CHANGED),
    ),
    "corrections": Key(
        "正誤",
        "公表した年度の値の誤りを直すとき、いつ、どの値を、何から何に、なぜ直すかを並べる",
        of_plan=Facet(ChangeKind.CORRECTIONS_CHANGED),
    ),
    "deadlines": Key(
        "回答の期限",
        "年度をキーにして、その下に、値の別（見込、実績など）ごとに、担当から値を受け取る期限の日を書く",
        of_plan=Facet(ChangeKind.TEXT_CHANGED),
    ),
    "documents": Key(
        "出典の文書", "文書の id をキーにして、題名や発行者を書く", of_plan=Facet(ChangeKind.DOCUMENTS_CHANGED)
    ),
    "rules": Key("規則の重さ", "点検の規則の重さを、この計画について変える", of_plan=Facet(ChangeKind.RULES_CHANGED)),
    # What stands below these.
    "actual": Key("実績値", "公表された実績値"),
    "allow": Key(
        "いつまでの値か",
        "その年度の値がないとき、いつまでの値で判定するか",
        meaning="いつまでの値で判定するか",
        sample="allow: any",
    ),
    "against": Key("比べる値", "実績値を何と比べるか", meaning="何と比べるか", sample="against: target"),
    "at_least": Key("下限", "区分の下限（%、この値を含む）。一番下の区分には書かない。評語では、点の下限"),
    "average_of": Key(
        "平均した年度", "基準値が何年度かの平均のとき、その年度を並べる。目安値の線の始まりの年度は year に書く"
    ),
    "bands": Key("評語の境目", "評語を、点の高いものから順に並べる。一番下の評語には下限を書かない"),
    "by": Key("集め方", "分野の指標の点を、合計するか平均するか", meaning="点を合計するか平均するか", sample="by: sum"),
    "by_year": Key(
        "年度ごとの目標値",
        "年度をキーにして、その年度の目標値を、最終の目標と同じ言い方で書く（against が year_target のとき使う）。"
        "relative では基準値からの増減、composite では parts、range では min と max を、年度の下に書く。"
        "年度ごとの目標値しかなければ、これだけを書く（最後の年度が目標年度になる。書いていない年度は判定しない）",
    ),
    "by_year_counting": Key(
        "年度ごとの目標値の数え方",
        "累計の指標の by_year が、その年度までの累計（cumulative）か、その年度だけの量（yearly、足して比べる）か。"
        "省くと cumulative",
        sample="by_year_counting: yearly",
    ),
    "carried": Key(
        "値のない指標",
        "公表した年度の値がない指標を入れて公表した理由と、その指標。dxkpi publish --carried が書く",
    ),
    "carried_against": Key(
        "前の年度の値と比べる値の年度",
        "その年度の実績値がまだなく、前の年度の値で判定するとき、どの年度の比べる値と比べるか"
        "（年度の目標値・目安値・按分した目標値）。省くと report_year",
    ),
    "cause": Key("要因", "計画の causes にある要因の id"),
    "change": Key(
        "基準値からの増減",
        "基準値に対する増減（%）。10%増なら 10、8割減なら -80 と書く",
        examples=(
            "10",
            "-80",
        ),
        meaning="基準値からの増減（%）",
        sample="change: 10（10%増）、change: -80（8割減）",
    ),
    "points": Key(
        "基準値からの増減（ポイント）",
        "基準値からの差を、単位と同じ % のポイントで書く。3ポイント増なら 3、5ポイント減なら -5。"
        "基準値に対する割合（change）とは違う",
        examples=("3", "-5"),
        meaning="基準値からの増減（ポイント）",
        sample="points: 3（3ポイント増）、points: -5（5ポイント減）",
    ),
    "clip": Key("率の切り方", "達成率を、どこで切って示すか（%）。省くと切らない"),
    "code": Key("規則の番号", "重さを変える規則。KPI302 のように書く", sample="code: KPI302"),
    "count": Key("指標の数", "資料が数えて、名称を示さない指標の数", meaning="数", sample="count: 36"),
    "counts": Key(
        "公表された数",
        "分野の id の下に、達成区分の id か suspended をキーにして、資料にある数を書く",
        meaning="公表された分野ごとの数",
        sample="counts: の次の行に字下げして分野の id",
    ),
    "date": Key("公表日", "資料が公表された日、または会議に示された日", examples=_DATES),
    "dead_band": Key("横ばいの幅", "基準値からの変化が、どれだけまでなら横ばいとみなすか"),
    "decision": Key("決定", "改定を決めた会議など"),
    "denominator": Key("割合の母数", "割合の母数に、どの指標を入れるか。省くと all"),
    "digits": Key("桁数", "達成率（%）の小数の桁数"),
    "document": Key(
        "文書", "計画の documents にある文書の id", meaning="出典の文書の id", sample="document: r3-progress"
    ),
    "ends": Key("状態の終わり", "続く状態（lasting）を終えて、この年度からまた判定するなら true"),
    "exact_rate": Key("正確な達成率", "既約の分数か整数（25/34、1）。dxkpi publish が書く"),
    "exceptions": Key("例外", "計画のほかの指標と違う方法で判定する指標と、その理由"),
    "exclusive": Key("超・未満", "目標が「超」か「未満」なら true（ちょうどでは達成にならない）"),
    "formula": Key("計算式", "達成率の計算式", meaning="達成率の計算式", sample="formula: distance"),
    "from": Key("始まり", "期間の始まり（この時を含む）", sample="from: R1"),
    "from_baseline": Key("基準値に対する位置", "この区分になる、基準値から見た位置（いくつか並べてもよい）"),
    "from_target": Key("比べる値に対する位置", "この区分になる、比べる値から見た位置（いくつか並べてもよい）"),
    "grades": Key("評語", "区分の点を分野ごとに集めて、評語（S、A など）を決める"),
    "group": Key(
        "大きな分け",
        "表の上の段に印刷する語。達成、未達成、その他など",
        meaning="区分の大きな分け",
        sample="group: 達成",
    ),
    "heading": Key("見出し", "資料の見出し。ページの代わりに、または並べて書く"),
    "in_denominator": Key(
        "母数に入れる",
        "停止した指標や、この状態の指標を、割合の母数に入れるか。省くと true"
        "（算定方法の denominator が母数から除く指標が自動で入る状態では false）",
    ),
    "indicator": Key("指標", "改定や正誤の指標の id。件数と割合の正誤なら書かない"),
    "indicators": Key("指標の数", "分野にある指標の数。名称の公表がないものを含む"),
    "label": Key("印刷する語", "表に印刷する語", meaning="表に印刷する語", sample="label: 60%以上100%未満"),
    "lasting": Key("続く状態", "その後の年度も続く状態なら true（完了、中止など）"),
    "lower": Key("下の端", "これより低い率は、この率として扱う（%）"),
    "made": Key("書いたプログラム", "dxkpi publish が書いたファイルに、その版。資料から書き写したファイルには書かない"),
    "max": Key("上限", "範囲の上限（この値を含む）", sample="max: 20"),
    "met": Key("達成のとき", "率のない指標が達成したとき入る区分の id"),
    "min": Key("下限", "範囲の下限（この値を含む）", sample="min: 10"),
    "missing": Key("値のない指標", "判定に使える値のない指標の id"),
    "missed": Key("未達成のとき", "率のない指標が未達成のとき入る区分の id"),
    "mode": Key("丸め方", "達成率の端数をどうするか。省くと half_up"),
    "more_than": Key("下限（含まない）", "区分の下限（%、この値を含まない）。「超」のとき at_least の代わりに書く"),
    "numerator": Key(
        "分子",
        "率の分子。分母 denominator と並べて書く。単位が % なら、割った値を100倍した率になる",
        sample="numerator: 3",
    ),
    "page": Key("ページ", "資料のページ", sample="page: 8"),
    "percent": Key("公表された割合", "資料に印刷された割合（%）"),
    "preset": Key("定義済みの方法", "dxkpi methods で見られる方法の名前。式や区分を、その方法のものとする"),
    "publisher": Key("発行者", "資料を発行した団体や会議", sample="publisher: 千葉県"),
    "rate": Key("達成率", "資料に印刷された達成率（%）"),
    "rated": Key("区分を決める率", "丸める前の率で区分を決めるか、丸めた率で決めるか。省くと exact"),
    "rating": Key("達成区分", "計画の ratings にある区分の id", meaning="達成区分の id", sample="rating: achieved"),
    "reason": Key("理由", "資料を写さず、自分の言葉で書く", sample="reason: 事業が終了したため"),
    "reference": Key(
        "比べる相手",
        "ほかの統計などの、比べる相手の値",
        meaning="比べる相手の値",
        sample="reference: の次の行に字下げして name と value",
    ),
    "relative": Key("割合で言う", "横ばいの幅を、基準値に対する % で書くなら true"),
    "restated": Key(
        "改めた基準値",
        "統計の遡及改定などで基準値が変わったとき、その日、値、理由を古い順に並べる。はじめの値は残す。"
        "分かった後は、過ぎた年度も含めてすべての年度に使う（目標の改定は、決まった年度から効く）。"
        "ある年度から定義が変わり、前の年度の値は改められていないのなら、breaks に書く",
    ),
    "rounded": Key(
        "目標値の丸め",
        "増減から求めた目標値を、団体が丸めて使うとき、その桁と丸め方。丸めた目標値で判定する",
        sample="rounded: の次の行に字下げして digits: 0",
    ),
    "rounding": Key("丸め", "達成率をどう丸めるか。省くと、区分は丸める前の率で決め、小数第1位に四捨五入して示す"),
    "rows": Key("指標の行", "指標の id をキーにして、資料が指標ごとに印刷した値を書く。印刷されていないものは書かない"),
    "rule": Key("合わせ方", "部分をどう合わせて一つの結果にするか", meaning="部分をどう合わせるか", sample="rule: sum"),
    "severity": Key("重さ", "指摘の重さ", meaning="重さ（error、warning、none）", sample="severity: warning"),
    "side": Key("横ばいの側", "横ばいの幅を、良くなった側にも認めるか。省くと both"),
    "since": Key(
        "停止の年度",
        "停止として報告する最初の年度",
        examples=_YEARS,
        meaning="停止として報告する最初の年度",
        sample="since: R2",
    ),
    "state": Key("状態", "計画の states にある状態の id"),
    "steps": Key(
        "段階", "目標までに行う段階を並べる", meaning="行う段階の並び", sample="steps: の次の行に「- 窓口の設置」"
    ),
    "subsections": Key("項目", "分野の中の項目"),
    "successor": Key("引き継ぎ先", "引き継ぐ指標や取組"),
    "symbol": Key("記号", "区分や状態を表す記号（◎ や A など）。表で、印刷する語の前に付く"),
    "title": Key("題名", "資料の題名や、見出しに使う名称", sample="title: 令和3年度の進捗"),
    "to": Key("終わり", "期間の終わり（この時を含む）", sample="to: R3"),
    "tolerance": Key(
        "許容幅", "目標値に届かなくても、達成（維持できた）とみなす幅（目標値と同じ単位）。「程度」のとき書く"
    ),
    "tolerance_percent": Key("許容幅（割合）", "許容幅を、目標値に対する % で書く"),
    "total": Key("全体の割合", "計画全体の割合。達成区分の id か suspended をキーにして書く"),
    "under": Key("幅（未満）", "この幅に満たない変化を横ばいとみなす"),
    "unnamed": Key("名称の公表がない指標", "資料が数えて、名称を示さない指標"),
    "until": Key(
        "停止の最後の年度",
        "停止として報告する最後の年度。次の年度からまた判定する。省くと、停止が続く",
        examples=_YEARS,
    ),
    "until_known": Key(
        "終わりの分かった日",
        "停止の終わり（until）が分かった日。省くと、停止と共に分かっていた。その日より前の --as-of では、停止が続く",
        examples=_DATES,
    ),
    "upper": Key("上の端", "これより高い率は、この率として扱う（%）"),
    "zero": Key("0の書き方", "達成率や割合が0のとき、どう示すか。省くと plain"),
    "as": Key("率の書き方", "達成率を、% で示すか、倍率（95% は 0.95）で示すか。省くと percent", sample="as: factor"),
    "headline": Key(
        "答えの率",
        "報告の答えとして、達成の数の前に示す率。mean_rate は、率のある指標の達成率（丸める前、clip の後）の平均",
        sample="headline: mean_rate",
    ),
    "what": Key("内容", "from と to のほかに言うことがあれば書く"),
    "when": Key("自動で入る指標", "書くと、実績値のない指標、または判定できない指標が、この状態になる"),
    "why": Key("訂正の理由", "なぜ誤っていたのかを、自分の言葉で書く", sample="why: 二つの業務を重ねて数えていたため"),
    "within": Key("幅（以内）", "この幅までの変化を横ばいとみなす"),
    "without_target": Key(
        "目標値のない指標の区分",
        "目標値がなく増加・減少を目指す指標のうち、基準値より良くなったものの区分なら true（from_baseline: better と"
        "並べて書く）。この区分のある計画では、そうした指標は、目標に達したときの区分には入らない",
        sample="without_target: true",
    ),
    "without_baseline": Key("基準値がないときの式", "基準値の分からない指標に使う計算式"),
    "without_rate": Key(
        "率のない指標の区分",
        "率のない指標（増加を目指すなど）が入る区分。書かない側は、達成か未達成かだけで一つに決まるときだけ判定する",
    ),
    "year": Key("年度", "R3、令和3年度、2021 のどれでも同じ年度になる", examples=_YEARS, sample="year: R3"),
    # The same key, where it means something else.
    "ChangeTarget.from": _FROM,
    "RelativeTarget.from": _FROM,
    "TargetValues.from": _FROM,
    "RelativeTarget.value": Key(
        "印刷された目標値",
        "増減から求めた目標値を資料が印刷していれば、その値。この値で判定する（基準値が改められるまで）",
        sample="value: 110",
    ),
    "NumberActual.value": _VALUE,
    "NumberBaseline.value": _VALUE,
    "BaselineRevision.value": _VALUE,
    "CompositeActual.parts": _PARTS,
    "CompositeBaseline.parts": _PARTS,
    "CompositeTarget.parts": Key(
        "部分ごとの値",
        "部分の名前をキーにして、目標値を書く。rule: pooled では名前だけを並べる（parts: [県, 市町村]）",
        sample="parts: の次の行に字下げして「県: 1」",
    ),
    "CompositeTarget.value": Key(
        "全体の目標値", "rule: pooled のとき、部分の分子と分母を合わせた率の目標値", sample="value: 40"
    ),
    "Divided.denominator": Key("分母", "率の分母。0より大きい", sample="denominator: 8"),
    "Divided.value": Key(
        "印刷された値", "資料が分子と分母に並べて印刷している値。判定には使わず、割った値と比べる", sample="value: 37.5"
    ),
    "Rounding.digits": Key("桁数", "達成率の小数の桁数。省くと、% で示すなら 1、倍率で示すなら 2"),
    "Shares.rounding": Key(
        "割合の丸め",
        "表の割合をどう丸めるか。公表資料の割合（KPI602）も、この丸めで確かめる",
        sample="rounding: largest_remainder",
    ),
    "RoundedTo.digits": Key(
        "桁数", "目標値の小数の桁数。整数に丸めるなら 0、10の位なら -1、100の位なら -2", sample="digits: 0"
    ),
    "RoundedTo.mode": Key("丸め方", "目標値の端数をどうするか。省くと half_up"),
    "Referenced.by_year": Key(
        "年度ごとの相手の値",
        "年度とともに動く相手（全国平均など）の値を、年度をキーにして書く。その年度の値、まだなければ最も近い前の年度の値と"
        "比べる",
        sample="by_year: の次の行に字下げして R3: 8.5",
    ),
    "Rating.points": Key("点", "この区分の点（算定方法の grades で分野ごとに集める）"),
    "Revision.date": Key(
        "決定の日", "改定が決まった日", examples=_DATES, meaning="改定が決まった日", sample="date: 2021-02-10"
    ),
    "Revision.indicator": Key("指標", "改定する指標の id", meaning="改定する指標の id", sample="indicator: rpa-hours"),
    "Revision.from": Key(
        "改定前",
        "前の目標を、指標の target と同じキーで書く",
        meaning="改定の前の目標",
        sample="from: の次の行に字下げして value: 6000",
    ),
    "Revision.to": Key(
        "改定後",
        "後の目標を、指標の target と同じキーで書く",
        meaning="改定の後の目標",
        sample="to: の次の行に字下げして value: 5500",
    ),
    "Revision.reason": Key(
        "理由", "資料を写さず、自分の言葉で書く", meaning="改定の理由", sample="reason: 対象の業務を見直したため"
    ),
    "BaselineRevision.date": Key("分かった日", "改めた基準値が分かった日", examples=_DATES),
    "Correction.date": Key("正誤の日", "正誤を出した日", examples=_DATES),
    "Correction.from": Key("訂正前", "公表した値を、行と同じキーで書く"),
    "Correction.to": Key("訂正後", "正しい値を、行と同じキーで書く"),
    "Exceptional.indicators": Key("指標", "この方法で判定する指標の id を並べる"),
    "CarriedOver.indicators": Key("前の年度の値による指標", "前の年度の値で判定した指標の id"),
    "Departments.departments": Key("担当の一覧", "担当ごとに、いまの名と、変わる前の名、連絡先を並べる"),
    "Department.name": Key("担当の名", "いまの名。表や調査票に、この名で示す", sample="name: デジタル推進課"),
    "Department.formerly": Key(
        "前の名",
        "変わる前の名。指標の owner がこの名でも、いまの名の担当とみなす",
        sample="formerly: [情報政策課, IT推進課]",
    ),
    "Department.contact": Key(
        "連絡先",
        "係や内線。このファイルは公開されることがあるので、個人の名は書かない",
        sample="contact: 計画係（内線1234）",
    ),
    "Department.mail": Key(
        "メール",
        "課か係の宛先。このファイルは公開されることがあるので、個人の宛先は書かない",
        sample="mail: dx-keikaku@pref.example.jp",
    ),
    "Published.judged": Key("判定の方法", "公表した年度を判定した方法、区分、分野。dxkpi publish が書く"),
    **{f"{model}.{key}": line for model in ("NumberBreak", "PartsBreak") for key, line in _OF_BREAK.items()},
    "Formerly.until": Key("最後の年度", "この名称・分野・担当であった最後の年度", examples=_YEARS, sample="until: R4"),
    "Section.since": Key("最初の年度", "この分野のある最初の年度。省くと、計画の始まりから", examples=_YEARS),
    "Section.until": Key(
        "最後の年度",
        "この分野のある最後の年度。なくした分野も sections に残し、ここに年度を書く。次の年度の報告からは載らない。"
        "指標のほうには formerly で、この分野であったことを書く",
        examples=_YEARS,
    ),
    "Pending.until": Key("値の出る時期", "値が出ると見込まれる日か月", examples=_DATES, sample="until: 2023-08"),
    "Remark.heading": Key("見出し", "課題、今後の取組など、資料の見出し", sample="heading: 課題"),
    "Remark.text": Key("文章", "資料を写さず、自分の言葉で書く", sample="text: 利用が一部の部署に限られる"),
    "PeoplesRating.by": Key("評価した人", "所管課、外部評価委員会など", sample="by: 所管課"),
    "PeoplesRating.reason": Key("評価の理由", "資料を写さず、自分の言葉で書く"),
    "JudgedTarget.text": Key("目標", "目標を、資料の言葉で書く", sample="text: 条例を制定する"),
    "JudgedActual.text": Key("取組の結果", "どうなったかを、資料の言葉で書く", sample="text: 条例案をまとめた"),
    "PublishedRow.number": Key("番号", "資料にある指標の番号"),
    "Grades.digits": Key("桁数", "点の平均の小数の桁数"),
    "PublishedPercent.tables": Key("分野別の割合", "計画の tables の順に、表ごとの割合を書く"),
}
"""Keys by name, or by model and name where another model gives the name another meaning, in the order of writing."""


def key_of(key: str, model: str = "") -> Key | None:
    """Return the line of `key` in the records of `model`, or None for an unknown key."""
    return KEYS.get(f"{model}.{key}") or KEYS.get(key)


def title_of(key: str, model: str = "") -> str:
    """Return the title of a key in the records of `model`; an unknown key is its own title."""
    known = key_of(key, model)
    return known.title if known else key


def key_called(words: str, known: Iterable[str], model: str = "") -> str | None:
    """Return the key of `known` in the records of `model` whose title is most probably meant, or None.

    >>> key_called("実績値", ["target", "actuals"]), key_called("担当課", ["owner"]), key_called("x", ["owner"])
    ('actuals', 'owner', None)
    """
    titles = {title_of(key, model): key for key in known}
    meant = nearest(words, titles)
    return titles[meant] if meant else None


def of_indicator(*shared: Sharing) -> Iterator[str]:
    """Yield the keys at the top of an indicator's file that are shared in one of these ways, in writing order."""
    return (key for key, own in KEYS.items() if own.of_indicator and own.of_indicator.shared in shared)


def places_only(path: str) -> bool:
    """Say whether `path`, keys joined by dots, only groups indicators and does not affect ratings."""
    known = KEYS.get(path.partition(".")[0])
    return bool(known and known.of_indicator and not known.of_indicator.rates)


ORDER = tuple(key for key, own in KEYS.items() if own.of_indicator or own.of_actual)
"""The order in which the keys of an indicator and of its actuals are written."""
