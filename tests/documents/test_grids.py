"""Grids over 1, 2 and 5 pages: frames closed, labels repeated, heads repeated, opinions whole, nothing lost."""

import random
import re

import pytest

from app.documents import ink, parse_form, render_list_pdf, render_pdf
from app.documents.filling import fill
from app.documents.flow import sheet_for
from app.documents.fonts import faces
from app.documents.paper import Cell, Grid, Paper, Paragraph, Row, Words
from app.documents.typesetting import Layout, typeset
from tests.documents.samples import framed, read_back, solid

FONTS = faces(bundled_only=True)
APPROVAL = """编号: T02
名称: 立案审批表
版本: "1"
版式: 表格
填写项:
  - {名称: 案由, 必填: 是}
  - {名称: 甲方}
  - {名称: 乙方}
  - {名称: 情况, 类型: 长文}
  - {名称: 意见, 类型: 长文}
  - {名称: 日期, 类型: 日期}
正文:
  - 标题: 立案审批表
  - 表格:
      列宽: 1 3 6 3 6
      行:
        - [{文字: 案由, 占列: 2}, 【案由】]
        - [{文字: 当事人, 占行: 2}, 甲方, 【甲方】, 电话, /]
        - [乙方, 【乙方】]
        - [{文字: 案情摘要, 占列: 2}, {文字: 【情况】, 高: 4}]
        - 审批: 承办机构意见
          占列: 2
          意见: 【意见】
          日期: 【日期】
          高: 3
"""
FORM = parse_form(APPROVAL)
FURNITURE = re.compile("立案审批表（续页）|案情摘要（续）|案情摘要|第[0-9]页共[0-9]页")
SENTENCE = "经查，当事人于当日八时五十分自工业功能区装载砂石运往麻蓬村工地，途经城市道路时未采取密闭、覆盖措施。"


def laid_out(**values: object) -> Layout:
    return typeset(fill(FORM, {"案由": "运输砂石未覆盖", "甲方": "甲", "日期": "2026-10-13", **values}), FONTS)


def pages_text(layout: Layout) -> list[str]:
    return read_back(ink.pdf(layout.pages, FONTS, title="样张"))


@pytest.mark.parametrize(("sentences", "pages"), [(3, 1), (30, 2), (90, 5)])
def test_a_long_grid_keeps_its_frame_and_its_label(sentences: int, pages: int) -> None:
    facts = "".join(f"{number}、{SENTENCE}" for number in range(sentences))
    layout = laid_out(情况=facts, 意见="同意立案。")
    assert len(layout.pages) == pages
    for page in layout.pages:
        assert framed(page)
    texts = pages_text(layout)
    assert solid(facts) in FURNITURE.sub("", "".join(texts))
    for number, text in enumerate(texts, 1):
        assert f"第{number}页共{pages}页" in text
        assert "案情摘要" in text or number == pages
    for text in texts[1:-1]:
        assert "案情摘要（续）" in text
        assert "立案审批表（续页）" in text
    assert "承办机构意见" in texts[-1]
    assert "2026年10月13日" in texts[-1]
    assert bool(layout.notes) == (pages > 1)


def test_a_little_too_much_is_set_closer_then_smaller_and_told() -> None:
    told = [
        layout.notes[0]
        for length in range(400, 1600, 20)
        if (layout := laid_out(情况=(SENTENCE * 60)[:length])).notes and len(layout.pages) == 1
    ]
    assert list(dict.fromkeys(told)) == [
        "内容较多，行距收紧，排成 1 页",
        "内容较多，行距收紧，字号缩小到 11 磅，排成 1 页",
        "内容较多，行距收紧，字号缩小到 10.5 磅，排成 1 页",
    ]


def test_an_opinion_with_its_signature_is_never_split() -> None:
    for sentences in range(8, 40):
        layout = laid_out(情况=SENTENCE * sentences, 意见=SENTENCE * 3)
        where = {number for number, text in enumerate(pages_text(layout)) if "签名：" in text or "承办机构意见" in text}
        assert len(where) == 1


def test_an_opinion_longer_than_a_page_keeps_lines_with_its_signature() -> None:
    texts = pages_text(laid_out(意见=SENTENCE * 80))
    assert len(texts) > 2
    last = texts[-1]
    assert "承办机构意见（续）" in last
    assert last.index("措施") < last.index("签名：")


def test_signature_and_date_stick_to_the_lower_right() -> None:
    (page,) = laid_out(意见="同意。").pages
    foot = next(text for text in page.texts if text.text.startswith("签名："))
    width = FONTS.width("body", foot.text) * foot.size
    right = max(rule.x2 for rule in page.rules)
    low = max(rule.y2 for rule in page.rules)
    assert right - (foot.x + width) < 6
    assert low - foot.y < 15


def test_a_label_over_several_rows_opens_again_on_the_next_page() -> None:
    texts = pages_text(laid_out(乙方=SENTENCE * 60))
    assert len(texts) > 1
    assert "当事人（续）" in texts[1]
    assert "乙方（续）" in texts[1]


def test_a_printed_register_repeats_its_head_on_every_page() -> None:
    rows = [[f"甲{number}", f"石梁镇第{number % 7}组", "备注" * (number % 9)] for number in range(300)]
    rendered = render_list_pdf(
        "人员台账", [("姓名", 2), ("单位", 5), ("备注", 6)], rows, under="在编；按姓名排序", bundled_fonts=True
    )
    texts = read_back(rendered.pdf)
    assert rendered.pages == len(texts) > 5
    assert all("姓名单位备注" in text for text in texts)
    assert all(f"第{number}页共{rendered.pages}页" in text for number, text in enumerate(texts, 1))
    assert "在编；按姓名排序" in texts[0]
    together = "".join(texts)
    assert all(f"甲{number}石梁镇第{number % 7}组" in together for number in range(300))


