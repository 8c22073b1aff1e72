"""Every byte of a folder through libyaml without a Python object of it: the floor for whatever reads YAML."""

import os
import sys

from yaml._yaml import CParser

for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        with open(f"{folder}/{name}", "rb") as file:  # noqa: PTH123 - pathlib costs more than the parse
            CParser(file.read()).raw_parse()
