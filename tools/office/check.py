"""Lets LibreOffice change an answer sheet as people do, and looks whether the same answers come back each time.

LibreOffice is an independent program: what it keeps, others keep as well. Usage: python tools/office/check.py
"""

import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet
from tests.sheets import HOURS, PARTS, SHARE, STEPS, columns_of, files_of, filled, read, sheet_of, told

OFFICE, PYTHON, PORT = "soffice", "/usr/bin/python3", "28734"
BESIDE = {"judged": {"R6": {"rating": "short", "by": "所管課"}}, "remarks": {"R6": {"heading": "課題", "text": "例"}}}
FILES = files_of({**HOURS, **BESIDE}, PARTS, SHARE, STEPS)
ANSWERS = {
    (1, "value"): 5600, (1, "status"): "実績", (1, "reason"): "機器の納入が\n遅れた", (1, "cause"): "準備が遅れたもの",
    (1, "judged"): "未達成", (1, "remark-1"): "=人手が足りない",
    (2, "value"): 1, (2, "status"): "見込", (3, "value"): 40, (4, "value"): 73.5, (4, "status"): "時点",
    (4, "as_of"): "2026-01-31", (5, "status"): "集計中", (5, "until"): "8月末",
}  # fmt: skip
HALF = {
    (1, "value"): 5600, (1, "status"): "実績", (2, "value"): 1, (3, "status"): "見込", (4, "status"): "集計中",
    (5, "value"): "済", (5, "status"): "実績",
}  # fmt: skip
CHECKS = ["前年度と桁が違う。確かめる", "状態がない", "値がない", "値の出る時期がない", "済", ""]
"""What the column of checks says of `HALF`, row by row, once LibreOffice has calculated."""


def main() -> int:
    """Change, read, compare; the number of changes by which something was lost."""
    if shutil.which(OFFICE) is None or subprocess.run([PYTHON, "-c", "import uno"], check=False).returncode:
        print("LibreOffice か python3-uno がないので、試さない（libreoffice-calc-nogui、python3-uno を入れる）")
        return 0
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "plain.xlsx").write_bytes(filled(sheet_of(FILES), ANSWERS, _as_text))
        (folder / "half.xlsx").write_bytes(filled(sheet_of(FILES), HALF))
        _change(folder)
        return _compare(folder) + _print(folder)


def _change(folder: Path) -> None:
    command = [OFFICE, "--headless", "--norestore", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
               f"--accept=socket,host=127.0.0.1,port={PORT};urp;"]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as office:
        try:
            subprocess.run([PYTHON, Path(__file__).with_name("change.py"), folder, PORT], check=True, timeout=180)
        finally:
            office.terminate()


def _as_text(sheet: Worksheet) -> None:
    """Keep the answer that begins with `=` a text, as a cell does that is formatted as one."""
    sheet.cell(6, columns_of(sheet)["remark-1"]).data_type = "s"


def _print(folder: Path) -> int:
    """Say whether every number of a report and of a sheet has room on paper; 1 where one has not."""
    if shutil.which("pdftotext") is None:
        print("pdftotext がないので、印刷は試さない（poppler-utils を入れる）")
        return 0
    report = folder / "report.xlsx"
    words = ["report", "--year", "R3", "--detail", "--format", "xlsx", "--output", str(report), "--data", "data"]
    subprocess.run([sys.executable, "-m", "dxkpi", *words], check=True)
    office = [OFFICE, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to", "pdf"]
    books = [report, folder / "plain.xlsx"]
    subprocess.run([*office, "--outdir", folder, *books], check=True, timeout=180, capture_output=True)
    wrong = 0
    for book in books:
        text = subprocess.run(["pdftotext", book.with_suffix(".pdf"), "-"], check=True, capture_output=True).stdout
        fits = b"###" not in text and len(text) > len(words)
        print(f"印刷 {book.stem}: {'収まる' if fits else '数が収まらない'}")
        wrong += not fits
    return wrong


def _compare(folder: Path) -> int:
    wanted = _answers((folder / "plain.xlsx").read_bytes())
    wrong = 0
    for path in sorted(own for own in folder.glob("*.xlsx") if not own.stem.startswith("half")):
        found = _answers(path.read_bytes())
        same = found == wanted
        wrong += not same
        print(f"{path.stem}: {'同じ' if same else '違う'}")
        if not same:
            print(f"  {found}\n  {wanted}")
    return wrong + _checks((folder / "half-calculated.xlsx").read_bytes())


def _answers(content: bytes) -> object:
    outcome = read(FILES, content)
    return sorted((own.declared.indicator.id, str(own.answer.said)) for own in outcome.taken), told(outcome)


def _checks(content: bytes) -> int:
    """Say what the column of checks shows after LibreOffice has calculated; 1 where it is not what it should be."""
    sheet = openpyxl.load_workbook(BytesIO(content), data_only=True)["回答"]
    column = columns_of(sheet)["check"]
    shown = [str(sheet.cell(row, column).value or "") for row in range(6, 6 + len(CHECKS))]
    print(f"確認の列: {shown}")
    return int(shown != CHECKS)


if __name__ == "__main__":
    sys.exit(main())