@pytest.mark.parametrize("before", range(20, 50))
@pytest.mark.parametrize("entries", [1, 3])
def test_the_head_of_a_table_stands_with_its_first_row_and_the_words_before_it(before: int, entries: int) -> None:
    head = Row(tuple(Cell(index, Words(text), label=True) for index, text in enumerate(("序号", "证据"))))
    rows = tuple(Row((Cell(0, Words(str(n))), Cell(1, Words("现场照片、录像和笔录，" * 6)))) for n in range(entries))
    rows += (Row((Cell(0, Words("（以下空白）"), 2, label=True),)),)
    lines = tuple(Paragraph(Words(f"第{n}段"), "body") for n in range(before))
    lead = Paragraph(Words("上述事实有下列证据证明："), "body")
    for layout in ("函件", "清单"):
        paper = Paper("样张", layout, (*lines, lead, Grid((2, 9), (head, *rows), head=1)), "none")
        pages = [[text.text for text in page.texts] for page in typeset(paper, FONTS).pages]
        (first,) = [page for page in pages if "上述事实有下列证据证明：" in page]
        assert "序号" in first
        for page in pages:
            assert "序号" not in page or any("现场照片" in text for text in page)


def test_an_empty_optional_place_is_struck() -> None:
    rendered = render_pdf(FORM, {"案由": "甲"}, bundled_fonts=True)
    assert "乙方/" in read_back(rendered.pdf)[0]


def test_a_form_for_handwriting_has_no_strokes() -> None:
    rendered = render_pdf(FORM, {}, blank=True, bundled_fonts=True)
    assert "乙方案情摘要" in read_back(rendered.pdf)[0]


def test_any_grid_stays_in_its_frame_and_loses_nothing() -> None:
    dice = random.Random(20261124)
    for number in range(60):
        grid = _some_grid(dice)
        paper = Paper("样张", "表格", (Paragraph(Words("样张"), "title"), grid), "of")
        pages = typeset(paper, FONTS).pages
        sheet = sheet_for(paper)
        for page in pages:
            assert framed(page), number
            left, right = min(rule.x1 for rule in page.rules), max(rule.x2 for rule in page.rules)
            low = max(rule.y2 for rule in page.rules)
            assert low <= sheet.height - sheet.bottom + 0.05, number
            for text in page.texts:
                end = text.x + FONTS.width(text.role, text.text) * text.size + text.gap * (len(text.text) - 1)
                assert left - 0.05 <= text.x
                assert end <= right + 0.05, (number, text)
        printed = "".join(text.text for page in pages for text in page.texts)
        for row in grid.rows:
            for cell in row.cells:
                if not cell.label:
                    assert printed.count(cell.words.text[:4]) >= 1
        wanted = sum(cell.words.text.count("字") for row in grid.rows for cell in row.cells if not cell.label)
        assert printed.count("字") == wanted, number


def _some_grid(dice: random.Random) -> Grid:
    """Two to five columns, rows of a label and values of any length, some labels over two rows, some opinions."""
    columns = dice.randint(3, 5)
    rows: list[Row] = []
    while len(rows) < dice.randint(3, 14):
        text = Words(f"{len(rows):03d}：" + "字" * dice.choice([0, 3, 20, 60, 400, 1500]))
        kind = dice.random()
        if kind < 0.2:
            foot = Words("签名：　　　　2026年10月13日")
            rows.append(
                Row((Cell(0, Words("意见"), label=True), Cell(1, text, columns - 1, lines=2, foot=foot)), whole=True)
            )
        elif kind < 0.4:
            label = Cell(0, Words("当事人"), rows=2, label=True)
            rows.append(Row((label, Cell(1, Words("甲方"), label=True), Cell(2, text, columns - 2))))
            rows.append(Row((Cell(1, Words("乙方"), label=True), Cell(2, text, columns - 2))))
        else:
            rows.append(
                Row((Cell(0, Words("情况"), label=True), Cell(1, text, columns - 1, lines=dice.choice([0, 3]))))
            )
    return Grid(tuple(dice.randint(2, 5) for _ in range(columns)), tuple(rows))


@pytest.mark.parametrize("lines", [3, 4, 6])
def test_an_entry_of_a_list_stands_whole_on_one_page(lines: int) -> None:
    form = parse_form("""编号: T03
名称: 物品清单
版本: "1"
版式: 清单
填写项:
  - 名称: 物品
    类型: 表
    列:
      - {名称: 名称, 宽: 8}
      - {名称: 特征, 宽: 8}
正文:
  - 标题: 物品清单
  - 清单: {字段: 物品}
""")
    entries = [
        {"名称": f"物品{number}起" + "甲" * (12 * lines) + f"物品{number}止", "特征": "乙"} for number in range(40)
    ]
    layout = typeset(fill(form, {"物品": entries}), FONTS)
    assert len(layout.pages) > 1
    texts = [solid(text) for text in pages_text(layout)]
    for number in range(40):
        begins, ends = ([page for page, text in enumerate(texts) if f"物品{number}{end}" in text] for end in "起止")
        assert begins == ends, number
        assert len(begins) == 1
    assert not any("（续）" in text for text in texts)
