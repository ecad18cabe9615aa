"""Chapter 4: the two papers of the patrol, seen as they print and written as PDF and Word."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt

from app.views.pages.patrol import PatrolPage
from app.views.paper.document import DocumentLayer
from app.views.tour.patrolling import PLACE, WORDS
from app.views.tour.stage import CONTROL, Stage, editor, take
from app.views.widgets.dialogs import Dialog


def make_papers(stage: Stage) -> None:
    """巡查日志 and 现场检查（勘验）笔录."""
    walk = stage.walk
    with walk.step("巡查日志"):
        page = stage.patrols()
        number = page.seen.number if page.seen is not None else ""
        walk.click(walk.button(page.split.drawer, "巡查日志"))
        _paper(stage, page, "W01-巡查日志", ["巡查日志", number, PLACE, "已改正"])
    with walk.step("现场检查（勘验）笔录"):
        page = stage.patrols()
        walk.click(walk.button(page.split.drawer, "现场检查笔录"))
        _paper(stage, page, "F08-现场检查（勘验）笔录", ["现场检查（勘验）笔录", PLACE, WORDS, "执法证号", "建材店"])


def _paper(stage: Stage, page: PatrolPage, name: str, words: Sequence[str]) -> None:
    walk = stage.walk
    layer = stage.layer(page, DocumentLayer)
    walk.wait(lambda: layer.preview.sheets.pages > 0, "预览已排好，与打印一致")
    walk.settle(1500)
    walk.shot(f"paper-{name[:3]}")
    pdf, docx = stage.props.papers / f"{name}.pdf", stage.props.papers / f"{name}.docx"
    export(stage, layer, pdf)
    export(stage, layer, docx)
    for kind, file in (("PDF", pdf), ("Word", docx)):
        missing = missing_words(file, words)
        walk.claim(not missing, f"{kind} 里读得出：{'、'.join(words)}" + (f"；缺 {missing}" if missing else ""))
    walk.click(layer.back_button)
    walk.wait(lambda: page.top() is None, "回到巡查列表")


def export(stage: Stage, layer: DocumentLayer, file: Path) -> None:
    """Write the paper that is shown as PDF or Word, by the suffix of `file`."""
    walk = stage.walk
    if file.suffix == ".pdf":
        walk.click(walk.button(layer, "更多"))
        take(walk, "导出 PDF…")
    else:
        walk.click(walk.button(layer, "导出 Word"))
    walk.choose_file(file)
    walk.wait(file.is_file, f"{file.suffix[1:].upper()} 文件已写成")
    walk.steps[-1].files.append(file.name)


def follow_typing(stage: Stage, layer: DocumentLayer, name: str, words: str) -> None:
    """Type into a field: the pages follow and stay where they are; then 校验."""
    walk = stage.walk
    form = walk.wait(lambda: layer.form, "", what="填写项")
    bar = layer.preview.sheets.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    place, before = bar.value(), layer.preview.sheets.edition
    field = form.fields[name]
    layer.go_to(name)
    bar.setValue(place)
    edit = editor(field)
    walk.scroll_to(edit)
    walk.press(edit, Qt.Key.Key_End, CONTROL)
    walk.write(edit, words)
    walk.wait(lambda: layer.preview.sheets.edition > before, "停下打字，预览就跟着变")
    walk.claim(bar.value() == place, "预览停在原来的位置")
    walk.click(walk.button(layer, "校验"))
    walk.settle(600)
    walk.claim(words in str(field.value()), f"“{name}”写进去了")
    walk.shot("paper-checked")


def answer_red_pen(stage: Stage, layer: DocumentLayer) -> None:
    """What the red pen asks about before a paper is final is answered; nothing is asked when all papers agree."""
    stage.walk.settle(800)
    asked = layer.findChild(Dialog)
    if isinstance(asked, Dialog):
        stage.walk.shot("paper-red-pen")
        stage.walk.click(stage.walk.button(asked, "核对过，定稿"))


def missing_words(file: Path, words: Sequence[str]) -> list[str]:
    """Which words cannot be read out of a PDF or Word file."""
    text = _pdf_text(file) if file.suffix == ".pdf" else _docx_text(file)
    return [one for one in words if _plain(one) not in text]


def _plain(text: str) -> str:
    return "".join(text.split())


def _pdf_text(path: Path) -> str:
    import pypdf

    return _plain("".join(page.extract_text() for page in pypdf.PdfReader(path).pages))


def _docx_text(path: Path) -> str:
    import docx

    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return _plain("".join([*(paragraph.text for paragraph in document.paragraphs), *cells]))
