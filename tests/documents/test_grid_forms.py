"""Every grid form over one, two and five pages: frames closed on each, labels there again, signatures whole."""

import pytest

from app.documents import Form, load_form
from app.documents.filling import fill
from app.documents.fonts import faces
from app.documents.marks import Page
from app.documents.typesetting import Layout, typeset
from tests.documents.filled import FORMS, values_of

FONTS = faces(bundled_only=True)
SENTENCE = "现场位于石梁大街与沿溪路交叉口，路口向西的机动车道上散落砂石。"
GRIDS = [name for name in FORMS if load_form(name).layout == "表格"]


def long_field(form: Form) -> tuple[str, str]:
    """A field that fills a cell of its own, and the label before it."""
    for block in form.blocks:
        if block.kind != "表格":
            continue
        for row in block.body.table["行"].items:
            for label, cell in zip(row.items, row.items[1:], strict=False):
                text = cell.text or cell.get("文字")
                field = form.field(text.strip("【】"))
                if field is not None and field.kind == "长文" and text == f"【{field.name}】":
                    return field.name, label.text or label.get("文字")
    return "", ""


def over(form: Form, values: dict[str, object], name: str, pages: int) -> Layout:
    """The form with so much text in one field that it takes so many pages."""
    low, high = 1, 500
    while low < high:
        middle = (low + high) // 2
        layout = typeset(fill(form, {**values, name: SENTENCE * middle}), FONTS)
        if len(layout.pages) < pages:
            low = middle + 1
        else:
            high = middle
    return typeset(fill(form, {**values, name: SENTENCE * low}), FONTS)


def closed(page: Page) -> bool:
    """Whether every heavy line is a side of a closed frame."""
    heavy = {(round(r.x1, 1), round(r.y1, 1), round(r.x2, 1), round(r.y2, 1)) for r in page.rules if r.width >= 1}
    level = sorted(side for side in heavy if side[1] == side[3])
    upright = sorted(side for side in heavy if side[0] == side[2])
    corners = {(x, y) for x1, y1, x2, y2 in level for x, y in ((x1, y1), (x2, y2))}
    return all({(x1, y1), (x2, y2)} <= corners for x1, y1, x2, y2 in upright) and len(upright) % 2 == 0


@pytest.mark.parametrize("name", GRIDS)
def test_frames_are_closed_and_labels_come_again(name: str) -> None:
    form = load_form(name)
    field, label = long_field(form)
    if not field:
        pytest.skip("no running text in this form")
    for pages in (2, 5):
        layout = over(form, dict(values_of(name)), field, pages)
        assert len(layout.pages) == pages
        assert any("续到第" in note for note in layout.notes)
        inside = [page for page in layout.pages if any(SENTENCE[:4] in text.text for text in page.texts)]
        for number, page in enumerate(layout.pages, 1):
            words = "".join(text.text for text in page.texts)
            assert closed(page), (name, number)
            assert page.rules or page not in inside, (name, number)
            assert f"第 {number} 页 共 {pages} 页" in words or form.paging == "无"
            assert number == 1 or f"{form.name}（续页）" in words
        for page in inside[1:]:
            words = "".join(text.text for text in page.texts)
            assert f"{label}（续）" in words, (name, label)


@pytest.mark.parametrize("name", GRIDS)
def test_the_usual_form_is_closed(name: str) -> None:
    layout = typeset(fill(load_form(name), values_of(name)), FONTS)
    assert all(closed(page) for page in layout.pages)
    assert len(layout.pages) == 1
    assert not any("10.5 磅" in note for note in layout.notes)
