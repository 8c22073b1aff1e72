"""The libraries of dxkpi and nothing of its own but nodes and models: a folder composed and validated, no rule asked.

Further arguments are modules to import, as commands do that print tables.
"""

import os
import sys
from importlib import import_module

import typer

from dxkpi.core.indicator import DIRECTIONS
from dxkpi.core.plan.plan import Plan
from dxkpi.core.plan.published import Published
from dxkpi.source.document import Builder, compose
from dxkpi.source.findings import Findings

for module in sys.argv[2:]:
    import_module(module)

for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        with open(f"{folder}/{name}", "rb") as file:  # noqa: PTH123 - as raw_parse
            text = file.read().decode()
        node = compose(text)
        assert node is not None
        data = Builder(text, Findings(name)).value(node)
        if "direction" in data:
            DIRECTIONS[data["direction"]].model_validate(data)
        else:
            (Published if "year" in data else Plan).model_validate(data)
typer.echo("done")
