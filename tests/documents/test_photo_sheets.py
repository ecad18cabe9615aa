"""Photo sheets: one, two or four a page as the field says, each with time, place and taker."""

import pytest

from app.documents import load_form, render_pdf
from app.documents.filling import fill
from app.documents.fonts import faces
from app.documents.typesetting import typeset
from tests.documents.bundles import picture
from tests.documents.case_values_work import values_of
from tests.documents.samples import read_back

SHOTS = [
    {"图": f"p{n}", "时间": f"2026-10-12T09:{20 + n}", "地点": "石梁大街118号", "拍摄人": "李甲"} for n in range(5)
]
IMAGES = {f"p{n}": picture() for n in range(5)}


@pytest.mark.parametrize(("per_page", "sheets"), [("1", [1, 1, 1, 1, 1]), ("2", [2, 2, 1]), ("4", [4, 1])])
def test_so_many_on_a_page(per_page: str, sheets: list[int]) -> None:
    values = {**values_of("F15d-2"), "每页张数": per_page, "证据图片": SHOTS}
    paper = fill(load_form("F15d-2"), values, images=IMAGES)
    pages = typeset(paper, faces(bundled_only=True)).pages
    assert [len(page.pictures) for page in pages if page.pictures] == sheets
    assert not pages[0].pictures


def test_each_photo_says_when_where_and_by_whom() -> None:
    values = {**values_of("F15d-2"), "每页张数": "4", "证据图片": SHOTS}
    whole = "".join(read_back(render_pdf(load_form("F15d-2"), values, images=IMAGES, bundled_fonts=True).pdf))
    for n in range(5):
        assert f"时间：2026年10月12日9时{20 + n}分地点：石梁大街118号拍摄人：李甲" in whole


def test_an_unknown_count_is_two() -> None:
    values = {**values_of("F15d-2"), "每页张数": "九", "证据图片": SHOTS}
    pages = typeset(fill(load_form("F15d-2"), values, images=IMAGES), faces(bundled_only=True)).pages
    assert [len(page.pictures) for page in pages if page.pictures] == [2, 2, 1]


def test_every_page_is_signed() -> None:
    values = {**values_of("F15d-2"), "每页张数": "1", "证据图片": SHOTS}
    for text in read_back(render_pdf(load_form("F15d-2"), values, images=IMAGES, bundled_fonts=True).pdf):
        assert "当事人（见证人）签名：" in text
