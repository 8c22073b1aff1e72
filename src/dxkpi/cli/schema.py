"""`dxkpi schema`."""

from collections.abc import Collection
from typing import Annotated

import typer

from dxkpi.cli import options
from dxkpi.cli.output import deliver, known_choice


def schema(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME", show_default=False, help="JSON Schema の名前（indicator など）。省くと一覧を示す"
        ),
    ] = None,
    output: options.Output = None,
) -> None:
    """データや JSON 出力の形を、JSON Schema（2020-12）で出す。

    indicator と plan は data/ の YAML の形。エディタが補完・説明・点検に使う。
    ほかは、コマンドが --format json で出すものの形。

    例:
      dxkpi schema
      dxkpi schema indicator --output indicator.schema.json
    """
    from dxkpi.render.schemas import SCHEMAS
    from dxkpi.render.schemas import schema as written

    if name is None:
        deliver(_listed(SCHEMAS), output)
    else:
        known_choice("NAME", "JSON Schema", name, SCHEMAS)
        deliver(written(name).encode(), output, for_people=False)


def _listed(names: Collection[str]) -> bytes:
    from dxkpi.render.schema_titles import TITLES

    width = max(map(len, names))
    return "".join(f"{name:<{width}}  {TITLES[name][0]}\n" for name in names).encode()
