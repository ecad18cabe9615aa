"""The table of refusals: each cites laws that exist, is used by the program, and reads well."""

import re
from pathlib import Path

import pytest

from app.rules.refusals import problem, reasons, yuan

APP = Path(__file__).resolve().parents[2] / "app"


def test_each_reason_is_used_and_no_other() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in APP.rglob("*.py"))
    named = set(re.findall(r'"((?:[a-z]+)\.[a-z_0-9]+)"', source))
    assert {key for key in reasons() if key not in named} == set()


@pytest.mark.parametrize("key", reasons())
def test_a_reason_says_why_and_marks_how_sure_it_is(key: str) -> None:
    one = reasons()[key]
    assert one.field
    assert one.mark in {"V", "M", "E", "OPEN"}
    assert one.mark != "V" or one.basis, "what was read in the law names its article"


def test_facts_are_filled_in_and_the_article_stands_behind() -> None:
    found = problem("money.receipt_again", receipt="浙0001")
    assert (found.field, found.why) == (
        "receipt", "票据号 浙0001 已经用过，一张票据只登记一次（《中华人民共和国行政处罚法》第七十条）",
    )  # fmt: skip
    assert problem("service.agent", under="signer").field == "signer"


def test_amounts_read_as_yuan() -> None:
    assert [yuan(one) for one in (0, 5, 123_456_700, 150)] == ["0", "0.05", "1,234,567", "1.50"]
