"""What every message is made of: three sentences with a number, and the problems under the fields."""

from dataclasses import dataclass
from typing import ClassVar


class DeskError(Exception):
    """Base of all errors that are shown in words. `facts` fill the `{names}` of the three sentences."""

    number: ClassVar[str] = "E000"
    what: ClassVar[str] = "这一步没有做完。"
    safe: ClassVar[str] = "已保存的数据没有变化。"
    todo: ClassVar[str] = "请记下编号，联系维护人员。"

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.text())

    def text(self) -> str:
        """The whole message: what happened, whether data is safe, what to do, number."""
        sentences = f"{self.what}{self.safe}{self.todo}".format(**self.facts)
        return f"{sentences}（编号 {self.number}）"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one field: `field` is the attribute, `row` the row of the file it came from (from 1)."""

    field: str
    why: str
    row: int | None = None


class Unexpected(DeskError):
    """A fault of the program."""

    number = "E900"
    what = "程序有一步没有做完，这是程序的毛病，不是您的操作。"
    safe = "已保存的数据没有变化，填到一半的表单已存为草稿。"
    todo = "可以接着用；再出现时请把记录号和日志文件交给维护人员。记录号 {mark}。"
