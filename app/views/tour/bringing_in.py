"""Chapter 2: the team and the power items come in from the Excel files the county sent; one file is no workbook at all."""

from pathlib import Path

from PySide6.QtWidgets import QLabel

from app.demo.messy import BAD_ROWS, GOOD_ROWS
from app.views.pages.registers import RegisterPage
from app.views.register.import_layer import ImportLayer
from app.views.tour.stage import Stage


def bring_in(stage: Stage) -> None:
    """Three files, one after the other."""
    _people(stage)
    _wrong_file(stage)
    _items(stage)


def _people(stage: Stage) -> None:
    walk, props = stage.walk, stage.props
    with walk.step("导入人员花名册"):
        page = stage.go("people")
        before = stage.listed(page)
        layer = _opened(stage, page, props.roster)
        walk.wait(layer.go.isEnabled, "表头在第三行也认得出来，列已对应好")
        walk.claim(f"导入 {GOOD_ROWS} 条" in layer.go.text(), f"{GOOD_ROWS} 行可以导入：{layer.go.text()}")
        walk.claim(f"不收的行 {BAD_ROWS}" in layer.tabs.tabText(1), f"{BAD_ROWS} 行说明原因不收：{layer.words}")
        walk.shot("import-people-preview")
        walk.click(layer.go)
        walk.wait(lambda: layer.go.text() == "已导入", "已导入")
        layer.tabs.setCurrentIndex(1)
        walk.shot("import-people-refused")
        walk.click(layer.back_button)
        walk.claim(stage.listed(page) == before + GOOD_ROWS, f"列表多了 {GOOD_ROWS} 人")
        walk.write(page.listing.filters.search_box, props.names[1])
        walk.wait(lambda: page.listing.rows.total == 1, f"姓名里的空格已去掉，按姓名查得到：{props.names[1]}")
        walk.shot("people")
        page.listing.filters.clear()


def _wrong_file(stage: Stage) -> None:
    walk, props = stage.walk, stage.props
    with walk.step("拿错文件"):
        page = stage.go("people")
        before = stage.listed(page)
        walk.click(walk.button(page, "导入"))
        layer = stage.layer(page, ImportLayer)
        walk.drop(layer, [props.no_sheet])
        told = walk.dialog()
        walk.shot("import-refused")
        words = "".join(label.text() for label in told.findChildren(QLabel) if label.isVisible())
        walk.claim("图片" in words and "编号 E401" in words, f"说清是什么、数据是否安全、怎么办：{words}")
        told.close()
        walk.click(layer.back_button)
        walk.claim(stage.listed(page) == before, "没有导入任何内容")


def _items(stage: Stage) -> None:
    walk, props = stage.walk, stage.props
    with walk.step("导入赋权事项清单"):
        page = stage.go("power_items")
        before = stage.listed(page)
        layer = _opened(stage, page, props.items)
        walk.wait(lambda: "不变" in layer.words, "文件已核对")
        walk.shot("import-items")
        walk.claim(
            f"新增 0 · 更新 0 · 不变 {props.item_count}" in layer.words, f"认出已有的事项，不重复：{layer.words}"
        )
        walk.click(layer.back_button)
        walk.claim(stage.listed(page) == before == props.item_count, f"事项还是 {props.item_count} 项")


def _opened(stage: Stage, page: RegisterPage, file: Path) -> ImportLayer:
    """The import of a page with a file dropped on it."""
    stage.walk.click(stage.walk.button(page, "导入"))
    layer = stage.layer(page, ImportLayer)
    stage.walk.drop(layer, [file])
    return layer
