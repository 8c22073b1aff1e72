"""What the keys of the YAML are for, in Japanese, as editors show it beside a key."""

from typing import Any, NamedTuple

from dxkpi.core.scalars import Count, Date, Flag, Id, Number, PageNumber, Text, Year


class Key(NamedTuple):
    """What a key is called, and what is written there."""

    title: str
    description: str
    examples: tuple[str, ...] = ()


_YEARS = ("R3", "令和3年度", "2021")
_DATES = ("2021-12", "2021-12-31")

KEYS: dict[str, Key] = {
    "actuals": Key("実績値", "年度をキーにして、その下に実績値を書く。一つの年度に、見込・速報・実績と並べて書ける"),
    "adopted": Key("策定日", "計画が決まった日。2019-09 のように月までも書ける", ("2019-09", "2019-09-30")),
    "against": Key("比べる値", "実績値を何と比べるか。target は最終の目標値"),
    "approximate": Key("約の値", "資料が「約」と書く値なら true"),
    "as_of": Key("値の時点", "いつの値か。R3.12時点 は 2021-12 と書く", _DATES),
    "assumed": Key("推定", "資料にない事柄。推定したキーに、そう推定した理由を書く"),
    "at_least": Key("下限", "区分の下限（%、この値を含む）。一番下の区分には書かない"),
    "baseline": Key("基準値", "目標を決めたときの値。資料になければ書かない（増やす・減らす型では必ず書く）"),
    "better": Key("良い向き", "高いほど良ければ higher、低いほど良ければ lower。基準値と目標値から分かるときは省ける"),
    "cause": Key("要因", "計画の causes にある要因の id"),
    "causes": Key("要因の分け", "未達成の要因を、どう分けて数えるか"),
    "code": Key("規則の番号", "重さを変える規則。KPI302 のように書く"),
    "corrections": Key("正誤", "公表した年度の記録の誤りを直すとき、いつ、どの記録を、何から何に、なぜ直すかを並べる"),
    "count": Key("指標の数", "資料が数えて、名称を示さない指標の数"),
    "counts": Key("公表された数", "分野の id の下に、達成区分の id か suspended をキーにして、資料にある数を書く"),
    "date": Key(
        "公表日・決定の日", "資料が公表された日、または会議に示された日。改定では決まった日、正誤では出した日", _DATES
    ),
    "decision": Key("決定", "改定を決めた会議など"),
    "direction": Key("目標の型", "目標がどう書かれているか。これによって、ほかに書くキーが決まる"),
    "document": Key("文書", "計画の documents にある文書の id"),
    "documents": Key("出典の文書", "文書の id をキーにして、題名や発行者を書く"),
    "done": Key("済んだ段階", "目標の steps の語を、そのまま並べる。まだなければ []"),
    "exact": Key("正確な比", "既約の分数か整数"),
    "exclusive": Key("超・未満", "目標が「超」か「未満」なら true（ちょうどでは達成にならない）"),
    "figures": Key("公表した数字", "表の件数と割合、指標ごとの達成区分と達成率"),
    "formula": Key("計算式", "達成率の計算式。distance は（実績 − 基準）÷（目標 − 基準）"),
    "from": Key(
        "始まり・改定前",
        "期間の始まり（この時を含む）。改定では、前の目標を指標の target と同じキーで書く。正誤では、公表した値を書く",
    ),
    "government": Key("団体", "計画を持つ都道府県や市町村の名称"),
    "group": Key("大きな分け", "表の上の段に印刷する語。達成、未達成、その他など"),
    "heading": Key("見出し", "資料の見出し。ページの代わりに、または並べて書く"),
    "id": Key(
        "短い名前", "ほかから指すための名前。半角の英小文字と数字をハイフンでつなぐ。指標ではファイル名と同じにする"
    ),
    "in_denominator": Key("母数に入れる", "停止した指標を割合の母数に入れるか。省くと true"),
    "indicator": Key("指標", "改定や正誤の指標の id。計画の記録の正誤なら書かない"),
    "indicators": Key("指標の数", "分野にある指標の数。名称の公表がないものを含む"),
    "known": Key(
        "分かった日", "値や決定が分かった日。省くと、値では出典の文書の日付、目標の改定では決まった日", _DATES
    ),
    "label": Key("印刷する語", "表に印刷する語"),
    "max": Key("上限", "範囲の上限（この値を含む）"),
    "method": Key("算定方法", "達成率をどう計算するか"),
    "min": Key("下限", "範囲の下限（この値を含む）"),
    "name": Key("名称", "表に印刷する名称"),
    "note": Key("注記", "数値の欄に書けないことは、ここに書く"),
    "owner": Key("担当", "担当する課など"),
    "page": Key("ページ", "資料のページ"),
    "parts": Key("部分ごとの値", "部分の名前をキーにして、値を書く"),
    "percent": Key("公表された割合", "資料に印刷された割合（%）"),
    "period": Key("期間", "始まり from と終わり to"),
    "plan": Key("計画", "計画の id。data/targets/ にあるファイルの名前と同じ"),
    "printed": Key("印刷した割合", "小数第1位まで（%）"),
    "published": Key("公表結果", "年度をキーにして、資料に印刷されたとおりに書く"),
    "publisher": Key("発行者", "資料を発行した団体や会議"),
    "rate": Key("達成率", "正確な比"),
    "rating": Key("達成区分", "計画の ratings にある区分の id"),
    "ratings": Key("達成区分", "上から順に並べる。一番下の区分には下限を書かない"),
    "reason": Key("理由", "資料を写さず、自分の言葉で書く"),
    "record": Key("記録", "直す記録の名前。一つのキーか、どれのことかを添えたもの", ("baseline", "actuals R3")),
    "records": Key("凍結した記録", "公表した数字の元になった、計画と指標の記録"),
    "reference": Key("比べる相手", "ほかの統計などの、比べる相手の値"),
    "reported": Key("報告者", "資料にまだ載っていない値を、誰が報告したか（source の代わりに書く）"),
    "results": Key("指標の結果", "指標の id をキーにした、達成区分と達成率"),
    "revisions": Key(
        "目標の改定", "計画の途中で目標を変えた決定を、古い順に並べる。指標のファイルには、策定のときの目標を残す"
    ),
    "rule": Key("合わせ方", "部分をどう合わせて一つの結果にするか"),
    "rules": Key("規則の重さ", "点検の規則の重さを、この計画について変える"),
    "section": Key("分野", "計画の sections にある分野の id"),
    "sections": Key("分野", "報告で指標をまとめる分野"),
    "severity": Key("重さ", "指摘の重さ"),
    "since": Key("停止の年度", "停止として報告する最初の年度", _YEARS),
    "size": Key("指標の数", "表の指標の数"),
    "source": Key("出典", "文書とページ。ファイルの一番外に書けば、ほかに書いていないすべての値の出典になる"),
    "status": Key("値の別", "どのくらい確かな値か"),
    "steps": Key("段階", "目標までに行う段階を並べる"),
    "subsection": Key("項目", "計画の subsections にある項目の id"),
    "subsections": Key("項目", "分野の中の項目"),
    "successor": Key("引き継ぎ先", "引き継ぐ指標や取組"),
    "suspended": Key("進捗管理の停止", "停止した指標について書く"),
    "tables": Key("分野別の表", "一つの表に載せる分野の id を並べる"),
    "target": Key("目標値", "目標年度までに達する値"),
    "target_year": Key("目標年度", "目標に達する年度。指標が別に書かなければ、これを使う", _YEARS),
    "text": Key("状態", "状態を、資料の言葉で書く（未整備 など）"),
    "title": Key("題名", "資料の題名や、見出しに使う名称"),
    "to": Key(
        "終わり・改定後",
        "期間の終わり（この時を含む）。改定では、後の目標を指標の target と同じキーで書く。正誤では、正しい値を書く",
    ),
    "tolerance": Key("許容幅", "維持できたとみなす幅（目標値と同じ単位）"),
    "total": Key("全体の割合", "計画全体の割合。達成区分の id か suspended をキーにして書く"),
    "undisclosed": Key("名称の公表がない指標", "資料が数えて、名称を示さない指標"),
    "unit": Key("単位", "数値の単位。% は引用符で囲む", ("時間", "件", "%")),
    "unmet": Key("未達成の理由", "年度をキーにして、要因 cause か理由 reason を書く"),
    "value": Key("値", "半角の数字だけで書く。桁区切りの , や単位は付けない"),
    "what": Key("内容", "from と to のほかに言うことがあれば書く"),
    "why": Key("訂正の理由", "なぜ誤っていたのかを、自分の言葉で書く"),
    "year": Key("年度", "R3、令和3年度、2021 のどれでも同じ年度になる", _YEARS),
}
"""By key."""

