"""Laying an example over the sample data: what it names is replaced, all else stays."""

import pytest

from dxkpi.core.basis.finding import Example
from tests.rules.overlay import laid_over, merged

BASE = "id: hours\ntarget:\n  value: 6000\n  # 目標\nunit: 時間\n"


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("", BASE),
        ("id: minutes\n", "id: minutes\ntarget:\n  value: 6000\n  # 目標\nunit: 時間\n"),
        ("target:\n  value: 1\n", "id: hours\ntarget:\n  value: 1\nunit: 時間\n"),
        ("note: 注\n", f"{BASE}note: 注\n"),
        ("unit: 分\nid: x\n", "id: x\ntarget:\n  value: 6000\n  # 目標\nunit: 分\n"),
        ("unit：分\n", "id: hours\ntarget:\n  value: 6000\n  # 目標\nunit：分\n"),
        ("%YAML 1.1\n---\nid: x\n", "%YAML 1.1\n---\nid: x\ntarget:\n  value: 6000\n  # 目標\nunit: 時間\n"),
        ("id: x\n---\nid: y\n", "id: x\n---\nid: y\ntarget:\n  value: 6000\n  # 目標\nunit: 時間\n"),
        ("target:\n<<<<<<< HEAD\n  value: 1\n", "id: hours\ntarget:\n<<<<<<< HEAD\n  value: 1\nunit: 時間\n"),
        ("unit: 時\u2028間\x0b\n", "id: hours\ntarget:\n  value: 6000\n  # 目標\nunit: 時\u2028間\x0b\n"),
    ],
)
def test_blocks_of_the_same_key_are_replaced(text: str, result: str) -> None:
    assert merged(BASE, text) == result


def test_examples_replace_parts_of_files_whole_files_and_add_files() -> None:
    base = {"a.yaml": b"id: a\nunit: x\n", "b.yaml": b"id: b\n"}
    examples = [Example("unit: 時\n", "a.yaml", encoding="cp932"), Example("- x\n", "b.yaml", whole=True)]
    assert laid_over(base, [*examples, Example("id: c\n", "c.yaml")]) == {
        "a.yaml": "id: a\nunit: 時\n".encode("cp932"),
        "b.yaml": b"- x\n",
        "c.yaml": b"id: c\n",
    }
    assert base["b.yaml"] == b"id: b\n"
