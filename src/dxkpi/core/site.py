"""Statements about the public site: its title, its publisher, its address, and the licence of its data."""

import re
from enum import StrEnum
from typing import Annotated, NamedTuple
from urllib.parse import quote

from dxkpi.core.basis.english import EnglishSite
from dxkpi.core.basis.finding import Ref
from dxkpi.core.basis.identifier import parse_address
from dxkpi.core.basis.record import Address, Line, Record, Refusal, Scalar, line, one_of, refuse, typed
from dxkpi.core.basis.text import Misspelt, clip
from dxkpi.core.vocabulary import CHOICES

_WEIGHTS = (6, 5, 4, 3, 2)
_CODE = re.compile("[0-9]{6}")


def check_digit(code: str) -> str:
    """Return the last digit that the first five of a 全国地方公共団体コード ask for.

    >>> check_digit("12000"), check_digit("01100")
    ('6', '2')
    """
    whole = sum(int(digit) * weight for digit, weight in zip(code, _WEIGHTS, strict=False))
    return str((11 - whole % 11) % 10)


def _region_code(written: str) -> str:
    code = line(written)
    if not _CODE.fullmatch(code):
        raise refuse(
            Refusal.REGION_CODE,
            f"「{clip(code)}」は、全国地方公共団体コード（半角の数字6桁）でない",
            hint='検査数字（最後の1桁）まで、引用符で囲んで書く（例 "120006"）',
        )
    digit = check_digit(code)
    if code[-1] != digit:
        raise refuse(
            Refusal.REGION_CODE,
            f"「{code}」の最後の1桁（検査数字）が合わない。{code[:-1]} なら {digit}",
            hint="総務省の「全国地方公共団体コード」の一覧で、6桁を確かめる",
        )
    return code


RegionCode = Annotated[str, Scalar(_region_code, {"type": "string", "pattern": "^[0-9]{6}$"})]


class Licence(StrEnum):
    """The terms under which the data may be used."""

    PDL = "PDL-1.0"
    CC_BY = "CC-BY-4.0"
    CC0 = "CC0-1.0"

    @property
    def called(self) -> str:
        """Its name."""
        return CHOICES["license"][self]

    @property
    def url(self) -> str:
        """The address of its text."""
        return _TERMS[self][1]

    @property
    def short(self) -> str:
        """Its name in a citation."""
        return _TERMS[self][0]


_TERMS = {
    Licence.PDL: ("PDL1.0", "https://www.digital.go.jp/resources/open_data/public_data_license_v1.0"),
    Licence.CC_BY: ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/deed.ja"),
    Licence.CC0: ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/deed.ja"),
}

_BLANKS = re.compile(r"\{(?:rev|path|line)\}")


def _template(text: str) -> str:
    """Return the address of a file of the data with blanks for its revision, path and line.

    Raises:
        Misspelt: where it is none.
    """
    if "{path}" not in text:
        raise Misspelt(text, "{path} を含むアドレス", hint="ファイルの名が入る所に {path} と書く")
    parse_address(_BLANKS.sub("0", text))
    return text


class Contact(Record):
    """The office that answers questions about the site."""

    name: Line
    url: Address | None = None


class Site(Record):
    """The record of `data/site.yaml`."""

    title: Line | None = None
    publisher: Line | None = None
    en: EnglishSite | None = None
    region_code: RegionCode | None = None
    url: Address | None = None
    license: Annotated[Licence, one_of(Licence)] | None = None
    contact: Contact | None = None
    source_url: Annotated[str, typed(Refusal.ADDRESS, _template, "string")] | None = None

    @property
    def base(self) -> str | None:
        """The address that the names of its files follow."""
        return self.url and f"{self.url.rstrip('/')}/"

    def address_of(self, revision: str, path: str, at: int) -> str | None:
        """Return the address of a line of a data file of a revision, named by its path in the repository."""
        words = {"{rev}": revision, "{path}": quote(path), "{line}": str(at)}
        return self.source_url and _BLANKS.sub(lambda blank: words[blank[0]], self.source_url)


class DeclaredSite(NamedTuple):
    """The record of the site, and the document that holds it, "" where there is none."""

    document: str
    site: Site

    def at(self, *path: str) -> Ref:
        """Return a place in its document."""
        return Ref(self.document, path)


NO_SITE = DeclaredSite("", Site.model_construct())  # without its validator, which few runs need
