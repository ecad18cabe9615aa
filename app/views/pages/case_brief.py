"""The printed lists of deadlines: the morning brief over all cases, and one case with the reason of each day."""

from collections.abc import Sequence
from datetime import date

from app.documents.rendering import Rendered, render_list_pdf
from app.rules.vocabulary import Light
from app.services.case.shapes import DeadlineLine, Desk
from app.services.case_due import DueLine
from app.views.case.deadline_rows import reason_lines, standing_of
from app.views.paper.preview import Sheaf

MARKS = {Light.OVERDUE: "▲", Light.SOON: "◆", Light.NORMAL: "●", Light.PAUSED: "○"}
BRIEF = (("期限", 9), ("事项", 14), ("到期", 10), ("案号", 16), ("案件", 26), ("承办人", 10), ("谁的期限", 8))
OF_CASE = (("期限", 10), ("事项", 14), ("到期", 10), ("为什么是这一天", 50))


def brief_sheaf(lines: Sequence[DueLine], day: date, *, ahead: int | None) -> Sheaf:
    """今日到期: the most pressing first; `ahead` says how many days it looks ahead, None: all days of chosen cases."""
    title = f"案件到期清单 {day.isoformat()}"
    over = sum(one.light is Light.OVERDUE for one in lines)
    scope = f"{ahead} 天内到期和已经临期、超期的" if ahead is not None else "选中案件在算的期限"
    under = f"{scope}　共 {len(lines)} 项" + (f"，其中超期 {over} 项" if over else "")
    rows = [
        [
            f"{MARKS[one.light]} {one.left}", one.title, f"{one.due.isoformat()}{'（暂定）' if one.provisional else ''}",
            one.number, one.case, one.officers, one.whom,
        ]
        for one in lines
    ]  # fmt: skip
    return _sheaf(title, "list.case_due", BRIEF, rows or [["没有到期的案件", "", "", "", "", "", ""]], under)


def deadlines_sheaf(desk: Desk) -> Sheaf:
    """The deadlines of one case, each with start, count and article."""
    rows = [
        [_standing(one), one.title, one.due.isoformat(), "；".join(words.strip() for words in reason_lines(one))]
        for one in desk.deadlines
    ]
    under = f"{desk.number or '未立案'}　{desk.title}"
    return _sheaf("案件期限清单", "list.case_deadlines", OF_CASE, rows or [["没有在算的期限", "", "", ""]], under)


def _standing(line: DeadlineLine) -> str:
    light, words = standing_of(line)
    return f"{MARKS[light]} {words}"


def _sheaf(title: str, form: str, heads: Sequence[tuple[str, int]], rows: Sequence[Sequence[str]], under: str) -> Sheaf:
    def make(*, preview: bool) -> Rendered:  # noqa: ARG001  a list has no tints
        return render_list_pdf(title, list(heads), [list(row) for row in rows], under=under)

    return Sheaf(title=title, form=form, make=make, landscape=True)
