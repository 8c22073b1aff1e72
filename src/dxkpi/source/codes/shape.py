"""Rules of the reader, KPI2xx: about the keys of a record, the values below them, and contradictions."""

from dxkpi.core.basis.finding import PLAN, Example, Page, error
from dxkpi.core.basis.identifier import ID_WRITTEN

_DOUBLED = "direction: {}\nbaseline:\n  value: 3000\ntarget:\n{}"
_VALUE = "  value: 6000\n"
_CHANGE = "  change: 100\n"
_ACTUAL = "actuals:\n  R3:\n    value: 5445\n    status: 実績\n"
_DOCUMENT = "documents:\n  report:\n    title: 進捗状況\n    publisher: 県\n    date: 2022-03-14\n    url: {}\n"

UNKNOWN_KEY = error(
    "KPI201",
    "unknown-key",
    "決められていないキーがある",
    Page(
        why="キー（項目の名前）のつづりを一字間違えると、書いた値はどこにも使われない。"
        "書いた人は入れたつもりでいるので、気付きにくい。",
        fix="近いキーが示されたら、そのつづりに直す。決められていない事柄は note（注記）に文章で書く。",
        bad=(Example("notes: 出先機関を含む\n"),),
        good=(Example("note: 出先機関を含む\n"),),
    ),
)
MISSING_KEY = error(
    "KPI202",
    "missing-key",
    "必要なキーがない",
    Page(
        why="Excel の空の欄や、途中まで写したファイルで起きる。"
        "たとえば実績か見込かの別がないと、年度の途中の見込が確定した実績として公表されてしまう。",
        fix="示されたキー（項目の名前）と値を加える。値が分からないときは、資料か担当課に確かめる。",
        bad=(Example("actuals:\n  R3:\n    value: 5445\n"),),
        good=(Example(_ACTUAL),),
    ),
)
NUMBER = error(
    "KPI203",
    "number",
    "数値の書き方が違う",
    Page(
        why="Excel の表示や紙の資料からそのまま写すと、「6,000」「６０００」「▲5」「73.5%」のような書き方が入る。"
        "ソフトによって文字のままになったり 6 と読まれたりして、達成率が変わる。",
        fix="半角の数字だけで書く。桁区切りの「,」は除き、負の値は「-5」と書く。"
        "単位は unit に、「約」は approximate: true に、ほかの言葉は note に書く。",
        bad=(Example("target:\n  value: 6,000\n"),),
        good=(Example("target:\n  value: 6000\n"),),
    ),
)
YEAR = error(
    "KPI204",
    "year",
    "年度の書き方が違う",
    Page(
        why="「令和3年」では暦の年（1月から12月）か年度（4月から翌年3月）かが分からず、「R3.12」は月まで書いている。"
        "1年ずれた年度の実績として数えてしまうおそれがある。",
        fix="R3、令和3年度、2021 のどれかの形で書く。月まで示すときは as_of: 2021-12（値の時点）を添える。",
        bad=(Example("baseline:\n  value: 0\n  year: 令和2年\n"),),
        good=(Example("baseline:\n  value: 0\n  year: 令和2年度\n"),),
    ),
)
DATE = error(
    "KPI205",
    "date",
    "日付の書き方が違う",
    Page(
        why="Excel の日付は「2022/5/20」、公文書の日付は「令和4年5月20日」と書かれる。"
        "書き方がまちまちだと、値の分かった順を比べられず、古い値が最新として使われる。",
        fix="2022-05-20 のように、西暦・月・日を半角のハイフンでつなぐ。日が分からなければ 2022-05 と書く。",
        bad=(Example("actuals:\n  R3:\n    value: 5445\n    status: 実績\n    known: 2022/5/20\n"),),
        good=(Example("actuals:\n  R3:\n    value: 5445\n    status: 実績\n    known: 2022-05-20\n"),),
    ),
)
ID = error(
    "KPI206",
    "id",
    "id の書き方が違う",
    Page(
        why="id（指標などを指す短い名前）はファイル名にもなる。大文字、空白、日本語が混じると、"
        "パソコンによって別のファイルとみなされたり、保存できなかったりする。"
        "数字で始まるもの、n・no・true・na のような語、mar-1・dec12 のような月と数字は、"
        "表計算ソフトや CSV を読むソフトが数・真偽・空・日付に変えてしまい、元の id に戻らない。",
        fix=f"{ID_WRITTEN}（例 rpa-hours、64文字まで）。"
        "挙げた語になるときは、意味の分かる語を前に付ける（no-data など）。日本語の名称は name に書く。",
        bad=(Example("id: Hours_R3\n"),),
        good=(Example("id: hours\n"),),
    ),
)
TYPE = error(
    "KPI207",
    "type",
    "値の形（一つの値・並び・「キー: 値」の組）が違う",
    Page(
        why="年度のすぐ後に値だけを書くと、それが実績なのか見込なのかを書く場所がない。"
        "また、[再掲] のように括弧で始まる文字は、一つの値ではなく並びとして読まれる。",
        fix='次の行から字下げして「キー: 値」を書く。括弧を文字として書くなら、値の全体を半角の引用符「"」で囲む。',
        bad=(Example("note: [再掲]\nactuals:\n  R3: 5445\n"),),
        good=(Example(f'note: "[再掲]"\n{_ACTUAL}'),),
    ),
)
NO_VALUE = error(
    "KPI208",
    "no-value",
    "値が書かれていない",
    Page(
        why="様式を先に作り、値を後で入れるつもりの欄が残っている。"
        "空の欄は、0 とも「まだない」とも読め、達成率が変わってしまう。",
        fix="値を書く。0 なら 0 と書く。まだないか分からないなら、その行を（組の中身がなくなるなら、"
        "その上のキーごと）消す。",
        bad=(Example("target:\n  value: 6000\n  year:\n"),),
        good=(Example("target:\n  value: 6000\n  year: R3\n"),),
        others=((Example("target:\n  value: 6000\n"),),),
    ),
)
QUOTES = error(
    "KPI209",
    "needs-quotes",
    "引用符で囲まないと、文字でないものとして読まれることがある",
    Page(
        why="文章の欄に日付、時刻、数字や no だけを書くと、YAML を読むソフトによって日付、数、「いいえ」などに変わる。"
        "「12:30」が 750 に、「010」が 8 になるソフトもある。",
        fix='値の全体を半角の引用符「"」で囲む。',
        bad=(Example("note: 2022-03-31\n"),),
        good=(Example('note: "2022-03-31"\n'),),
    ),
)
CHOICE = error(
    "KPI210",
    "choice",
    "決められた語のどれでもない",
    Page(
        why="「確定値」「確報」のような言い換えは、人には通じても、実績・速報・見込・時点のどれとして扱うかが決まらない。"
        "見込が実績として公表されたり、その逆が起きたりする。",
        fix="指摘に示された語のどれかを、そのまま書く。",
        bad=(Example("actuals:\n  R3:\n    value: 5445\n    status: 確定値\n"),),
        good=(Example("actuals:\n  R3:\n    value: 5445\n    status: 実績\n"),),
    ),
)
SAME_YEAR = error(
    "KPI211",
    "same-year",
    "同じ年度が二度書かれている",
    Page(
        why="R3 と 2021 のように書き方を変えて同じ年度が二度あると、ソフトには別の年度に見える。"
        "どちらの値がその年度の実績か分からない。",
        fix="片方を消す。速報と実績のように両方が要るなら、一つの年度の下に「- 」で始まる行で並べる。",
        bad=(Example(f"{_ACTUAL}  2021:\n    value: 5300\n    status: 速報\n"),),
        good=(
            Example("actuals:\n  R3:\n    - value: 5300\n      status: 速報\n    - value: 5445\n      status: 実績\n"),
        ),
        others=((Example(_ACTUAL),),),
    ),
)
CONTRADICTION = error(
    "KPI212",
    "contradiction",
    "記録の中で食い違いがある",
    Page(
        why="別の指標のファイルを写して一部だけを直すと、前の指標の記述が残り、書いてあることどうしが合わなくなる。"
        "どちらかが間違いだが、どちらかは人にしか分からない。",
        fix="指摘された二つの記述を資料と見比べ、正しい方に合わせるか、要らない方を消す。",
        bad=(Example(f"{_ACTUAL}    reported: 情報政策課\n    source:\n      document: report\n      page: 2\n"),),
        good=(Example(f"{_ACTUAL}    source:\n      document: report\n      page: 2\n"),),
        others=((Example(f"{_ACTUAL}    reported: 情報政策課\n    known: 2022-05-20\n"),),),
    ),
)
OTHER_DIRECTION = error(
    "KPI214",
    "other-direction",
    "この目標の型では使わないキーがある",
    Page(
        why="目標の型 direction の違う指標のファイルを写すと、その型だけのキー（項目の名前）が残る。"
        "残ったキーは計算に使われず、型の方が間違っていれば達成の判定が変わる。",
        fix="要らない行を消す。そのキーが要るのなら、direction を指摘に示された型に直す。",
        bad=(Example(_DOUBLED.format("absolute", _VALUE + _CHANGE)),),
        good=(Example(_DOUBLED.format("absolute", _VALUE)),),
        others=((Example(_DOUBLED.format("relative", _CHANGE)),),),
    ),
)
FILE_NAME = error(
    "KPI215",
    "file-name",
    "ファイル名が id と違う",
    Page(
        why="ファイルを写して新しい指標を作り、id かファイル名の片方を直し忘れると起きる。"
        "探しているファイルが見付からず、別の指標の値を直してしまう。",
        fix="ファイル名を「<id>.yaml」にするか、id をファイル名に合わせる。",
        bad=(Example("id: training-hours\n"),),
        good=(Example("id: hours\n"),),
    ),
)
ONE_LINE = error(
    "KPI216",
    "one-line",
    "名称など、一行で書くものに改行があるか、長すぎる",
    Page(
        why="Excel のセルの中の改行や、「|」で始めた文章が入ると、名称や単位が表や見出しの途中で折れる。"
        "注記まで名称に書くと、表の一つの欄に収まらず、同じ名称かどうかも見分けにくい。",
        fix="改行を消して一行にし、200文字までに縮める。残りは note（注記）に書く。note や理由には改行があってよい。",
        bad=(Example("name: |\n  削減時間\n  （出先機関を含む）\n"),),
        good=(Example("name: 削減時間\nnote: |\n  出先機関を含む\n  本庁の各課を含む\n"),),
    ),
)
ADDRESS = error(
    "KPI217",
    "address",
    "ページのアドレスの書き方が違う",
    Page(
        why="アドレスは、住民が見るページのリンクになる。https:// を省いたもの、日本語や空白の入ったもの、"
        "利用者名やパスワードの入ったものは、別の所に着いたり、押した人に思わぬことをさせたりする。",
        fix="ブラウザーでその資料のページを開き、アドレスの欄から写す。日本語は %E3%81%82 のような形で写る。",
        bad=(Example(_DOCUMENT.format("www.example.lg.jp/dx/r3.pdf"), PLAN),),
        good=(Example(_DOCUMENT.format("https://www.example.lg.jp/dx/r3.pdf"), PLAN),),
    ),
)
REGION_CODE = error(
    "KPI218",
    "region-code",
    "全国地方公共団体コードでない",
    Page(
        why="コードは、ほかの団体のデータと突き合わせる鍵になる。最後の1桁は検査数字で、打ち間違いはそこで分かる。"
        "間違ったコードのデータは、ほかの団体のものとして使われる。",
        fix="総務省の一覧で6桁を確かめ、引用符で囲んで書く（北海道から栃木県までの 0 が落ちない）。",
        bad=(Example('region_code: "120007"\n', "site.yaml", whole=True),),
        good=(Example('region_code: "120006"\n', "site.yaml", whole=True),),
    ),
)

SHAPE_RULES = (
    UNKNOWN_KEY, MISSING_KEY, NUMBER, YEAR, DATE, ID, TYPE, NO_VALUE, QUOTES, CHOICE, SAME_YEAR, CONTRADICTION,
    OTHER_DIRECTION, FILE_NAME, ONE_LINE, ADDRESS, REGION_CODE,
)  # fmt: skip
"""Rules in the order of their codes."""
