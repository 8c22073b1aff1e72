"""The columns of every flat table: the name for programs, the name for people, the meaning and the type of each."""

from dataclasses import dataclass

from dxkpi.core.basis.mark import Mark


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its name, what it is called and what it holds, and its type in a data package.

    The values of one that is `coded` are explained in the list of codes.
    """

    name: str
    title: str
    meaning: str
    type: str = "string"
    coded: bool = False


MARKS = tuple(Field(mark.value, f"印「{mark.sign}」", mark.meaning, "boolean") for mark in Mark.of_indicators())
_MARKED = tuple(
    Field(mark.value, f"印「{mark.sign}」の数", f"{mark.meaning}指標の数", "integer") for mark in Mark.of_indicators()
)
_CARRIED, _PARTIAL, _JUDGED = (
    next(field for field in MARKS if field.name == mark) for mark in (Mark.CARRIED, Mark.PARTIAL, Mark.JUDGED)
)

_IN_PLAN = (
    Field("plan_id", "計画の id", "計画のファイルの名前"),
    Field("plan", "計画", "計画の名称"),
)
_OF_YEAR = (
    *_IN_PLAN,
    Field("fiscal_year", "年度", "報告の年度。4月に始まる年度の、始まりの西暦", "year"),
    Field("as_of", "いつまでに分かったこと", "--as-of の日。付けなければ空"),
)
_OF_INDICATOR = (
    Field("id", "指標の id", "指標のファイルの名前"),
    Field("number", "番号", "計画が指標に付けた番号"),
    Field("name", "指標", "指標の名称"),
)
_SECTION_ID = Field("section_id", "分野の id", "計画の分野")
_SECTION = Field("section", "分野", "分野の名称")
_OWNER = Field("owner", "担当", "担当する課など")
_UNIT = Field("unit", "単位", "数値の単位。単位のない指標では空")
_RELISTED = Field("relisted_section_ids", "再掲の分野の id", "再掲する分野。空白で区切る")
ACTUALS_OF = Field(
    "actuals_of_id",
    "実績値のある指標の id",
    "実績値が別の指標のものなら、その指標。二つの行は同じ値で、目標が違う。値を足すときは片方だけにする",
)
_BASELINE_YEAR = Field("baseline_year", "基準値の年度", "基準値の年度の、始まりの西暦。暦年の指標では、その年", "year")
_BASELINE_VALUE = Field("baseline_value", "基準値", "目標を定めたときの値（改められた後は、改めた値）", "number")
_TARGET_YEAR = Field("target_year", "目標年度", "目標に達する年度の、始まりの西暦", "year")
_TARGET_VALUE = Field("target_value", "目標値", "その年度に効いている、最終の目標値", "number")
_TARGET_REVISED = Field("target_revised", "目標の改定日", "最後の改定が決まった日。改定がなければ空")
_ACTUAL_VALUE = Field("actual_value", "実績値", "判定に使った値。一つの数で言えないときは空", "number")
_APPROXIMATE = Field("actual_approximate", "実績値は約の値", "資料が「約」と書く値か", "boolean")

_SINCE = Field(
    "definition_since_year",
    "定義の始まり",
    "定義の変更の後の値によるとき、新しい定義の最初の年度。これの違う年度の値とは比べられない",
    "year",
)

INDICATOR_FIELDS = (
    *_OF_YEAR,
    *_OF_INDICATOR,
    _SECTION_ID,
    _SECTION,
    Field("section_assumed", "分野は推定", "資料に分野がなく、推定したか", "boolean"),
    _OWNER,
    Field("direction", "目標の型", "データの direction。目標がどう定められているか"),
    _UNIT,
    _BASELINE_VALUE,
    _BASELINE_YEAR,
    Field("baseline_text", "基準値（文）", "一つの数で言えない基準値。言えるときは空"),
    Field("baseline_assumed", "基準値は推定", "資料に基準値がなく、推定したか", "boolean"),
    _TARGET_VALUE,
    _TARGET_YEAR,
    Field("target_text", "目標（文）", "目標値だけでは言えない目標（増加、範囲、段階、許容幅など）。言えるときは空"),
    _ACTUAL_VALUE,
    Field("actual_year", "実績値の年度", "判定に使った値の年度の、始まりの西暦。暦年の指標では、その年", "year"),
    Field("actual_status", "実績値の別", "実績、速報、見込、時点のどれか"),
    Field("actual_as_of", "実績値の時点", "値がいつの時点のものか。日か月まで"),
    Field("actual_from", "実績値の期間の初め", "年度の一部の値の、初めの日か月"),
    Field("actual_to", "実績値の期間の終わり", "年度の一部の値の、終わりの日か月"),
    _APPROXIMATE,
    Field("actual_text", "実績値（文）", "一つの数で言えない実績値。言えるときは空"),
    Field(
        "state",
        "結果の種類",
        "rated（区分あり）、not_assessed（算定不能）、suspended（停止）、in_state（計画の状態）、monitored（推移だけを見る）",
    ),
    Field("in_state_id", "計画の状態の id", "計画の定める状態（完了、中止など）にある指標の、その状態"),
    Field(
        "standing",
        "達成したか",
        "met（達成）、unmet（未達成）、suspended（停止）、in_state（計画の状態）、judged（人の評価で、達成したかは分からない）、"
        "unknown（分からない）。推移だけを見る指標では空",
    ),
    Field("rating_id", "達成区分の id", "計画の達成区分。区分のないときは空"),
    Field("rating", "達成区分", "達成区分の、印刷する語"),
    Field("rate_percent", "達成率（%）", "計画の桁で丸めた率", "number"),
    Field("rate_numerator", "達成率の分子", "丸める前の率（1 が 100%）の分子", "integer"),
    Field("rate_denominator", "達成率の分母", "丸める前の率の分母", "integer"),
    Field("rating_assumed", "結果は推定による", "推定した値によって、区分が決まったか", "boolean"),
    Field("not_assessed", "算定不能の理由", "なぜ区分が付かないかを表す語。区分があれば空"),
    Field("suspended_reason", "停止の理由", "進捗管理を停止した理由"),
    Field("successor", "引き継ぎ先", "停止した指標を引き継ぐ指標や取組"),
    Field("cause_id", "未達成の要因の id", "計画の定めた要因"),
    Field("unmet_reason", "未達成の理由", "達していない理由"),
    Field("source_document", "出典の資料の id", "計画の documents にある資料"),
    Field("source_page", "出典のページ", "その資料のページ", "integer"),
    _TARGET_REVISED,
    Field("adopted_target_value", "策定時の目標値", "改定の前の目標値。改定がなければ空", "number"),
    Field("adopted_target_text", "策定時の目標（文）", "改定の前の目標のうち、値だけでは言えないもの"),
    Field("adopted_rating_id", "策定時の目標による区分の id", "改定の前の目標で判定した区分"),
    Field("adopted_rate_percent", "策定時の目標による達成率（%）", "改定の前の目標で計算した率", "number"),
    _RELISTED,
    Field("of_id", "うちの全体の指標の id", "別の指標のうち（内数）なら、その指標。件数と割合には入らない"),
    Field(
        "counting",
        "累計・単年の別",
        "cumulative（累計）、yearly（単年）、summed（足して累計とする）。書いていなければ空",
    ),
    Field("year_kind", "年の数え方", "fiscal（年度）か calendar（暦年）"),
    Field("expected_value", "見込量", "計画がその年度に見込む量（推移だけを見る指標）", "number"),
    Field("actual_sum", "実績値の累計", "年度の値を足して判定する指標の、足した値", "number"),
    Field("baseline_average_of", "基準値で平均した年度", "平均した年度の、始まりの西暦。空白で区切る"),
    Field("baseline_restated", "基準値を改めた日", "使っている基準値が、改めた値なら、その日"),
    Field("result_of_year", "結果の年度", "目標年度の結果のまま示すとき、その年度", "year"),
    Field("met_in_target_year", "達成していた目標年度", "目標年度には達成し、今は達していないとき、その年度", "year"),
    _CARRIED,
    _PARTIAL,
    _JUDGED,
    Field("judged_by", "評価した人", "人の評価があれば、その人"),
    Field("judged_reason", "評価の理由", "人の評価の理由"),
    Field("computed_rating_id", "値から計算した区分の id", "人の評価があるとき、値だけではどの区分になるか"),
    Field("remarks", "所見", "年度の所見。見出しと文章を「／」で区切る"),
    Field("rate_remark", "達成率の注記", "ちょうどでは未達成、丸めた率など、率だけでは読み違えること"),
    _SINCE,
    ACTUALS_OF,
)

_OF_TABLE = (
    *_OF_YEAR,
    Field("computed", "データだけ", "公表件数で補わずに数えたか（--computed）", "boolean"),
)
_COUNTS = (
    Field("section_id", "分野の id", "計画の分野。total は表の全体"),
    _SECTION,
    Field("indicators", "指標の数", "分野にある指標の数。名称の公表のないものを含む", "integer"),
    Field("rating_id", "達成区分の id", "計画の達成区分、suspended（停止）、状態の id、unassessed（算定不能）"),
    Field("rating", "達成区分", "達成区分などの、印刷する語"),
    Field("rating_group", "大きな分け", "表の上の段の見出し（達成、未達成、その他など）"),
    Field("count", "件数", "その分野の、その区分の指標の数。数えるものがなければ空", "integer"),
    Field("share_percent", "割合（%）", "表の全体に対する割合。全体の行だけにある", "number"),
    Field(Mark.BY_PUBLICATION.value, f"印「{Mark.BY_PUBLICATION.sign}」", Mark.BY_PUBLICATION.meaning, "boolean"),
    Field("from_publication", "公表件数から充てた数", "どの指標かは決まらず、公表された件数から充てた数", "integer"),
    Field("undisclosed", "名称の公表のない数", "資料が数え、名称を示さない指標の数", "integer"),
    *_MARKED,
)
OVERVIEW_FIELDS = (
    *_OF_TABLE,
    *_COUNTS,
    Field(
        "mean_rate_percent",
        "達成率の平均（%）",
        "率のある指標の達成率の平均。答えの率がこの平均である計画（headline: mean_rate）の、全体の行だけにある",
        "number",
    ),
    Field("mean_rate_indicators", "平均した指標の数", "その平均に入る、率のある指標の数", "integer"),
    Field("mean_rate_marks", "平均の印", "その平均に付く印の名。空白で区切る"),
)
SECTION_FIELDS = (*_OF_TABLE, Field("table", "表の番号", "分野別の表の順。1 から", "integer"), *_COUNTS)


def _exact(name: str, title: str, meaning: str) -> tuple[Field, ...]:
    return (
        Field(f"{name}_value", title, f"{meaning}（丸めた値）", "number"),
        Field(f"{name}_numerator", f"{title}の分子", f"{meaning}（正確な値の分子）", "integer"),
        Field(f"{name}_denominator", f"{title}の分母", f"{meaning}（正確な値の分母）", "integer"),
    )


OUTLOOK_FIELDS = (
    *_OF_YEAR,
    *_OF_INDICATOR,
    _SECTION_ID,
    _RELISTED,
    _OWNER,
    _UNIT,
    Field("part", "部分", "いくつかの数から成る値の、どの部分か"),
    Field(
        "standing",
        "見通し",
        "ahead（先行）、on_line（目安どおり）、behind（遅れ）、unclear（判定できない）、final（目標年度）、"
        "past（目標年度の後）",
    ),
    Field("unclear", "判定できない理由", "なぜ先行か遅れかが言えないかを表す語"),
    _TARGET_YEAR,
    _TARGET_VALUE,
    _BASELINE_YEAR,
    _BASELINE_VALUE,
    Field("actual_value", "実績値", "その年度の確定した実績値（累計の指標では累計）", "number"),
    _APPROXIMATE,
    *_exact("line", "目安値", "基準値と目標値を均等に結んだ線の、その年度の値"),
    *_exact("gained_per_year", "1年に進んだ量", "基準値からこれまで、1年に進んだ量"),
    *_exact("needed_per_year", "1年に要る量", "目標年度に達するため、これから1年に要る量"),
    Field("years_gone", "過ぎた年数", "基準値の年度から、その年度までの年数", "integer"),
    Field("years_left", "残る年数", "その年度から、目標年度までの年数", "integer"),
    Field("extended_value", "このペースで達する値", "これまでのペースを目標年度まで延ばした値", "number"),
    Field("met", "もう達した", "その年度の値が、もう目標に達しているか", "boolean"),
    Field("pace_unclear", "ペースの分からない理由", "なぜペースが言えないかを表す語"),
    Field("assumed", "推定による", "推定した値によるか", "boolean"),
    _TARGET_REVISED,
    _SINCE,
)

STATUS_FIELDS = (
    *_IN_PLAN,
    Field("fiscal_year", "年度", "答えを求める年度の、始まりの西暦", "year"),
    Field("wanted", "求める値の別", "実績、速報、見込、時点のどれか"),
    Field("deadline", "期限", "計画の deadlines の日。なければ空", "date"),
    Field("days_late", "過ぎた日数", "期限を過ぎた日数。過ぎていなければ空", "integer"),
    *_OF_INDICATOR,
    _OWNER,
    Field("standing", "答え", "対象外、済、仮、集計中、約束過ぎ、未回答のどれか"),
    Field("overdue", "遅れている", "期限か、約束した時期を過ぎたか", "boolean"),
    Field("promised", "値の出る時期", "集計中の答えにある、値の出る時期"),
    Field("reason_owed", "理由がまだない", "達していない理由を、まだ答えていないか", "boolean"),
    Field("rating_owed", "自己評価がまだない", "確定した値に、担当の自己評価をまだ付けていないか", "boolean"),
    Field("actual_status", "今ある値の別", "データにある、最も新しい値の別。なければ空"),
    Field("contact", "連絡先", "departments.yaml にある、担当の係や内線。なければ空"),
    Field("mail", "メール", "departments.yaml にある、担当の宛先。なければ空"),
)
