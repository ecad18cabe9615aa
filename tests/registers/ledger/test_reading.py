"""Declarations of ledgers: the shipped ones read, each slip of a clerk is told with its line."""

import pytest

from app.errors import Refused
from app.registers.fields import fields
from app.registers.ledger import books
from app.registers.ledger.reading import declaration

GOOD = """\
编号: training
名称: 培训记录
版本: "1"
标题栏: 培训内容
栏目:
  - {名称: 培训内容, 类型: 文本, 必填: 是}
  - {名称: 培训日期, 类型: 日期, 必填: 是}
  - {名称: 学时, 类型: 整数}
  - {名称: 方式, 类型: 单选, 选项: [集中, 网络]}
状态: [已登记, 已办结]
办结状态: [已办结]
办理:
  - {名称: 办结, 从: [已登记], 到: 已办结, 自动: {学时: 今天}}
期限: {起算: 培训日期, 天数: 3, 单位: 工作日}
查看: [全体]
登记: [值班员]
"""


@pytest.mark.parametrize("key", books.shipped())
def test_a_shipped_ledger_is_a_register(key: str) -> None:
    declared = books.ledger(key)
    assert declared.key == key
    known = fields(books.spec_of(declared))
    assert {column.name for column in declared.columns} <= known.keys()
    assert known[declared.title_column].required
    assert declared.basis


@pytest.mark.parametrize(
    ("written", "instead", "line", "told"),
    [
        ("名称: 培训记录", "名称：培训记录", 2, "全角冒号"),
        ("类型: 日期", "类型: 日子", 7, "没有“日子”这一类型"),
        ("选项: [集中, 网络]", "说明: 无", 9, "必须写"),
        ("标题栏: 培训内容", "标题栏: 内容", 4, "要写一个栏目的名称"),
        ("标题栏: 培训内容", "标题栏: 学时", 4, "标题栏必须是必填的栏目"),
        ("到: 已办结", "到: 完成", 13, "没有状态“完成”"),
        ("从: [已登记], ", "从: [], ", 10, ""),
        ("起算: 培训日期", "起算: 学时", 14, "日期栏目"),
        ("天数: 3", "天数: 三", 14, "整数"),
        ("登记: [值班员]", "登记: [门卫]", 16, "没有角色“门卫”"),
        ("编号: training", "编号: 培训", 1, "小写字母"),
        ('版本: "1"\n', "", 1, "缺少“版本”"),
        ("- {名称: 学时, 类型: 整数}", "- {名称: 培训日期, 类型: 整数}", 8, "写了两次"),
        ("查看: [全体]", "查看: [全体]\n谁看: [全体]", 16, "没有“谁看”这一项"),
        ("状态: [已登记, 已办结]", "状态: [已登记, 已办结, 悬着]", 10, "没有一步办理能走到状态“悬着”"),
        ("名称: 学时", "名称: 状态", 8, "与程序自己的栏同名"),
    ],
)  # fmt: skip
def test_a_slip_is_told_with_its_line(written: str, instead: str, line: int, told: str) -> None:
    text = GOOD.replace(written, instead, 1)
    assert text != GOOD
    if not told:
        assert declaration(text).moves[0].origins == ("已登记", "已办结")
        return
    with pytest.raises(Refused) as refused:
        declaration(text)
    assert any(problem.row == line and told in problem.why for problem in refused.value.problems), (
        refused.value.problems
    )
