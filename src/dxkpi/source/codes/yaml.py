"""Rules about YAML that a data file must not use, and text that is not YAML at all."""

from dxkpi.core.basis.finding import Example, Page
from dxkpi.source.codes.declare import error

_QUOTE = '値の全体を半角の引用符「"」で囲む。'

SECOND_DOCUMENT = error(
    "KPI113",
    "second-document",
    "一つのファイルに二つ以上の文書がある",
    Page(
        why="二つの指標を一つのファイルにまとめようとして「---」の行で区切ると、後の方を読まないソフトがあり、指標が抜け落ちる。",
        mend="一つのファイルには一つの指標だけを書き、残りは別のファイルに分ける。ただの区切りの線なら、その行を消す。",
        bad=(Example("name: 削減時間\n---\nnote: 速報値を含む\n"),),
        good=(Example("name: 削減時間\nnote: 速報値を含む\n"),),
        others=((Example("name: 削減時間\n"), Example("note: 速報値を含む\n", "indicators/plan-a/one/maps.yaml")),),
    ),
)
DIRECTIVE = error(
    "KPI114",
    "directive",
    "% で始まる YAML の指示行は使えない",
    Page(
        why="ほかの道具の見本を写すと「%YAML 1.1」などの行が入る。"
        "YAML の版が変わると、no や 010 のような値の読み方がソフトによって変わる。",
        mend="% で始まる行と、そのすぐ下の「---」の行を消す。",
        bad=(Example("%YAML 1.1\n---\nid: hours\n"),),
        good=(Example("id: hours\n"),),
    ),
)
ANCHOR = error(
    "KPI115",
    "anchor",
    "& で始まる YAML の目印（アンカー）は使えない",
    Page(
        why="「&」で始まる値は、文字ではなく、ほかの場所から引くための目印として読まれる。"
        "名前の初めの語が、知らないうちに消えてしまう。",
        mend=f"「&」を文字として書くなら、{_QUOTE}目印として書いたなら、目印を消し、同じ内容を使う場所にもう一度書く。",
        bad=(Example("note: &R3 年度途中の値\n"),),
        good=(Example('note: "&R3 年度途中の値"\n'),),
        others=((Example("note: 年度途中の値\n"),),),
    ),
)
ALIAS = error(
    "KPI116",
    "alias",
    "* で始まる YAML の参照（エイリアス）は使えない",
    Page(
        why="資料の注を写して「*」で始めると、文字ではなく、ほかの場所の内容を引く印として読まれる。"
        "参照を重ねると、小さなファイルがパソコンを止めるほど大きな内容にもなる。",
        mend=f"「*」を文字として書くなら、{_QUOTE}参照として書いたなら、引いていた内容をそのまま書く。",
        bad=(Example("note: *は速報値を含む\n"),),
        good=(Example('note: "*は速報値を含む"\n'),),
        others=((Example("note: 速報値を含む\n"),),),
    ),
)
MERGE = error(
    "KPI117",
    "merge-key",
    "<< による取り込み（マージ）は使えない",
    Page(
        why="ほかの道具の見本にある「<<」は、別の場所の項目をまとめて取り込む書き方である。"
        "値がどこから来たかが行を見ても分からず、取り込まないソフトでは値が抜ける。",
        mend="「<<」の行を消し、取り込んでいた項目を一つずつ書く。",
        bad=(Example("baseline:\n  value: 0\n  <<: {year: H30}\n"),),
        good=(Example("baseline:\n  value: 0\n  year: H30\n"),),
    ),
)
TAG = error(
    "KPI118",
    "tag",
    "! で始まる YAML の型の印（タグ）は使えない",
    Page(
        why="注意を引くために「!」で書き始めると、文字ではなく、値の種類を決める印として読まれる。"
        "印によっては、読んだソフトに勝手な動きをさせることもできる。",
        mend=f"「!」を文字として書くなら、{_QUOTE}印として書いたなら、印を消す。",
        bad=(Example("note: !要確認 速報値である\n"),),
        good=(Example('note: "!要確認 速報値である"\n'),),
        others=((Example("note: 速報値である\n"),),),
    ),
)
TOO_DEEP = error(
    "KPI119",
    "too-deep",
    "入れ子が深すぎる（20段まで）",
    Page(
        why="「- 」の一つ一つが新しい段の始まりとして読まれるので、"
        "区切りの線のつもりの「- - - -」は何十段もの入れ子になる。"
        "データに要るのは数段で、深いものは読むソフトを止めることもある。",
        mend="区切りの線は消すか、「#」で始めて注釈にする。括弧や字下げがずれていないかも確かめる。",
        bad=(Example(f"note:\n  {'- ' * 30}-\n"),),
        good=(Example(f"note: 速報値を含む\n# {'- ' * 30}-\n"),),
    ),
)
DUPLICATE = error(
    "KPI120",
    "duplicate-key",
    "同じキーが二度書かれている",
    Page(
        why="前の行を写して値だけを変え、元の行を消し忘れると起きる。"
        "先の値を採るソフトと後の値を採るソフトがあり、どちらが正しいか誰にも分からない。",
        mend="正しい方だけを残す。一つの年度に速報と実績を並べるなら、値を「- 」で始まる行にする。",
        bad=(Example("actuals:\n  R3:\n    value: 5300\n    status: 速報\n    value: 5445\n    status: 実績\n"),),
        good=(Example("actuals:\n  R3:\n    value: 5445\n    status: 実績\n"),),
        others=(
            (
                Example(
                    "actuals:\n  R3:\n    - value: 5300\n      status: 速報\n    - value: 5445\n      status: 実績\n"
                ),
            ),
        ),
    ),
)
ODD_KEY = error(
    "KPI121",
    "odd-key",
    "キーが空か、文字ではない",
    Page(
        why="見出しのつもりでキー（項目の名前）を [ ] で囲んだり、キーを消して「:」と値だけを残したりすると起きる。"
        "何の値か分からず、黙って捨てるソフトもある。",
        mend="「:」の前に、キーを括弧を付けずに書く。要らない行なら、行ごと消す。",
        bad=(Example("unmet:\n  R3:\n    cause: covid\n    [reason]: 来庁を控えたため\n"),),
        good=(Example("unmet:\n  R3:\n    cause: covid\n    reason: 来庁を控えたため\n"),),
        others=((Example("unmet:\n  R3:\n    cause: covid\n"),),),
    ),
)
SYNTAX = error(
    "KPI125",
    "syntax",
    "YAML の書き方として読むことができない",
    Page(
        why="文章の中の半角の「: 」や「%」、閉じ忘れた括弧や引用符、ずれた字下げ（行の頭の空き）は、"
        "YAML の記号として読まれる。ファイル全体が読めず、その指標が集計から抜ける。",
        mend='記号を含む文章や単位は、値の全体を半角の引用符「"」で囲む。'
        "同じ組のキーは、左の端を半角の空白でそろえる。",
        bad=(Example("note: 注意: 速報値を含む\n"),),
        good=(Example('note: "注意: 速報値を含む"\n'),),
    ),
)
