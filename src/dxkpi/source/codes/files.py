"""Rules of the reader, KPI1xx: about files, their characters, and YAML that a data file must not use."""

from dxkpi.core.basis.finding import Example, Page, error

_VISITORS = "indicators/plan-a/one/visitors.yaml"
_NAME = "name: 削減時間\n"
_TARGET = "target:\n  value: 6000\n"
_RETYPE = "指摘された場所の前後の文字をまとめて消し、キーボードから打ち直す。"
_QUOTE = '値の全体を半角の引用符「"」で囲む。'

UNREADABLE = error(
    "KPI101",
    "unreadable",
    "ファイルを読むことができない",
    Page(
        why="ファイルを消したのにリンク（ショートカット）だけが残っていたり、ほかの人に読む権限がなかったりすると、"
        "その指標だけが集計から抜け落ちる。",
        fix="ファイルがその場所にあるか、読む権限があるかを確かめる。"
        "リンクの先がなければ、リンクを消してファイルを置き直す。",
    ),
)
NOT_A_FILE = error(
    "KPI102",
    "not-a-file",
    "データファイルの名前をしているが、普通のファイルではない",
    Page(
        why="フォルダに「hours.yaml」のような名前を付けると、指標があるように見えて、その中身はどこにも数えられない。",
        fix="フォルダの名前から .yaml を外すか、同じ名前の普通のファイルを置く。",
    ),
)
LINK = error(
    "KPI103",
    "link",
    "リンクがデータフォルダの外、またはフォルダを指している",
    Page(
        why="自分のパソコンや共有フォルダを指すリンク（ショートカット）は、ほかの人の所では開けない。"
        "指す先が書き換わると、データに触れていないのに結果が変わる。",
        fix="リンクを消し、指していた先のファイルをデータフォルダの中に写す。",
    ),
)
TOO_BIG = error(
    "KPI104",
    "too-big",
    "ファイルが大きすぎる（1 MiB まで）",
    Page(
        why="Excel の台帳や PDF の資料を、名前だけ .yaml に変えて置くとこうなる。"
        "指標一つのファイルは、文章が長くても数十 KB に収まる。",
        fix="データでないファイルは、データフォルダの外に移す。"
        "指標がいくつも書かれているなら、一つずつ別のファイルに分ける。",
    ),
)
ODD_NAME = error(
    "KPI105",
    "odd-file-name",
    "ファイルやフォルダの名前に使えない文字がある",
    Page(
        why="Web ページやメールから名前を写すと、目に見えない文字や全角の空白が混じることがある。"
        "見た目が同じ別のファイルができ、古い方を直し続けることになる。",
        fix="名前を、半角の英小文字で始め、英小文字と数字をハイフンでつないだものに変える（例 rpa-hours.yaml）。",
    ),
)
NOT_UTF8 = error(
    "KPI106",
    "not-utf8",
    "文字コードが UTF-8 ではない",
    Page(
        why="メモ帳で「ANSI」を選んだり、Excel から CSV で保存したりすると、Shift_JIS という別の文字コード"
        "（文字を番号で表す決まり）になる。ほかの人の所では文字が化け、指標の名前も単位も読めない。",
        fix="エディターの「名前を付けて保存」で、文字コードに UTF-8 を選んで保存し直す"
        "（メモ帳では、保存の画面の下の方に「文字コード」の欄がある）。",
        bad=(Example(_NAME, encoding="cp932"),),
        good=(Example(_NAME),),
    ),
)
CONTROL = error(
    "KPI107",
    "control-character",
    "制御文字など、文章に使わない文字がある",
    Page(
        why="Word や PowerPoint で Shift+Enter を押した所を写すと、目に見えない制御文字（機械への指図）が入る。"
        "画面や表の崩れ、ほかのソフトでの読み込みの失敗のもとになる。",
        fix=_RETYPE,
        bad=(Example("name: 削減\u000b時間\n"),),
        good=(Example(_NAME),),
    ),
)
INVISIBLE = error(
    "KPI108",
    "invisible-character",
    "目に見えない文字、または文字の並ぶ向きを変える文字がある",
    Page(
        why="Web ページや PDF、チャットから写した文字には、幅のない空白などが混じる。"
        "見た目の同じ名前が別の名前として扱われ、検索でも見付からない。",
        fix=_RETYPE,
        bad=(Example("name: 削減\u200b時間\n"),),
        good=(Example(_NAME),),
    ),
)
LINE_BREAK = error(
    "KPI109",
    "line-break",
    "ソフトによって改行とみなされたりみなされなかったりする文字がある",
    Page(
        why="Web の編集画面や資料作成ソフトから写した文章には、特殊な改行が混じる。"
        "ここで行が変わると読むソフトと続くと読むソフトがあり、同じファイルが人によって違う内容になる。",
        fix="その文字を消し、文を続けるか、Enter キーで改行し直す。"
        "ファイル全体で指摘されるときは、エディターの改行コードを LF か CRLF にして保存し直す。",
        bad=(Example("note: 速報値である。\u2028確報は9月に出る\n"),),
        good=(Example("note: 速報値である。確報は9月に出る\n"),),
    ),
)
CONFLICT = error(
    "KPI110",
    "conflict-marker",
    "Git の競合の印が残っている",
    Page(
        why="二人が同じ行を直すと、Git（変更の履歴を管理する道具）は両方の内容を <<<<<<< と >>>>>>> の印で挟んで残す。"
        "どちらの値が正しいかは、人が決めるまで分からない。",
        fix="どちらの値を残すかを決めて、もう一方の行と、<<<<<<< ======= >>>>>>> の行を消す。",
        bad=(Example("target:\n<<<<<<< HEAD\n  value: 6000\n=======\n  value: 6500\n>>>>>>> r4-update\n"),),
        good=(Example("target:\n  value: 6000\n"),),
    ),
)
EMPTY = error(
    "KPI111",
    "empty-file",
    "ファイルに何も書かれていない",
    Page(
        why="後で書くつもりで名前だけ付けて置いたファイルは、忘れられやすい。"
        "指標があるように見えて、どの集計にも入らない。「#」で始まる注釈だけのファイルも同じである。",
        fix="内容を書く。まだ書けないなら、ファイルを消しておく。",
        bad=(Example("# あとで書く\n", _VISITORS, whole=True),),
        good=(
            Example(
                "id: visitors\nname: 閲覧者数\nplan: plan-a\nsection: one\nunit: 人\ndirection: monitor\n",
                _VISITORS,
                whole=True,
            ),
        ),
        others=((),),
    ),
)
NOT_A_RECORD = error(
    "KPI112",
    "not-a-record",
    "ファイル全体が「キー: 値」の組になっていない",
    Page(
        why="Excel の表や文章をそのまま貼り付けたり、CSV の名前を .yaml に変えたりすると、"
        "どの数字が何の値か分からない。",
        fix="「name: 削減時間」のように、行ごとに「キー」（項目の名前）、半角の「:」、半角の空白、値の順に書く。"
        "ほかの指標のファイルを写して直すのが早い。",
        bad=(Example("指標,目標値,実績値\n削減時間,6000,5445\n", whole=True),),
        good=(Example("name: 削減時間\ntarget:\n  value: 6000\n"),),
    ),
)
SECOND_DOCUMENT = error(
    "KPI113",
    "second-document",
    "一つのファイルに二つ以上の文書がある",
    Page(
        why="二つの指標を一つのファイルにまとめようとして「---」の行で区切ると、後の方を読まないソフトがあり、指標が抜け落ちる。",
        fix="一つのファイルには一つの指標だけを書き、残りは別のファイルに分ける。ただの区切りの線なら、その行を消す。",
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
        fix="% で始まる行と、そのすぐ下の「---」の行を消す。",
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
        fix=f"「&」を文字として書くなら、{_QUOTE}目印として書いたなら、目印を消し、同じ内容を使う場所にもう一度書く。",
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
        fix=f"「*」を文字として書くなら、{_QUOTE}参照として書いたなら、引いていた内容をそのまま書く。",
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
        fix="「<<」の行を消し、取り込んでいた項目を一つずつ書く。",
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
        fix=f"「!」を文字として書くなら、{_QUOTE}印として書いたなら、印を消す。",
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
        fix="区切りの線は消すか、「#」で始めて注釈にする。括弧や字下げがずれていないかも確かめる。",
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
        fix="正しい方だけを残す。一つの年度に速報と実績を並べるなら、値を「- 」で始まる行にする。",
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
        fix="「:」の前に、キーを括弧を付けずに書く。要らない行なら、行ごと消す。",
        bad=(Example("unmet:\n  R3:\n    cause: covid\n    [reason]: 来庁を控えたため\n"),),
        good=(Example("unmet:\n  R3:\n    cause: covid\n    reason: 来庁を控えたため\n"),),
        others=((Example("unmet:\n  R3:\n    cause: covid\n"),),),
    ),
)
ODD_INDENT = error(
    "KPI122",
    "odd-indent",
    "字下げに半角の空白でない空白が使われている",
    Page(
        why="日本語入力のまま空白を打つと、全角の空白になる。YAML はそれを字下げ（行の頭の空き）とみなさず、"
        "その行を値の一部として読むので、目標値などが消える。",
        fix="行の頭の空きを消し、日本語入力を切って、半角の空白で打ち直す（1段に2文字）。",
        bad=(Example("target:\n\u3000\u3000value: 6000\n"),),
        good=(Example(_TARGET),),
    ),
)
FULL_WIDTH_SIGN = error(
    "KPI123",
    "full-width-sign",
    "行の区切りの記号（: # -）が全角で書かれている",
    Page(
        why="日本語入力のまま打つと、「:」「#」「-」が全角になる。"
        "YAML はそれを区切りとみなさず、その行を上の行の続きの文字として読んでしまう。",
        fix="日本語入力を切って、半角の「:」「#」「-」に打ち直し、「:」と「-」の後には半角の空白を入れる。",
        bad=(Example("name：削減時間\n"),),
        good=(Example(_NAME),),
    ),
)
TAB_INDENT = error(
    "KPI124",
    "tab-indent",
    "字下げにタブが使われている",
    Page(
        why="Tab キーで行の頭を空けたり、Excel から写したりするとタブが入る。"
        "タブは YAML の字下げ（行の頭の空き）に使えず、ファイル全体が読めない。",
        fix="行の頭のタブを消し、半角の空白で打ち直す（1段に2文字）。"
        "エディターを、Tab キーで空白が入る設定にしておくとよい。",
        bad=(Example("target:\n\tvalue: 6000\n"),),
        good=(Example(_TARGET),),
    ),
)
SYNTAX = error(
    "KPI125",
    "syntax",
    "YAML の書き方として読むことができない",
    Page(
        why="文章の中の半角の「: 」や「%」、閉じ忘れた括弧や引用符、ずれた字下げ（行の頭の空き）は、"
        "YAML の記号として読まれる。ファイル全体が読めず、その指標が集計から抜ける。",
        fix='記号を含む文章や単位は、値の全体を半角の引用符「"」で囲む。同じ組のキーは、左の端を半角の空白でそろえる。',
        bad=(Example("note: 注意: 速報値を含む\n"),),
        good=(Example('note: "注意: 速報値を含む"\n'),),
    ),
)
BARE = error(
    "KPI128",
    "bare-repository",
    "データのフォルダに、git のリポジトリの中身が置かれている",
    Page(
        why="「HEAD」「objects」「refs」などがそろったフォルダを、git はそれ自身で一つのリポジトリとみなす。"
        "版を比べるときに、本物の履歴の代わりに、そこに置かれた履歴と設定が使われてしまう。"
        "データと共に誰かが送り込んだものかもしれない。",
        fix="どれもデータではない。なぜそこにあるかを確かめ、消すか、データのフォルダの外に移す。"
        "それまで、--rev と dxkpi diff は、このフォルダの版を読まない。",
    ),
)

FILE_RULES = (
    UNREADABLE, NOT_A_FILE, LINK, TOO_BIG, ODD_NAME, NOT_UTF8, CONTROL, INVISIBLE, LINE_BREAK, CONFLICT, EMPTY,
    NOT_A_RECORD, SECOND_DOCUMENT, DIRECTIVE, ANCHOR, ALIAS, MERGE, TAG, TOO_DEEP, DUPLICATE, ODD_KEY, ODD_INDENT,
    FULL_WIDTH_SIGN, TAB_INDENT, SYNTAX, BARE,
)  # fmt: skip
"""Rules in the order of their codes."""
