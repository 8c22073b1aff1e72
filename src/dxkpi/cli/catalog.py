"""`dxkpi rules`, `rule`, `methods` and `schema`: reference without data."""

from typing import Annotated

import typer

from dxkpi.app.problems import UsageProblem
from dxkpi.cli import usage
from dxkpi.cli.output import deliver, known_choice, put


def methods(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="評価方法（id か名称）。省くと一覧", show_default=False)
    ] = None,
    yaml: Annotated[
        bool, typer.Option("--yaml", help="計画のファイルに置いて変えられる YAML として書き下す（NAME が要る）")
    ] = False,
    form: Annotated[str, usage.format_of("MethodsOutcome")] = "text",
    output: usage.Output = None,
) -> None:
    """計画が名前で選べる評価方法（式・比べる値・区分・母数）を一覧し、一つを説明する。

    計画のファイルに method: の preset として名前を書くと、その方法で判定する。
    式や区分の出典と計算の例、まだデータで言えない団体の方法と足りないものも示す。

    例:
      dxkpi methods
      dxkpi methods nagano
      dxkpi methods 大分県 --yaml
    """
    from dxkpi.app.methods import every_method, in_yaml, one_method

    if yaml:
        if name is None:
            raise UsageProblem("--yaml には、評価方法の名前を添える（例 dxkpi methods oita --yaml）")
        if form != "text":
            raise UsageProblem("--yaml と --format は、一緒には使えない。どちらかを省く")
        deliver(in_yaml(name).encode(), output)
        return
    put(every_method() if name is None else one_method(name), form, output)


def rules(form: Annotated[str, usage.format_of("RulesOutcome")] = "text", output: usage.Output = None) -> None:
    """点検の規則を、番号・名前・重さとともに一覧する。

    規則一つの説明は、dxkpi rule に番号か名前を添えて見る。

    例:
      dxkpi rules
      dxkpi rules --format markdown --output 規則.md
    """
    from dxkpi.app.rule import every_rule

    put(every_rule(), form, output)


def rule(
    code: Annotated[str, typer.Argument(metavar="CODE", help="規則（番号か名前）", show_default=False)],
    form: Annotated[str, usage.format_of("RuleOutcome")] = "text",
    output: usage.Output = None,
) -> None:
    """規則一つについて、なぜあるか、直し方、悪い例と良い例を示す。

    例:
      dxkpi rule KPI203
      dxkpi rule number
    """
    from dxkpi.app.rule import one_rule

    put(one_rule(code), form, output)


def schema(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME", show_default=False, help="JSON Schema の名前（indicator など）。省くと一覧を示す"
        ),
    ] = None,
    output: usage.Output = None,
) -> None:
    """データや JSON 出力の形を、JSON Schema（2020-12）で出す。

    indicator と plan は data/ の YAML の形。エディタが補完・説明・点検に使う。
    ほかは、コマンドが --format json で出すものの形。

    例:
      dxkpi schema
      dxkpi schema indicator --output indicator.schema.json
    """
    from dxkpi.render.schema import SCHEMAS
    from dxkpi.render.schema import schema as written

    if name is None:
        width = max(map(len, SCHEMAS))
        deliver("".join(f"{own:<{width}}  {kind.title}\n" for own, kind in SCHEMAS.items()).encode(), output)
    else:
        known_choice("NAME", "JSON Schema", name, SCHEMAS)
        deliver(written(name).encode(), output, for_people=False)
