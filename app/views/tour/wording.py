"""Chapter 7: an interview held by keyboard, and a form worded anew, told its slip by line, put in force and taken back."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.clock import today
from app.services import form_template
from app.views.case.layer import CaseLayer
from app.views.case.paper_layer import PaperLayer
from app.views.pages.case import CasePage
from app.views.pages.settings import SettingsPage
from app.views.pages.settings_forms import FormsPart
from app.views.paper.interview import InterviewLayer
from app.views.paper.template import TemplateLayer
from app.views.tour.papers import export, missing_words
from app.views.tour.stage import Stage, take
from app.views.tour.walk import StepFailed

RUNNING = "调查取证"  # the state in which a case is looked into
ANSWERS = ("姓名和住址同身份证，电话也没有变。", "我是这家店的经营者。")
FORM, TITLE = "F06", "标题: 询问（调查）通知书"
ANEW = "标题: 约谈（询问）通知书"
RECORD = "F07-询问（调查）笔录"


def hold_interview(stage: Stage) -> None:
    """Begun from the desk of a case; Enter takes question after question of the bank."""
    walk = stage.walk
    with walk.step("询问笔录"):
        page = stage.go("cases")
        if not isinstance(page, CasePage):
            raise StepFailed("案件页面没有打开")
        desk = _running(stage, page)
        walk.click(desk.more)
        take(walk, "做笔录、固定证据")
        take(walk, "询问笔录")
        paper = stage.layer(page, PaperLayer)
        walk.click(walk.button(paper, "问答记录"))
        talk = stage.layer(page, InterviewLayer)
        walk.wait(talk.bank.following, "问题库按事项列好了要问的")
        for words in ANSWERS:
            row = talk.turns.rows[-1]
            row.ask.setFocus()
            walk.press(row.ask, Qt.Key.Key_Return)
            walk.write(row.answer, words)
            walk.press(row.answer, Qt.Key.Key_Return)
        turns = talk.turns.turns()
        walk.claim([one["答"] for one in turns] == list(ANSWERS), f"{len(turns)} 问 {len(turns)} 答，手没有离开键盘")
        walk.click(walk.button(talk, "现在开始"))
        for _turn in turns:
            walk.press(talk.turns.rows[0].answer, Qt.Key.Key_F9)
        walk.wait(lambda: all(one.get("核对") for one in talk.turns.turns()), "逐条核对过")
        walk.shot("interview")
        walk.click(talk.save_button)
        walk.wait(lambda: not talk.unsaved(), "草稿已存")
        walk.click(talk.back_button)
        walk.wait(lambda: page.top() is paper, "", what="文书页面")
        file = stage.props.papers / f"{RECORD}.pdf"
        walk.settle(1000)
        export(stage, paper, file)
        missing = missing_words(file, ["询问（调查）笔录", *ANSWERS, "被询问人签名"])
        walk.claim(not missing, "笔录里读得出问答，页脚有本人签名的地方" + (f"；缺 {missing}" if missing else ""))
        walk.click(paper.back_button)
        walk.wait(lambda: page.top() is desk, "回到案件")
        walk.click(desk.back_button)
        walk.wait(lambda: page.top() is None, "", what="台账")


def word_a_form(stage: Stage) -> None:
    """A version of the office's own, from the first slip to the day it is in force, and the shipped one again."""
    walk = stage.walk
    with walk.step("改一份文书模板"):
        page = _forms(stage)
        part = page.parts["forms"]
        if not isinstance(part, FormsPart):
            raise StepFailed("没有文书模板这一页")
        walk.write(part.search, FORM)
        walk.wait(lambda: [one.id for one in part.shown] == [FORM], f"找到 {FORM}")
        walk.click(part.open_button)
        layer = walk.wait(lambda: top if isinstance(top := page.top(), TemplateLayer) else None, "", what="模板")
        walk.click(walk.wait(lambda: layer.copy_button if layer.copy_button.isVisible() else None, "", what="另起一版"))
        walk.wait(lambda: not layer.editor.isReadOnly(), "照出厂模板另起一版")
        text = layer.editor.toPlainText()
        layer.editor.setPlainText(text.replace(TITLE, ANEW.replace(": ", "：")))
        walk.wait(layer.editor.marked, "全角冒号：说清是第几行、怎么改")
        walk.shot("template-slip")
        layer.editor.setPlainText(text.replace(TITLE, ANEW))
        walk.wait(lambda: not layer.editor.marked() and layer.activate_button.isEnabled(), "改好以后可以启用")
        walk.write(layer.note.edit, "县里要求改名")
        walk.settle(800)
        walk.shot("template")
        walk.click(layer.activate_button)
        walk.click(walk.button(walk.dialog(), "启用这一版"))
        walk.wait(lambda: _in_force(stage, today()) != "1", f"今天起新做的 {FORM} 用这一版")
        walk.click(walk.wait(lambda: _visible_back(layer), "", what="改回出厂模板"))
        walk.click(walk.button(walk.dialog(), "改回出厂模板"))
        walk.wait(lambda: _in_force(stage, today()) == "1", "改回出厂模板，本单位的版本留着")
        walk.click(layer.back_button)
        walk.wait(lambda: page.top() is None, "", what="设置")


def _running(stage: Stage, page: CasePage) -> CaseLayer:
    """The desk of a case that is being investigated."""
    walk, rows = stage.walk, page.listing.rows
    stage.listed(page)
    places = walk.wait(
        lambda: [number for number in range(rows.total) if RUNNING in _cells(page, number)], f"有正在{RUNNING}的案件"
    )
    page.listing.table.select_line(places[0])
    walk.press(page.listing.table, Qt.Key.Key_Return)
    layer = stage.layer(page, CaseLayer)
    walk.wait(lambda: layer.desk, "", what="案件")
    walk.settle(300)
    return layer


def _cells(page: CasePage, number: int) -> list[str]:
    row = page.listing.rows.row_at(number)
    return [cell.text for cell in row.cells] if row is not None else []


def _forms(stage: Stage) -> SettingsPage:
    stage.go_to("settings")
    page = stage.window.page
    if not isinstance(page, SettingsPage):
        raise StepFailed("设置页面没有打开")
    page.show_part("forms")
    return page


def _visible_back(layer: TemplateLayer) -> QPushButton | None:
    return layer.back_to_shipped if layer.back_to_shipped.isVisible() else None


def _in_force(stage: Stage, on: date) -> str:
    with stage.window.office.store.read() as session:
        return form_template.in_force(session, FORM, on).version