CHOICES: dict[str, dict[str, str]] = {
    "status": {
        "実績": "確定した値",
        "速報": "確定の前に公表された値",
        "見込": "年度が終わる前の見込み",
        "時点": "年度の途中の、ある時点の値（as_of を添える）",
    },
    "better": {"higher": "高いほど良い", "lower": "低いほど良い"},
    "rule": {
        "sum": "部分を合計して比べる",
        "all": "すべての部分が目標に達すれば達成",
        "worst": "最も低い部分の達成率を使う",
    },
    "severity": {"error": "誤り", "warning": "注意", "none": "数えない"},
}
"""What the words say that can be chosen, by key."""

KINDS: dict[str, str] = {
    "absolute": "目標値に達する（absolute）",
    "reference": "ほかの値と同じ水準にする（reference）",
    "increase": "基準値より増やす（increase）",
    "decrease": "基準値より減らす（decrease）",
    "keep": "水準を維持する（keep）",
    "range": "範囲の中に保つ（range）",
    "milestone": "段階を進める（milestone）",
    "composite": "部分に分かれた目標（composite）",
    "monitor": "推移を見る。目標なし（monitor）",
}
"""By direction."""

RECORDS: dict[str, str] = {
    "NumberActual": "実績値",
    "CompositeActual": "実績値",
    "MilestoneActual": "実績値",
    "Unmet": "未達成の理由",
    "Published": "公表結果",
    "Rating": "達成区分",
    "Section": "分野",
    "Subsection": "項目",
    "Cause": "要因",
    "Undisclosed": "名称の公表がない指標",
    "Document": "出典の文書",
    "Revision": "目標の改定",
    "Correction": "正誤",
    "TableFigures": "表",
    "ResultFigures": "指標の結果",
    "Share": "割合",
    "RuleSetting": "規則の重さ",
}
"""What stands in a list or below a year, by the name of its record: there no key says it."""

