"""Chapter 6: a closed case goes into the archive under its number, and a whole case file comes out as one print."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.services.case.shapes import Desk
from app.views.case.file_layer import CaseFileLayer
from app.views.case.layer import CaseLayer
from app.views.pages.case import CasePage
from app.views.tour.papers import missing_words
from app.views.tour.stage import Stage, editor
from app.views.tour.walk import StepFailed

CLOSED, ARCHIVED, STATE = "已结案", "已归档", "archived"
ARCHIVE_NUMBER = "2026-0002"
FILE = "案卷.pdf"
LEAST = 8  # pages of a case with its decision: cover, contents, note and its papers


def file_away(stage: Stage) -> None:
    """归档, then 打印案卷."""
    page = _back_to_list(stage)
    _archive(stage, page)
    _print_file(stage, page)


def _back_to_list(stage: Stage) -> CasePage:
    page = stage.go("cases")
    if not isinstance(page, CasePage):
        raise StepFailed("案件页面没有打开")
    while (top := page.top()) is not None:
        stage.walk.click(top.back_button)
        stage.walk.wait(lambda top=top: page.top() is not top, "", what="回到台账")  # type: ignore[misc]
    return page


def _archive(stage: Stage, page: CasePage) -> None:
    walk = stage.walk
    with walk.step("归档"):
        layer, desk = _open(stage, page, CLOSED)
        walk.claim(desk.next_step.startswith("归档"), f"下一步写着：{desk.next_step}")
        form = walk.wait(
            lambda: layer.work.form if layer.work.form is not None and "archive_number" in layer.work.form.fields else None,
            "", what="归档号一栏",
        )  # fmt: skip
        walk.write(editor(form.fields["archive_number"]), ARCHIVE_NUMBER)
        walk.shot("case-archiving")
        walk.click(layer.work.footer.primary)
        walk.wait(lambda: layer.desk is not None and layer.desk.state == STATE, f"案件已归档，归档号 {ARCHIVE_NUMBER}")
        walk.claim(layer.desk is not None and layer.desk.final, "归档以后只能查看和打印")
        walk.click(layer.back_button)
        walk.wait(lambda: page.top() is None, "", what="回到台账")


def _print_file(stage: Stage, page: CasePage) -> None:
    walk = stage.walk
    with walk.step("打印整本案卷"):
        layer, desk = _open(stage, page, ARCHIVED)
        walk.click(walk.button(layer, "打印案卷"))
        file = stage.layer(page, CaseFileLayer)
        pages = walk.wait(
            lambda: file.preview.sheets.pages if file.preview.sheets.pages >= LEAST else 0,
            "封面、目录、文书和备考表排成一本",
        )
        walk.settle(800)
        walk.shot("case-file")
        target = stage.props.papers / FILE
        walk.click(walk.button(file, "导出 PDF"))
        walk.choose_file(target)
        walk.wait(target.is_file, f"全卷 {pages} 页写成一个 PDF")
        walk.steps[-1].files.append(target.name)
        missing = missing_words(
            target, ["卷内文件目录", "卷内备考表", "立案审批表", "行政处罚决定书", desk.number or ""]
        )
        walk.claim(not missing, "卷里读得出目录、立案审批表、决定书和备考表" + (f"；缺 {missing}" if missing else ""))
        walk.click(file.back_button)
        walk.wait(lambda: page.top() is layer, "回到案件")


def _open(stage: Stage, page: CasePage, state: str) -> tuple[CaseLayer, Desk]:
    """The desk of the last case of the list that stands there."""
    walk = stage.walk
    rows = page.listing.rows
    stage.listed(page)
    found = walk.wait(
        lambda: [
            number for number in range(rows.total)
            if (row := rows.row_at(number)) is not None and any(cell.text == state for cell in row.cells)
        ],
        f"台账里有{state}的案件",
    )  # fmt: skip
    table = page.listing.table
    table.select_line(_with_fine(page, found))
    middle = table.visualRect(table.currentIndex()).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    walk.press(table, Qt.Key.Key_Return)
    layer = stage.layer(page, CaseLayer)
    walk.settle(300)
    return layer, walk.wait(lambda: layer.desk, "", what="案件")


def _with_fine(page: CasePage, places: list[int]) -> int:
    """Where a case with a fine is among them: it has the most papers."""

    def fined(number: int) -> bool:
        row = page.listing.rows.row_at(number)
        return row is not None and any(cell.text == "罚款" for cell in row.cells)

    return next((number for number in places if fined(number)), places[0])
