"""Addresses of documents: what becomes a link on a public page, and what is refused with the right spelling."""

import pytest

from dxkpi.core.basis.identifier import parse_address
from dxkpi.core.basis.text import Misspelt


@pytest.mark.parametrize(
    "address",
    [
        "https://www.pref.chiba.lg.jp/dx/",
        "http://example.jp",
        "https://example.jp:8080/a%20b?x=1&y=%E3%81%82#z",
        "https://example.jp/~dx/(r3).pdf",
    ],
)
def test_what_is_taken(address: str) -> None:
    assert parse_address(address) == address


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (" https://example.jp/a ", "https://example.jp/a"),
        ("https://example.jp/進捗.pdf", "https://example.jp/%E9%80%B2%E6%8D%97.pdf"),
        ("https://example.jp/a b", "https://example.jp/a%20b"),
        ('https://example.jp/"x"', "https://example.jp/%22x%22"),
    ],
)
def test_what_was_meant_is_offered(written: str, meant: str) -> None:
    with pytest.raises(Misspelt) as refused:
        parse_address(written)
    assert meant in refused.value.advice


@pytest.mark.parametrize(
    "written",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//example.jp/a",
        "/dx/r3.pdf",
        "www.example.jp",
        "ftp://example.jp/a",
        "https://user:secret@example.jp/",
        "https://",
        "https://例え.jp/",
        "HTTPS://example.jp/",
        "https://example.jp/\nx",
    ],
)
def test_what_is_refused(written: str) -> None:
    with pytest.raises(Misspelt) as refused:
        parse_address(written)
    assert "https:// か http:// で始まるアドレス" in str(refused.value)


def test_an_address_has_an_end() -> None:
    start = "https://example.jp/"
    assert parse_address(start + "a" * (2_000 - len(start)))
    with pytest.raises(Misspelt, match="2,000文字までのアドレス"):
        parse_address(start + "a" * 2_000)
