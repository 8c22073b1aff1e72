"""The catalog of rules: every code once, sorted, and each with what its page needs."""

import re

from dxkpi.app.waiving import WAIVING_RULES, catalog
from dxkpi.rules import RULES
from dxkpi.rules.dataset.known_to_come import INFO as KNOWN_TO_COME
from dxkpi.rules.review import infos as review_infos
from dxkpi.source.codes.files import FILE_RULES
from dxkpi.source.codes.shape import SHAPE_RULES
from dxkpi.source.codes.sheets import SHEET_RULES
from dxkpi.source.comments import LOST_TEXT, WAIVER


def test_a_code_stands_for_one_rule() -> None:
    infos = {
        *FILE_RULES,
        *SHAPE_RULES,
        LOST_TEXT,
        *SHEET_RULES,
        *(rule.info for rule in RULES),
        *review_infos(),
        WAIVER,
        *WAIVING_RULES,
        KNOWN_TO_COME,
    }
    assert len({info.code for info in infos}) == len({info.name for info in infos}) == len(infos)
    assert list(catalog()) == sorted(info.code for info in infos)


def test_every_rule_has_a_code_a_name_and_a_japanese_sentence() -> None:
    for code, info in catalog().items():
        assert re.fullmatch(r"KPI[1-9]\d\d", code)
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*[0-9]*", info.name)
        assert re.search(r"[\u3040-\u30ff]", info.summary)


def test_the_code_of_a_rule_that_is_gone_is_not_given_again() -> None:
    assert not {"KPI126", "KPI213", "KPI713", "KPI714"} & catalog().keys()
