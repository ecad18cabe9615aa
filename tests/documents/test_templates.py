"""Templates: the mistakes people make are told in Chinese with their line; nothing in them or in a value is executed."""

import pytest

from app.documents import catalogue, check_form, load_form, missing, parse_form, render_pdf
from app.documents import form as form_module
from app.documents.reading import read
from app.errors import Refused
from tests.documents.samples import VALUES, read_back

GOOD = """编号: T01
名称: 试用表
版本: "1"
版式: 函件
填写项:
  - {名称: 事由, 必填: 是}
  - {名称: 金额, 类型: 金额}
  - 名称: 清单
    类型: 表
    列: [{名称: 物品}, {名称: 数量, 类型: 整数}]
正文:
  - 标题: 试用表
  - 段落: 事由是【事由】，金额【金额|金额大小写】。
"""

MISTAKES = {
    "全角冒号": (GOOD.replace("名称: 试用表", "名称：试用表"), 2),
    "冒号后面要空一格": (GOOD.replace("版式: 函件", "版式:函件"), 4),
    "制表符": (GOOD.replace("  - 标题", "\t- 标题"), 12),
    "全角空格": (GOOD.replace("  - 标题", "　- 标题"), 12),
    "半角“-”": (GOOD.replace("  - 标题", "  － 标题"), 12),
    "没有“大标题”这种块": (GOOD.replace("- 标题", "- 大标题"), 12),
    "【事因】不在填写项里": (GOOD.replace("【事由】", "【事因】"), 13),
    "没有“繁体”这种格式": (GOOD.replace("|金额大小写", "|繁体"), 13),
    "没有成对": (GOOD.replace("【事由】", "【事由"), 13),
    "“事由”写了两次": (GOOD.replace("名称: 金额,", "名称: 事由,"), 7),
    "在同一处写了两次": (GOOD.replace("版式: 函件", "版式: 函件\n版式: 表格"), 5),
    "不在可选的范围内": (GOOD.replace("类型: 金额", "类型: 钱"), 7),
    "缺少“版式”": (GOOD.replace("版式: 函件\n", ""), 1),
    "缩进是否对齐": (GOOD.replace("  - {名称: 金额,", "   - {名称: 金额,"), 7),
    "不能用“&”和“*”": (GOOD.replace("标题: 试用表", "标题: &a 试用表"), 12),
    "看不见的字符": (GOOD.replace("标题: 试用表", "标题: 试用\x07表"), 12),
    "“仅当”里的“理由”": (GOOD + "    仅当: 理由\n", 14),
    "不是填写项里的表": (GOOD + "  - 清单: {字段: 事由}\n", 14),
    "没有名叫“甲”": (GOOD + "  - 引用: 甲\n", 14),
    "只剩 2 列空着": (GOOD + "  - 表格:\n      列宽: 1 2\n      行:\n        - [甲, 乙, 丙]\n", 17),
    "“右”不在可选的范围内": (
        GOOD + "  - 表格:\n      列宽: 1 2\n      行:\n        - [甲, {文字: 乙, 对齐: 右}]\n",
        17,
    ),
    "【签】不在填写项里": (GOOD + "页脚签名: [【签】签名：]\n", 14),
    "1 到 99 的数字": (GOOD + "  - 空行: 三\n", 14),
    "不像是一份文书模板": (GOOD + "# " + "长" * 500_000, 1),
    "层次太多": (GOOD + "  - 签名: " + "[" * 60 + "]" * 60 + "\n", 14),
}


@pytest.mark.parametrize("words", MISTAKES)
def test_a_mistake_is_told_with_its_line(words: str) -> None:
    text, line = MISTAKES[words]
    problems = check_form(text)
    assert [problem.row for problem in problems if words in problem.why] == [line], problems
    with pytest.raises(Refused):
        parse_form(text)


def test_several_mistakes_are_told_at_once() -> None:
    text = GOOD.replace("|金额大小写", "|繁体").replace("类型: 金额", "类型: 钱").replace("【事由】", "【事因】")
    assert [problem.row for problem in check_form(text)] == [7, 13, 13]


def test_a_loop_of_shared_parts_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    node, problems = read("甲:\n  正文:\n    - 引用: 乙\n乙:\n  正文:\n    - 引用: 甲\n")
    assert problems == []
    monkeypatch.setattr(form_module, "parts", lambda: node.table)
    (problem,) = check_form(GOOD + "  - 引用: 甲\n")
    assert "甲→乙→甲" in problem.why


def test_a_colon_inside_running_text_is_not_a_mistake() -> None:
    text = GOOD + "  - 段落: |\n      说明：这是正文\n      段落：也是正文\n"
    assert check_form(text) == []


def test_shipped_forms_are_clean_and_in_the_catalogue() -> None:
    for entry in catalogue():
        form = load_form(entry.id)
        assert check_form(form.source, entry.id) == []
        assert (form.id, form.name) == (entry.id, entry.name)
        assert entry.step


def test_a_form_that_is_not_there() -> None:
    for name in ("F99", "../F08", "_parts/"):
        with pytest.raises(KeyError):
            load_form(name)


def test_the_screen_form_is_derived_from_the_fields() -> None:
    fields = {field.name: field for field in load_form("F08").fields}
    assert fields["当事人"].label == "当事人姓名或名称"
    assert fields["检查时间"].kind == "起止时间"
    assert fields["强制措施"].choices == ("查封", "扣押")
    assert [column.name for column in fields["测量"].columns] == ["项目", "数值", "单位", "方法"]


def test_missing_fields_in_the_order_of_the_form() -> None:
    values = {**VALUES["F08"], "检查地点": "", "检查人": []}
    assert [field.name for field in missing(load_form("F08"), values)] == ["检查地点", "检查人"]
    assert missing(load_form("F08"), VALUES["F08"]) == ()
    open_end = {**VALUES["F08"], "检查时间": ["2026-10-12T09:20", ""]}
    assert [field.name for field in missing(load_form("F08"), open_end)] == ["检查时间"]


@pytest.mark.parametrize(
    "text",
    [
        "【金额|大写金额】",
        "{{7*7}}",
        "${jndi:ldap://x}",
        "{0.__class__}",
        "%(x)s",
        "<script>",
        "=1+1",
        "\\begin",
        "【【事由】】",
    ],
)
def test_a_value_prints_as_it_stands(text: str) -> None:
    rendered = render_pdf(parse_form(GOOD), {"事由": text, "金额": 100}, bundled_fonts=True)
    assert text in read_back(rendered.pdf)[0]
    assert rendered.notes == ()


def test_invisible_characters_are_left_out_and_told() -> None:
    values = {"事由": "甲\u202e乙\x00丙\u200b丁\ufeff", "金额": 100}
    rendered = render_pdf(parse_form(GOOD), values, bundled_fonts=True)
    assert "事由是甲乙丙丁，" in read_back(rendered.pdf)[0]
    assert rendered.notes == ("去掉了 4 个看不见的控制字符",)


def test_an_emoji_is_a_box_and_told() -> None:
    rendered = render_pdf(parse_form(GOOD), {"事由": "甲😀乙", "金额": 100}, bundled_fonts=True)
    assert rendered.notes == ("字库里没有“😀”（U+1F600），印成了方框",)


def test_a_value_of_another_kind_is_printed_not_lost() -> None:
    rendered = render_pdf(parse_form(GOOD), {"事由": "甲", "金额": "四千元左右"}, bundled_fonts=True)
    assert "金额四千元左右。" in read_back(rendered.pdf)[0]
