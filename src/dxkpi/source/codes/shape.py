"""Rules about the structure of records: keys, the values below them, and contradictions."""

from dxkpi.core.basis.finding import Example, Page
from dxkpi.source.codes.declare import error

_DOUBLED = "direction: {}\nbaseline:\n  value: 3000\ntarget:\n{}"
_VALUE = "  value: 6000\n"
_CHANGE = "  change: 100\n"
_ACTUAL = "actuals:\n  R3:\n    value: 5445\n    status: 実績\n"

UNKNOWN_KEY = error(
    "KPI201",
    "unknown-key",
    "決められていないキーがある",
    Page(
        why="キー（項目の名前）のつづりを一字間違えると、書いた値はどこにも使われない。"
        "書いた人は入れたつもりでいるので、気付きにくい。",
        mend="近いキーが示されたら、そのつづりに直す。決められていない事柄は note（注記）に文章で書く。",
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
        mend="示されたキー（項目の名前）と値を加える。値が分からないときは、資料か担当課に確かめる。",
        bad=(Example("actuals:\n  R3:\n    value: 5445\n"),),
        good=(Example(_ACTUAL),),
    ),
)
TYPE = error(
    "KPI207",
    "type",
    "値の形（一つの値・並び・「キー: 値」の組）が違う",
    Page(
        why="年度のすぐ後に値だけを書くと、それが実績なのか見込なのかを書く場所がない。"
        "また、[再掲] のように括弧で始まる文字は、一つの値ではなく並びとして読まれる。",
        mend='次の行から字下げして「キー: 値」を書く。括弧を文字として書くなら、値の全体を半角の引用符「"」で囲む。',
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
        mend="値を書く。0 なら 0 と書く。まだないか分からないなら、その行を（組の中身がなくなるなら、"
        "その上のキーごと）消す。",
        bad=(Example("target:\n  value: 6000\n  year:\n"),),
        good=(Example("target:\n  value: 6000\n  year: R3\n"),),
        others=((Example("target:\n  value: 6000\n"),),),
    ),
)
SAME_YEAR = error(
    "KPI211",
    "same-year",
    "同じ年度が二度書かれている",
    Page(
        why="R3 と 2021 のように書き方を変えて同じ年度が二度あると、ソフトには別の年度に見える。"
        "どちらの値がその年度の実績か分からない。",
        mend="片方を消す。速報と実績のように両方が要るなら、一つの年度の下に「- 」で始まる行で並べる。",
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
        mend="指摘された二つの記述を資料と見比べ、正しい方に合わせるか、要らない方を消す。",
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
        mend="要らない行を消す。そのキーが要るのなら、direction を指摘に示された型に直す。",
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
        mend="ファイル名を「<id>.yaml」にするか、id をファイル名に合わせる。",
        bad=(Example("id: training-hours\n"),),
        good=(Example("id: hours\n"),),
    ),
)
