"""Chapter 5: a case waits for its legal review; what may be done is done, what may not says why, and a letter goes out."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from app.rules.vocabulary_case import PaperState
from app.services.case.shapes import Desk, Step, StepState
from app.views.case.deadline_rows import DeadlineRow
from app.views.case.layer import CaseLayer
from app.views.case.paper_layer import PaperLayer
from app.views.pages.approvals import ApprovalsPage
from app.views.pages.case import CasePage
from app.views.tour.papers import answer_red_pen, export, follow_typing, missing_words
from app.views.tour.stage import Stage, editor, take
from app.views.tour.walk import StepFailed
from app.views.widgets.date_fields import DateField
from app.views.widgets.notices import GateBox

NOTIFIED = "已告知"  # the state in which a case waits for its legal review
LETTER = "F41c-协助调查函"
ASKED = "请协助核实当事人在本县其他街道是否受过同类处理"
MORE = "，并告知结果"
TO = "柯城区综合行政执法局"
AHEAD = 120  # days; past the day by which the case has to be decided


def work_a_case(stage: Stage) -> None:
    """From the register to the desk of a case, and on to what waits for a signature."""
    layer = _open(stage)
    _reason(stage, layer)
    _act(stage, layer)
    _gate(stage, layer)
    _another_day(stage, layer)
    _letter(stage, layer)
    _waiting(stage)


def _open(stage: Stage) -> CaseLayer:
    walk = stage.walk
    with walk.step("案件办理"):
        page = stage.go("cases")
        if not isinstance(page, CasePage):
            raise StepFailed("案件页面没有打开")
        rows = page.listing.rows
        walk.claim(stage.listed(page) > 0, f"台账有 {rows.total} 件案件")
        walk.shot("cases")
        places = [number for number in range(rows.total) if _says(page, number, NOTIFIED)]
        walk.claim(len(places) > 0, f"有等着送法制审核的案件（{NOTIFIED}）")
        page.listing.table.select_line(places[0])
        walk.press(page.listing.table, Qt.Key.Key_Return)
        layer = stage.layer(page, CaseLayer)
        desk = _desk(stage, layer)
        walk.claim(desk.next_step.startswith("送法制审核"), f"下一步写着：{desk.next_step}")
        walk.wait(lambda: layer.work.verb, "", what="这一步的表单")
        walk.shot("case-desk")
    return layer


def _reason(stage: Stage, layer: CaseLayer) -> None:
    walk = stage.walk
    with walk.step("为什么是这一天"):
        row = next((one for one in layer.findChildren(DeadlineRow) if one.line.rule == "D01"), None)
        if row is None:
            raise StepFailed("没有作出决定的期限")
        if row.why.text().endswith("▾"):
            walk.click(row.why)
        walk.click(walk.button(row, f"{row.line.title}：逐日看"))
        said = _words(row)
        walk.claim("起点：立案" in said and row.line.start in said, f"起点：{row.line.start_event} {row.line.start}")
        walk.claim("第90日" in said, f"逐日数到第 90 日 {row.line.due}")
        walk.claim("《中华人民共和国行政处罚法》第六十条" in said, f"依据：{row.line.basis}")
        walk.shot("case-why")


def _act(stage: Stage, layer: CaseLayer) -> None:
    walk = stage.walk
    with walk.step("送法制审核"):
        before = _desk(stage, layer)
        walk.click(layer.work.footer.primary)
        after = walk.wait(
            lambda: layer.desk if layer.desk is not None and layer.desk.state != before.state else None, "已送法制审核"
        )
        walk.claim(after.timeline[-1].act == "send_review", f"办理经过多了一条：{after.timeline[-1].title}")
        walk.claim("法制审核" in layer.head.state.text(), f"案件状态变成“{layer.head.state.text()}”")
        walk.shot("case-sent")


def _gate(stage: Stage, layer: CaseLayer) -> None:
    walk = stage.walk
    with walk.step("没审核不能决定"):
        step = _step(stage, layer, "decide")
        walk.claim(step.state is StepState.BLOCKED, "处罚决定这一步标着“还不能办”")
        index = layer.steps.rows.index(step.number - 1)
        layer.steps.scrollTo(index)
        at = layer.steps.visualRect(index).center()
        QTest.mouseClick(layer.steps.viewport(), Qt.MouseButton.LeftButton, pos=at)
        walk.wait(lambda: "法制审核没有通过" in _gates(layer), f"说清缺什么：{step.gate}")
        walk.claim("第五十八条" in _gates(layer), "写明依据：行政处罚法第五十八条")
        footer = layer.work.footer
        walk.claim(not (footer.isVisible() and footer.primary.isEnabled()), "决定的按钮按不动")
        walk.shot("case-gate")


def _another_day(stage: Stage, layer: CaseLayer) -> None:
    walk = stage.walk
    with walk.step("时间推演"):
        before = _desk(stage, layer)
        walk.click(layer.more)
        take(stage.walk, "时间推演…")
        asked = walk.dialog()
        field = asked.findChild(DateField)
        if field is None:
            raise StepFailed("没有推演到哪一天的一栏")
        walk.rewrite(editor(field), f"+{AHEAD}")
        walk.click(walk.button(asked, "推演"))
        walk.wait(layer.band.isVisible, "横幅一直写着是推演、什么都不会保存")
        then = _desk(stage, layer)
        walk.claim(then.trial and (then.at - before.at).days == AHEAD, f"推演到 {then.at}：{layer.band.words.text()}")
        late = then.decide_by
        walk.claim(late is not None and late.left.startswith("超期"), f"到那天{late.left if late else ''}")
        walk.wait(lambda: not layer.work.footer.isVisible(), "推演时没有可按的按钮")
        walk.shot("case-another-day")
        walk.click(walk.button(layer.band, "回到今天"))
        walk.wait(lambda: not layer.band.isVisible(), "回到今天，横幅收起")
        now = _desk(stage, layer)
        walk.claim(
            (now.revision, now.papers, now.timeline) == (before.revision, before.papers, before.timeline),
            "什么都没有写",
        )


def _letter(stage: Stage, layer: CaseLayer) -> None:
    """A paper is begun, filled, made final with its number, and taken out."""
    walk = stage.walk
    with walk.step("协助调查函"):
        walk.click(walk.button(layer, "添加文书"))
        take(stage.walk, "调查取证")
        take(stage.walk, "协助调查函")
        form = walk.wait(
            lambda: layer.work.form if layer.work.form is not None and "去函单位" in layer.work.form.fields else None,
            "案由、当事人、承办人已从案件带入",
        )
        walk.write(editor(form.fields["去函单位"]), TO)
        walk.write(editor(form.fields["协助事项"]), ASKED)
        walk.write(editor(form.fields["协助期限"]), "+15")
        walk.shot("case-letter-form")
        walk.click(layer.work.footer.primary)
        page = stage.window.page
        if not isinstance(page, CasePage):
            raise StepFailed("案件页面没有打开")
        paper = stage.layer(page, PaperLayer)
        walk.wait(lambda: paper.preview.sheets.pages > 0, "预览已排好，与打印一致")
        walk.shot("case-letter-draft")
        follow_typing(stage, paper, "协助事项", MORE)
        walk.click(walk.button(paper, "定稿取号"))
        answer_red_pen(stage, paper)
        line = walk.wait(lambda: paper.opened if paper.opened is not None and paper.opened.number else None, "已定稿")
        number = line.number
        walk.claim(line.state is PaperState.ISSUED and "〔" in number, f"取到文号 {number}")
        walk.settle(1500)
        walk.shot("case-letter-final")
        pdf, docx = stage.props.papers / f"{LETTER}.pdf", stage.props.papers / f"{LETTER}.docx"
        export(stage, paper, pdf)
        export(stage, paper, docx)
        for file in (pdf, docx):
            missing = missing_words(file, [number, TO, ASKED, MORE])
            walk.claim(not missing, f"{file.suffix} 里读得出文号和所填内容" + (f"；缺 {missing}" if missing else ""))
        walk.click(paper.back_button)
        walk.wait(lambda: page.top() is layer, "回到案件")


def _waiting(stage: Stage) -> None:
    walk = stage.walk
    with walk.step("待我签批"):
        stage.go_to("approvals")
        page = stage.window.page
        if not isinstance(page, ApprovalsPage):
            raise StepFailed("待我签批没有打开")
        walk.wait(lambda: any(page.lists), "有等着签批的文书")
        line = page.lists[0][0]
        walk.claim("立案审批表" in line.words[1], f"第一件：{line.words[1]}（{line.words[2]}）")
        at = page.table.visualRect(page.table.model().index(0, 0)).center()
        QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
        walk.wait(lambda: page.shown_line is not None, "侧栏打开这一件，看得到内容和签批按钮")
        walk.shot("approvals")


# -- ways


def _desk(stage: Stage, layer: CaseLayer) -> Desk:
    """What the desk shows, once everything asked for has come."""
    stage.walk.settle(300)
    return stage.walk.wait(lambda: layer.desk, "", what="案件")


def _step(stage: Stage, layer: CaseLayer, act: str) -> Step:
    return next(one for one in _desk(stage, layer).steps if one.act == act)


def _says(page: CasePage, number: int, words: str) -> bool:
    row = page.listing.rows.row_at(number)
    return row is not None and any(cell.text == words for cell in row.cells)


def _words(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel))


def _gates(layer: CaseLayer) -> str:
    return "\n".join(_words(one) for one in layer.work.findChildren(GateBox) if one.isVisible())
