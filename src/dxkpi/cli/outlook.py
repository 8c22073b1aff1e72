"""`dxkpi outlook`."""

from dxkpi.cli import options
from dxkpi.cli.output import put
from dxkpi.cli.run import load, sound


def outlook(
    year: options.Year = None,
    plan: options.Plan = None,
    section: options.Section = None,
    as_of: options.AsOf = None,
    rev: options.Revision = None,
    form: options.FullFormat = "text",
    output: options.Output = None,
    data: options.DataFolder = "data",
) -> None:
    """目標年度より前の年度の見通しを、達成区分とは別に、指標ごとに図で示す。

    基準値と目標値を均等に結んだ線の、その年度の値（目安値）より先行か、目安どおりか、遅れか。
    これまで1年に進んだ分と、これから1年に要る分（ペース）。確定した実績だけを使い、見込は使わない。
    判定できないものは、その理由を示す。件数・割合・達成区分には影響しない。

    例:
      dxkpi outlook --year R2
      dxkpi outlook --year R2 --section hakyu --format csv
    """
    from dxkpi.app.outlook import outlook as look_out
    from dxkpi.app.report import ReportRequest

    put(look_out(sound(load(data, rev)), ReportRequest(year, plan, section, as_of)), form, output)
