"""Rules about files that cannot be read at all, or contain something else than data."""

from dxkpi.core.basis.finding import Example, Page
from dxkpi.source.codes.declare import error

_VISITORS = "indicators/plan-a/one/visitors.yaml"

UNREADABLE = error(
    "KPI101",
    "unreadable",
    "ファイルを読むことができない",
    Page(
        why="ファイルを消したのにリンク（ショートカット）だけが残っていたり、ほかの人に読む権限がなかったりすると、"
        "その指標だけが集計から抜け落ちる。",
        mend="ファイルがその場所にあるか、読む権限があるかを確かめる。"
        "リンクの先がなければ、リンクを消してファイルを置き直す。",
    ),
)
NOT_A_FILE = error(
    "KPI102",
    "not-a-file",
    "データファイルの名前をしているが、普通のファイルではない",
    Page(
        why="フォルダに「hours.yaml」のような名前を付けると、指標があるように見えて、その中身はどこにも数えられない。",
        mend="フォルダの名前から .yaml を外すか、同じ名前の普通のファイルを置く。",
    ),
)
LINK = error(
    "KPI103",
    "link",
    "リンクがデータフォルダの外、またはフォルダを指している",
    Page(
        why="自分のパソコンや共有フォルダを指すリンク（ショートカット）は、ほかの人の所では開けない。"
        "指す先が書き換わると、データに触れていないのに結果が変わる。",
        mend="リンクを消し、指していた先のファイルをデータフォルダの中に写す。",
    ),
)
TOO_BIG = error(
    "KPI104",
    "too-big",
    "ファイルが大きすぎる（1 MiB まで）",
    Page(
        why="Excel の台帳や PDF の資料を、名前だけ .yaml に変えて置くとこうなる。"
        "指標一つのファイルは、文章が長くても数十 KB に収まる。",
        mend="データでないファイルは、データフォルダの外に移す。"
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
        mend="名前を、半角の英小文字で始め、英小文字と数字をハイフンでつないだものに変える（例 rpa-hours.yaml）。",
    ),
)
CONFLICT = error(
    "KPI110",
    "conflict-marker",
    "Git の競合の印が残っている",
    Page(
        why="二人が同じ行を直すと、Git（変更の履歴を管理する道具）は両方の内容を <<<<<<< と >>>>>>> の印で挟んで残す。"
        "どちらの値が正しいかは、人が決めるまで分からない。",
        mend="どちらの値を残すかを決めて、もう一方の行と、<<<<<<< ======= >>>>>>> の行を消す。",
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
        mend="内容を書く。まだ書けないなら、ファイルを消しておく。",
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
        mend="「name: 削減時間」のように、行ごとに「キー」（項目の名前）、半角の「:」、半角の空白、値の順に書く。"
        "ほかの指標のファイルを写して直すのが早い。",
        bad=(Example("指標,目標値,実績値\n削減時間,6000,5445\n", whole=True),),
        good=(Example("name: 削減時間\ntarget:\n  value: 6000\n"),),
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
        mend="どれもデータではない。なぜそこにあるかを確かめ、消すか、データのフォルダの外に移す。"
        "それまで、--rev と dxkpi diff は、このフォルダの版を読まない。",
    ),
)