SCALARS: tuple[tuple[Any, str], ...] = (
    (Number, "半角の数字だけで書く（例 6000、73.5、-5）。桁区切りの , や単位、約 などの語は付けない"),
    (Count, "0以上の整数を、半角の数字だけで書く（例 12）"),
    (PageNumber, "1以上の番号を、半角の数字だけで書く（例 8）。番号のない所なら heading に見出しを書く"),
    (Year, "年度を R3、令和3年度、2021 のどれかのように書く。月まで言うには as_of を使う"),
    (Date, "日付を 2021-12-31 か、月までなら 2021-12 のように書く"),
    (Id, "半角の英小文字と数字をハイフンでつないで書く（例 rpa-hours。64文字まで）"),
    (Text, "文字を書く。まだなければ行を消す。数や日付に見えるもの、[ や { で始まるものは、全体を引用符で囲む"),
    (Flag, "true か false を書く"),
)
"""How each type of scalar is written, as editors say it beside one that is not."""

TITLES: dict[str, tuple[str, str]] = {
    "indicator": (
        "dxkpi の指標",
        "data/indicators/ の下の一つのファイル。一つの成果指標を宣言する。数値は引用符なしで書く",
    ),
    "plan": (
        "dxkpi の計画",
        "data/targets/ の下の一つのファイル。計画の分野、算定方法、達成区分、公表結果、出典の文書を宣言する",
    ),
    "manifest": (
        "dxkpi の公表記録",
        "data/published/ の下の一つのファイル。公表した年度の数字と、その元になった記録。dxkpi publish が書く",
    ),
    "report": ("dxkpi report の JSON", "進捗報告。数値は文字列、件数は整数、率は分子と分母"),
    "explain": ("dxkpi explain の JSON", "一つの指標の結果と根拠。数値は文字列、件数は整数、率は分子と分母"),
    "reconcile": ("dxkpi reconcile の JSON", "公表結果とデータの突き合わせ。数値は文字列、件数は整数、率は分子と分母"),
    "list": ("dxkpi list の JSON", "指標の一覧。数値は文字列、率は分子と分母"),
    "show": ("dxkpi show の JSON", "一つの指標について宣言されていることのすべて。数値は文字列、率は分子と分母"),
    "validate": ("dxkpi validate の JSON", "データへの指摘。行と桁は1から数える"),
    "diff": ("dxkpi diff の JSON", "二つの版のデータの違いと、数字への影響。数値は文字列、件数は整数、率は分子と分母"),
    "rules": ("dxkpi rules の JSON", "点検の規則の一覧。番号の順"),
    "rule": ("dxkpi rule の JSON", "一つの規則: なぜあるか、直し方、悪い例と良い例"),
    "statistics": ("dxkpi validate --statistics の JSON", "規則ごとの指摘の数"),
}
"""Title and description, by the name of the schema."""

_TWO_MEANINGS = frozenset(("from", "to", "date"))
"""The keys whose title says what they are, and behind a dot what they are in a revision."""


def title_of(key: str, *, in_revision: bool = False) -> str:
    """What a key is called; a key that there is not by itself."""
    known = KEYS.get(key)
    if known is None or key not in _TWO_MEANINGS:
        return known.title if known else key
    usual, _, there = known.title.partition("・")
    return there if in_revision else usual
