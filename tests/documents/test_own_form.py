"""An office's own version of a form: what it must keep, what is asked about, and how it looks with made-up values."""

import pytest

from app.documents import load_form, parse_form, render_pdf
from app.documents.own_form import check_own, losses, with_version
from app.documents.sampling import sample_images, sample_values
from app.paths import forms_templates
from tests.documents.samples import read_back

CHANGES = {  # form, what is written in place of what, the line, the words
    "编号": ("F07", "编号: F07", "编号: F08", 1, "“编号”不能改"),
    "文号": ("F27", "文号: 罚决", "文号: 决罚", 6, "“文号”不能改，要保持“罚决”"),
    "对内外": ("F07", "对内外: 对外", "对内外: 对内", 5, "“对内外”不能改"),
    "类型": ("F07", "{名称: 问答, 类型: 问答,", "{名称: 问答, 类型: 长文,", 34, "是“问答”，不能改成“长文”"),
}


def text_of(form: str) -> str:
    return forms_templates(f"{form}.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("what", CHANGES)
def test_what_the_program_goes_by_stays(what: str) -> None:
    form, old, new, line, words = CHANGES[what]
    text = (
        text_of(form)
        .replace(old, new)
        .replace("- 问答: 问答", "- 段落: 【问答】" if what == "类型" else "- 问答: 问答")
    )
    assert old not in text
    found = [one for one in check_own(text, load_form(form)) if words in one.why]
    assert [one.row for one in found] == [line]


def test_an_approval_row_cannot_be_left_out() -> None:
    text = text_of("F03")
    assert "引用: 签批" in text
    lines = [line for line in text.splitlines() if "引用: 签批" not in line]
    found = check_own("\n".join(lines), load_form("F03"))
    assert [one.field for one in found].count("审批") == 3


def test_mistakes_of_writing_come_first() -> None:
    (found,) = check_own(text_of("F07").replace("版式: 笔录", "版式：笔录"), load_form("F07"))
    assert (found.row, "全角冒号" in found.why) == (7, True)


def test_shared_parts_of_its_own_are_refused() -> None:
    (found,) = check_own(load_form("F27").source, load_form("F27"))
    assert found.field == "共用部分"


def test_the_shipped_text_passes_and_loses_nothing() -> None:
    for form in ("F03", "F07", "F27", "F29"):
        assert check_own(text_of(form), load_form(form)) == []
        assert losses(load_form(form), load_form(form)) == []


def test_what_is_left_out_is_told() -> None:
    text = "\n".join(
        line for line in text_of("F27").splitlines() if "救济告知" not in line and "引用: 落款" not in line
    )
    found = losses(parse_form(text, "F27"), load_form("F27"))
    assert any("救济告知（R1）" in one for one in found)
    assert any("落款盖章" in one for one in found)


def test_another_version_changes_one_line() -> None:
    made = with_version(text_of("F07"), "1.2").splitlines()
    assert [one for one, old in zip(made, text_of("F07").splitlines(), strict=True) if one != old] == ['版本: "1.2"']


@pytest.mark.parametrize("form", ["F01", "F03", "F07", "F15d", "F27"])
def test_sample_values_fill_the_form(form: str) -> None:
    shown = load_form(form)
    made = render_pdf(shown, sample_values(shown), images=sample_images(shown), bundled_fonts=True)
    assert "某某镇" in "".join(read_back(made.pdf)) or not shown.outward
    assert not any("不在附件里" in note for note in made.notes)
