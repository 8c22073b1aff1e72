"""Draws the answer sheet as LibreOffice shows it, with invented data: the pictures in docs/excel.md.

Usage: python tools/office/pictures.py – writes docs/sheet-*.png; needs LibreOffice, pdftoppm and fonts-noto-cjk.
"""

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.sheets import HOURS, PARTS, SHARE, STEPS, files_of, filled, sheet_of

DOCS = Path(__file__).parents[2] / "docs"
REMARKED = {"remarks": {"R6": [{"heading": "課題", "text": "例"}]}}
PAST = {"actuals": {"R6": {"value": "81.5", "status": "実績"}}}
GROWN = {"actuals": {"R6": {"value": "5200", "status": "実績"}}}
FILES = files_of({**HOURS, **REMARKED, **GROWN}, PARTS, {**SHARE, **PAST}, STEPS)
ANSWERS = {
    (1, "value"): 5445, (1, "status"): "実績", (1, "cause"): "準備が遅れたもの",
    (1, "reason"): "機器の納入が遅れたため",
    (1, "remark-1"): "利用が一部の部署に限られる", (2, "value"): 1, (2, "status"): "見込", (3, "value"): 40,
    (3, "status"): "見込", (4, "status"): "集計中", (4, "until"): "2026年8月", (5, "value"): "済",
    (5, "status"): "実績", (6, "value"): "未", (6, "status"): "実績",
}  # fmt: skip
PICTURES = {  # a page, dots an inch, and what is cut out of the page: left, top, width and height in dots
    "sheet-asked": (1, 190, (52, 70, 1366, 400)),
    "sheet-answered": (1, 190, (1417, 135, 1640, 335)),
    "sheet-guide": (2, 80, (50, 70, 800, 560)),
}


def main() -> None:
    """Write the pictures."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "sheet.xlsx").write_bytes(filled(sheet_of(FILES, sender="情報政策課（内線1234）"), ANSWERS))
        office = ["soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
        convert = [*office, "--convert-to", "pdf", "--outdir", str(folder), str(folder / "sheet.xlsx")]
        subprocess.run(convert, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=180)
        for picture, (page, dots, (left, top, width, height)) in PICTURES.items():
            cut = ["-x", left, "-y", top, "-W", width, "-H", height]
            command = ["pdftoppm", "-png", "-singlefile", "-r", dots, "-f", page, "-l", page, *cut]
            subprocess.run([*map(str, command), folder / "sheet.pdf", DOCS / picture], check=True)


if __name__ == "__main__":
    main()
