"""模板对照: where two versions of a template differ, line by line; what went has －, what came ＋."""

from app.rules.differences import Line, changed_lines
from app.services.form_template import Template
from app.views.frame import Frame
from app.views.register.layers import Layer
from app.views.widgets.kinds import label
from app.views.widgets.panel import Panel
from app.views.widgets.plain_table import PlainTable

GONE, CAME = "－ 删去", "＋ 新写"


def title_of(one: Template) -> str:
    """A version in words."""
    if not one.id:
        return f"出厂第 {one.version} 版"
    if one.draft:
        return f"第 {one.version} 版（草稿）"
    until = f"，{one.retired_on:%Y-%m-%d} 起停用" if one.retired_on else ""
    return f"第 {one.version} 版（{one.valid_from:%Y-%m-%d} 起{until}）"


class TemplateComparing(Layer):
    """Two versions, read only."""

    def __init__(self, frame: Frame, name: str, before: Template, after: Template) -> None:
        super().__init__(frame, "模板对照", "模板", name)
        places = changed_lines(before.source, after.source)
        panel = Panel(f"{title_of(before)} → {title_of(after)}", f"{len(places)} 处不同", padded=False)
        self.table = PlainTable("不同的行", ("原行", "新行", "", "内容"), (56, 56, 80, 0))
        self.table.setWordWrap(True)
        self.table.fill([_row(one) for number, place in enumerate(places) for one in _apart(number, place)])
        self.table.resizeRowsToContents()
        panel.body.addWidget(self.table, 1)
        if not places:
            panel.body.addWidget(label("两个版本的文字一样。"))
        self.body.addWidget(panel, 1)
        self.say(f"{len(places)} 处不同")


def _apart(number: int, place: list[Line]) -> list[Line | None]:
    return [None, *place] if number else [*place]


def _row(one: Line | None) -> tuple[str, str, str, str]:
    if one is None:
        return ("⋯", "⋯", "", "")
    mark = "" if one.before and one.after else GONE if one.before else CAME
    return (str(one.before or ""), str(one.after or ""), mark, one.text)
