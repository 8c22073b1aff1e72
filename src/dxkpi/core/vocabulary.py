"""The words of the data in Japanese: what each word that can be chosen means, and what a record is called."""

_CARRY = {
    "any": "何年度前の値でも",
    "previous": "前の年度の値まで",
    "none": "その年度の値だけ",
}

CHOICES: dict[str, dict[str, str]] = {
    "carry": _CARRY,
    "allow": _CARRY,
    "status": {
        "実績": "確定した値",
        "速報": "確定の前に公表された値",
        "見込": "年度が終わる前の見込み",
        "時点": "年度の途中の、ある時点の値（as_of を添える）",
    },
    "better": {"higher": "高いほど良い", "lower": "低いほど良い"},
    "year_kind": {"fiscal": "年度（4月から翌年3月まで）", "calendar": "暦年（1月から12月まで）"},
    "counting": {
        "cumulative": "実績値も目標値も累計（実績値は減らない）",
        "yearly": "実績値も目標値も単年度の値",
        "summed": "実績値は単年度の値、目標値は累計（実績値を足して比べる）",
    },
    "by_year_counting": {
        "cumulative": "その年度までの累計",
        "yearly": "その年度だけの量（最初の年度から足して比べる）",
    },
    "rule": {
        "sum": "部分を合計して比べる",
        "all": "すべての部分が目標に達すれば達成",
        "worst": "最も低い部分の達成率を使う",
    },
    "severity": {"error": "誤り", "warning": "注意", "none": "数えない"},
    "formula": {
        "distance": "（実績 − 基準）÷（目標 − 基準）",
        "ratio": "実績 ÷ 目標。減らす目標では 目標 ÷ 実績",
        "ratio_mirrored": "実績 ÷ 目標。減らす目標では（2 × 目標 − 実績）÷ 目標",
        "position": "率を出さず、目標値と基準値に対する位置で決める",
        "judged": "率を出さず、人が評価する（評価は指標の judged に書く）",
    },
    "against": {
        "target": "最終の目標値",
        "year_target": "その年度の目標値（指標の target の by_year）",
        "straight_line": "基準値と目標値を均等に結んだ線の、その年度の値（目安値）",
        "elapsed_share": "目標値を、計画の経過年数で按分した値",
        "previous_year": "前年度の実績値",
        "since_previous": "最終の目標値（動きは前年度の実績値から見る）",
    },
    "carried_against": {"report_year": "報告する年度の値と", "own_year": "実績値の年度の値と"},
    "after_target_year": {"latest": "最新の値で判定する", "freeze": "目標年度の結果のまま示す"},
    "from_target": {"beyond": "超えている", "on": "ちょうど達している", "short": "届いていない"},
    "from_baseline": {"better": "良い", "same": "同じ（横ばい）", "worse": "悪い"},
    "from": {"previous_year": "前年度の実績値"},
    "side": {"both": "良い側にも悪い側にも", "worse": "悪い側だけ"},
    "mode": {"half_up": "四捨五入", "half_even": "偶数への丸め", "down": "切り捨て", "up": "切り上げ"},
    "when": {"no_actual": "実績値がまだない指標", "not_assessed": "判定できない指標"},
    "by": {"sum": "合計", "mean": "平均"},
    "relisted_count": {"once": "元の分野だけに数える", "each": "載る分野のそれぞれに数える"},
    "rated": {"exact": "丸める前の率", "rounded": "丸めた率"},
    "denominator": {
        "all": "すべての指標",
        "known": "実績値の分かった指標だけ",
        "assessed": "判定できた指標だけ",
    },
}
"""Meanings of the words that can be chosen, by key."""

RECORDS: dict[str, str] = {
    "NumberActual": "実績値",
    "CompositeActual": "実績値",
    "MilestoneActual": "実績値",
    "RangeOfYear": "年度の目標",
    "PartsOfYear": "年度の目標",
    "Unmet": "未達成の理由",
    "Pending": "集計中の記録",
    "Rating": "達成区分",
    "Section": "分野",
    "Subsection": "項目",
    "Cause": "要因",
    "Unnamed": "名称の公表がない指標",
    "PublishedRow": "指標の行",
    "Document": "出典の文書",
    "Revision": "目標の改定",
    "BaselineRevision": "改めた基準値",
    "Exceptional": "例外",
    "State": "状態",
    "Grade": "評語",
    "StatusEntry": "状態",
    "JudgedActual": "実績",
    "PeoplesRating": "人の評価",
    "Remark": "所見",
    "Correction": "正誤",
    "SharedWith": "ほかの計画での扱い",
    "RuleSetting": "規則の重さ",
    "Department": "担当",
}
"""Names of records in a list or below a year, by their model; no key names them."""
