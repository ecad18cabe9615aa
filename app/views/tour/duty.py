"""Duty of a day: next month planned, mended, published, a swap signed by both, the shift handed over, the brief, the wall."""

from datetime import date, timedelta

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from app import clock
from app.planning.roster.model import Limits
from app.rules.vocabulary import Light
from app.rules.vocabulary_duty import DutyRole, RosterState
from app.services.roster.changing import ChangeDraft, consequences
from app.services.roster.shapes import MonthView, PostView
from app.views.pages.handover import HandoverPage
from app.views.pages.overview import OverviewPage
from app.views.pages.roster import RosterPage
from app.views.paper.layer import PreviewLayer
from app.views.roster.change_dialog import ChangeDialog
from app.views.tour.stage import Stage
from app.views.tour.walk import StepFailed
from app.views.widgets.dialogs import Dialog

LIMITS = Limits(4.0)
REASON = "家中有事，与对方商量好"


def on_duty(stage: Stage) -> None:
    """The chapter."""
    page = _roster(stage)
    _mend(stage, page)
    _plan(stage, page)
    _publish(stage, page)
    _swap(stage, page)
    _hand_over(stage)
    _wall(stage)


def _roster(stage: Stage) -> RosterPage:
    walk = stage.walk
    with walk.step("值守台到值班表"):
        stage.go_to("overview")
        board = stage.window.page
        if not isinstance(board, OverviewPage):
            raise StepFailed("值守台没有打开")
        seen = walk.wait(
            lambda: board.seen if board.seen is not None and board.seen.force.planned else None, "当班的人列在最上面"
        )
        walk.claim(len(seen.items) == board.items.lines.rowCount(), f"待办 {len(seen.items)} 件，列出的正好这么多")
        walk.button(board.strip, "值班表")
        walk.shot("duty-overview")
        walk.click(walk.button(board.strip, "值班表"))
        page = stage.window.page
        if not isinstance(page, RosterPage):
            raise StepFailed("值班表没有打开")
        walk.wait(lambda: page.view, "", what="本月值班表")
        walk.claim(_view(page).state is RosterState.PUBLISHED, f"{_view(page).title}已发布")
        walk.shot("roster-published")
        walk.click(walk.button(page.header, "下个月"))
        walk.wait(lambda: _view(page).state is RosterState.DRAFT, "下个月是草稿")
    return page


def _mend(stage: Stage, page: RosterPage) -> None:
    walk = stage.walk
    with walk.step("解决一个问题"):
        urgent = [one for one in _view(page).issues if one.light is Light.OVERDUE]
        walk.claim(bool(urgent), f"列出要处理的问题：{urgent[0].title if urgent else ''}")
        mend = walk.button(page.board.issues, "用建议")
        walk.shot("roster-problem")
        walk.click(mend)
        walk.wait(
            lambda: len([one for one in _view(page).issues if one.light is Light.OVERDUE]) < len(urgent),
            "按建议换人，问题没有了",
        )


def _plan(stage: Stage, page: RosterPage) -> None:
    walk = stage.walk
    with walk.step("自动排班"):
        version = _view(page).version
        page.board.planning.limits = LIMITS
        walk.click(page.plan_button)
        walk.wait(lambda: "已有一张可用的表" in page.board.planning.words.text(), "马上有一张可用的表，接着改进")
        walk.shot("roster-planning")
        walk.wait(lambda: not page.board.planning.running and _view(page).version > version, "存为草稿")
        view = _view(page)
        walk.claim(view.unfilled == 0, "每个班都有人")
        if view.plan is not None:
            walk.claim(view.plan.objective <= view.plan.first, f"不均衡 {view.plan.first} → {view.plan.objective}")


def _publish(stage: Stage, page: RosterPage) -> None:
    walk = stage.walk
    with walk.step("发布值班表"):
        walk.click(page.publish_button)
        asked = walk.wait(lambda: _view(page).state is RosterState.PUBLISHED or _question(page), "", what="发布")
        if isinstance(asked, Dialog):
            walk.click(walk.button(asked, "带着缺口发布"))
        walk.wait(lambda: _view(page).state is RosterState.PUBLISHED, f"{_view(page).title}已发布，不能再整张重排")
        walk.claim(not page.plan_button.isEnabled(), "自动排班按不动，说明写在上面")


