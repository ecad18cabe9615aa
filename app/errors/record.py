"""What a record refuses: input that breaks a rule, a lost edit, something gone, somebody who may not."""

from collections.abc import Sequence

from app.errors.base import DeskError, Problem


class Refused(DeskError):
    """Input that breaks a rule. Each problem belongs under its field; nothing was written."""

    number = "E101"
    what = "有 {count} 处需要改：{first}。"
    safe = "填写的内容都在，还没有保存。"
    todo = "请按提示改好后再保存。"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(count=len(self.problems), first="；".join(problem.why for problem in self.problems[:3]))


class LaterChange(DeskError):
    """The change to be taken back is one on which a later change stands."""

    number = "E105"
    what = "“{title}”在这一次修改之后又改过，这一次修改不能单独撤销。"
    safe = "没有撤销任何内容，数据没有变化。"
    todo = "请先撤销后来的修改，或直接改成要的内容。"


class StaleRecord(DeskError):
    """The record changed after the draft was read."""

    number = "E102"
    what = "“{title}”在您填写期间被别人改过。"
    safe = "对方的修改已保存，您填写的内容还在表单里，没有丢。"
    todo = "请刷新后对照再保存。"


class NotFound(DeskError):
    """The record does not exist, or lies in the recycle bin."""

    number = "E103"
    what = "找不到这条记录：{title}。"
    safe = "其他数据没有变化。"
    todo = "它可能已被删除，请到回收站查看。"


class NotPermitted(DeskError):
    """The account's roles do not allow the action."""

    number = "E104"
    what = "您的角色不能做这一步：{action}。"
    safe = "数据没有变化。"
    todo = "需要时请由{holders}登录办理。"
