"""What the published schemas are called, and what each describes, in Japanese."""

TITLES: dict[str, tuple[str, str]] = {
    "indicator": (
        "dxkpi の指標",
        "data/indicators/ の下の一つのファイル。一つの成果指標を宣言する。数値は引用符なしで書く",
    ),
    "plan": (
        "dxkpi の計画",
        "data/targets/ の下の一つのファイル。計画の分野、算定方法、達成区分、出典の文書を宣言する",
    ),
    "published": (
        "dxkpi の公表結果",
        "data/published/ の下の一つのファイル。公表した年度の結果。資料から書き写すか、dxkpi publish が書く",
    ),
    "report": ("dxkpi report の JSON", "進捗報告。数値は文字列、件数は整数、率は分子と分母"),
    "overview": ("dxkpi overview の JSON", "計画ごとの一行。件数は整数、割合は分子と分母"),
    "explain": ("dxkpi explain の JSON", "一つの指標の結果と根拠。数値は文字列、件数は整数、率は分子と分母"),
    "reconcile": ("dxkpi reconcile の JSON", "公表結果とデータの突き合わせ。数値は文字列、件数は整数、率は分子と分母"),
    "list": ("dxkpi list の JSON", "指標の一覧。数値は文字列、率は分子と分母"),
    "show": ("dxkpi show の JSON", "一つの指標について宣言されていることのすべて。数値は文字列、率は分子と分母"),
    "validate": ("dxkpi validate の JSON", "データへの指摘。行と桁は1から数える"),
    "outlook": (
        "dxkpi outlook の JSON",
        "目標年度より前の年度の見通し: 目安値、位置、ペース。達成区分とは別。値は既約分数か整数の文字列",
    ),
    "diff": ("dxkpi diff の JSON", "二つの版のデータの違いと、数字への影響。数値は文字列、件数は整数、率は分子と分母"),
    "rules": ("dxkpi rules の JSON", "点検の規則の一覧。番号の順"),
    "rule": ("dxkpi rule の JSON", "一つの規則: なぜあるか、直し方、悪い例と良い例"),
    "check-targets": (
        "dxkpi check-targets の JSON",
        "注意の要る目標と、その訳、値、場所。数値は文字列、件数は整数、割合は分子と分母",
    ),
    "compare-methods": (
        "dxkpi report --compare-methods の JSON",
        "同じデータを、いくつかの評価方法で判定した結果。数値は文字列、件数は整数、率は分子と分母",
    ),
    "methods": ("dxkpi methods の JSON", "評価方法の一覧と、まだデータで言えない方法"),
    "method": ("dxkpi methods NAME の JSON", "一つの評価方法: 式、区分、出典、例"),
    "statistics": ("dxkpi validate --statistics の JSON", "規則ごとの指摘の数"),
}
"""Title and description, by the name of the schema."""
