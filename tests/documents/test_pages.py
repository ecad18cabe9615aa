"""PDF files put one behind the other and cut: the pages come back as they were."""

from io import BytesIO

import pytest

from app.documents.ink import page_image
from app.documents.pages import cut, joined
from app.documents.rendering import render_list_pdf


def listed(title: str, rows: int) -> bytes:
    lines = [(f"{title} {number}", "甲") for number in range(rows)]
    return render_list_pdf(title, [("名称", 4), ("地点", 6)], lines, landscape=False, bundled_fonts=True).pdf


def count(pdf: bytes) -> int:
    import pypdf

    return len(pypdf.PdfReader(BytesIO(pdf)).pages)


def test_joined_pages_look_as_they_did_alone() -> None:
    first, second = listed("甲清单", 60), listed("乙清单", 5)
    both = joined([first, second])
    assert count(both) == count(first) + count(second)
    assert page_image(both, count(first), 72) == page_image(second, 0, 72)
    assert joined([first, second]) == both
    assert joined([first]) is first


def test_a_run_of_pages_is_cut_out() -> None:
    whole = listed("甲清单", 120)
    assert count(whole) > 2
    last = cut(whole, 2, 99)
    assert count(last) == count(whole) - 1
    assert page_image(last, 0, 72) == page_image(whole, 1, 72)
    assert cut(whole, 1, 99) is whole
    with pytest.raises(ValueError, match="no pages"):
        cut(whole, 9, 8)