def _swap(stage: Stage, page: RosterPage) -> None:
    walk = stage.walk
    with walk.step("换班，双方签字"):
        held, target = _pair(stage, _view(page))
        first, second = _name(page, held), _name(page, target)
        _drag(stage, page, _spot(page, held), _spot(page, target))
        asked = walk.dialog(ChangeDialog)
        if not isinstance(asked, ChangeDialog):
            raise StepFailed("没有登记换班的对话框")
        walk.write(_line(asked), REASON)
        walk.wait(asked.fine.isVisible, "先看会不会多出问题：不会")
        walk.shot("roster-swap")
        walk.click(walk.button(asked, "登记，等双方签字"))
        walk.wait(lambda: len(_waiting(_view(page))) == 1, "等双方签字，班还没有动")
        walk.claim(_name(page, held) == first, f"{held.day} 日还是{first}")
        for left in (2, 1):
            walk.click(walk.wait(lambda: _signature(page), "", what="签字按钮"))
            walk.wait(lambda left=left: _unsigned(page) < left, f"签了字，还差 {left - 1} 个" if left > 1 else "")  # type: ignore[misc]
        walk.wait(lambda: _name(page, held) == second, f"双方签字以后，{held.day} 日是{second}")
        walk.claim("调" in str(page.board.calendar.days.data(page.board.calendar.days.index_of(held))), "格子里标“调”")
        walk.shot("roster-swapped")
        page.board.close_drawer()


def _hand_over(stage: Stage) -> None:
    walk = stage.walk
    with walk.step("交接班和早报"):
        stage.go_to("handover")
        page = stage.window.page
        if not isinstance(page, HandoverPage):
            raise StepFailed("交接班没有打开")
        walk.click(walk.button(page.header, "开始交接"))
        seen = walk.wait(lambda: page.sheet.seen, "未办结事项和本班日志自动列出来")
        walk.claim(page.sheet.items.lines.rowCount() == len(seen.items), f"未办结 {len(seen.items)} 件，一件不少")
        walk.shot("handover")
        walk.click(walk.button(page.header, "打印早报"))
        layer = walk.wait(lambda: page.top() if isinstance(page.top(), PreviewLayer) else None, "", what="早报预览")
        if isinstance(layer, PreviewLayer):
            walk.wait(lambda: layer.preview.sheets.pages == 1, "早报正好一页")
            walk.settle(600)
            walk.shot("morning-brief")
            walk.click(layer.back_button)
        walk.click(walk.button(page.header, "撤销这一张"))
        walk.settle(400)


def _wall(stage: Stage) -> None:
    walk = stage.walk
    with walk.step("大屏"):
        stage.go_to("board")
        walk.settle(800)
        walk.claim(stage.window.key == "board", "大屏页能打开")
        walk.shot("wall")


# -- ways


def _view(page: RosterPage) -> MonthView:
    if page.view is None:
        raise StepFailed("值班表还没有读出来")
    return page.view


def _question(page: RosterPage) -> Dialog | None:
    return next((one for one in page.findChildren(Dialog) if one.isVisible()), None)


def _waiting(view: MonthView) -> list[str]:
    return [one.what for one in view.changes if one.done_at is None]


def _unsigned(page: RosterPage) -> int:
    return sum(len(one.waits_for) for one in _view(page).changes)


def _signature(page: RosterPage) -> QAbstractButton | None:
    """A button that signs: for oneself, or from paper."""
    buttons = page.board.drawer.findChildren(QAbstractButton)
    return next((one for one in buttons if one.isVisible() and one.text().endswith("签字")), None)


def _main(view: MonthView, day: date) -> PostView:
    return next(each for one in view.days if one.day == day for each in one.posts if each.role is DutyRole.MAIN)


def _name(page: RosterPage, day: date) -> str:
    return _main(_view(page), day).people[0].name


def _spot(page: RosterPage, day: date) -> QPoint:
    page.board.calendar.scrollTo(page.board.calendar.days.index_of(day))
    return page.board.calendar.box_of(day, _main(_view(page), day).key).center()


def _pair(stage: Stage, view: MonthView) -> tuple[date, date]:
    """Two days whose 主班 can exchange without breaking a rule."""
    days = [one.day for one in view.days if one.in_month and one.day > clock.today() + timedelta(days=1)]
    office = stage.desk.office
    if office is None:
        raise StepFailed("工作台没有打开")
    with office.store.read() as session:
        for held in days[:10]:
            for other in days:
                mine, its = _main(view, held), _main(view, other)
                draft = ChangeDraft(held, mine.key, mine.people[0].person, its.people[0].person, "", other, its.key)
                if draft.giver != draft.taker and not consequences(session, office.actor, draft).worse:
                    return held, other
    raise StepFailed("没有两个人可以换班")


def _drag(stage: Stage, page: RosterPage, start: QPoint, end: QPoint) -> None:
    view, left = page.board.calendar.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(view, left, pos=start)
    for part in (0.3, 0.7, 1.0):
        QTest.mouseMove(view, start + (end - start) * part)
        stage.walk.settle(80)
    QTest.mouseRelease(view, left, pos=end)
    stage.walk.settle()


def _line(dialog: ChangeDialog) -> QWidget:
    found = getattr(dialog.form.fields["reason"], "edit", None)
    if not isinstance(found, QWidget):
        raise StepFailed("原因一栏不能输入")
    return found
