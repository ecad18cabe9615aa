"""The case file: contents say the page on which each part really stands, sides, duplex, and what cannot be printed."""

import re
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest

from app.documents.casefile import PDF, Bound, Part, Scan, Shot, bind, bind_into
from tests.documents.bundles import TITLE, attachments, front, letter, locked, picture, scan
from tests.documents.samples import read_back


def sizes(bound: Bound) -> list[tuple[int, int]]:
    import pypdfium2

    with pypdfium2.PdfDocument(bound.pdf) as document:
        found = [document.get_page_size(number) for number in range(len(document))]
        return [(round(width), round(height)) for width, height in found]


def stamps(pdf: bytes) -> list[tuple[int, str]]:
    """The page number in the head of each side, 0 without one, and whether it stands left or right."""
    import pypdfium2

    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            width, height = page.get_size()
            text = page.get_textpage()
            left = text.get_text_bounded(0, height - 40, 120, height - 20).strip()
            right = text.get_text_bounded(width - 120, height - 40, width, height - 20).strip()
            found.append((int(left or right or 0), "left" if left else "right" if right else ""))
            text.close()
    return found


@pytest.mark.parametrize("count", [1, 28, 29, 300])
def test_contents_say_the_page_on_which_each_attachment_stands(count: int) -> None:
    parts = [letter(), *attachments(count)]
    bound = bind(front(), parts, bundled_fonts=True)
    texts, numbers = read_back(bound.pdf), [number for number, _ in stamps(bound.pdf)]
    assert len(texts) == bound.sides
    listed = "".join(text for text, number in zip(texts, numbers, strict=True) if not number)
    for index in range(1, count + 1):
        at = next(at for at, text in enumerate(texts) if f"S{index}-1" in text)
        last = index == count and bound.entries[-1].last > bound.entries[-1].first
        page = f"{numbers[at]}—{bound.pages}" if last else str(numbers[at])
        row = rf"(?<!\d){index + 1}/李甲附件{index}2026年11月3日{page}/"
        assert re.search(row, listed), (index, page)
    assert [number for number in numbers if number] == list(range(1, bound.pages + 1))
    assert f"本卷共{count + 1}件{bound.pages}页" in texts[0]
    assert f"本卷共{count + 1}件{bound.pages}页" in texts[-1]


def test_cover_contents_and_note_have_no_number_and_stand_around_the_papers() -> None:
    bound = bind(front(), [letter(), *attachments(2)], bundled_fonts=True)
    numbers = [number for number, _ in stamps(bound.pdf)]
    texts = read_back(bound.pdf)
    assert numbers[:2] == [0, 0]
    assert numbers[-1] == 0
    assert all(numbers[2:-1])
    assert ["行政处罚案卷" in texts[0], "卷内文件目录" in texts[1], "卷内备考表" in texts[-1]] == [True] * 3
    assert all(TITLE in text for text in (texts[0], texts[1], texts[-1]))


def test_on_one_side_every_number_stands_right() -> None:
    bound = bind(front(), attachments(4), bundled_fonts=True)
    assert {place for number, place in stamps(bound.pdf) if number} == {"right"}


def test_on_both_sides_every_paper_begins_on_a_front_and_backs_are_numbered_left() -> None:
    parts = attachments(7)
    bound = bind(front(), parts, duplex=True, bundled_fonts=True)
    texts, found = read_back(bound.pdf), stamps(bound.pdf)
    for index in range(1, 8):
        assert next(at for at, text in enumerate(texts) if f"S{index}-1" in text) % 2 == 0
    assert next(at for at, text in enumerate(texts) if "卷内文件目录" in text) % 2 == 0
    assert next(at for at, text in enumerate(texts) if "卷内备考表" in text) % 2 == 0
    for at, (number, place) in enumerate(found):
        assert not number or place == ("left" if at % 2 else "right")
    single = bind(front(), parts, bundled_fonts=True)
    assert single.entries == bound.entries
    unnumbered = [text for text, (number, _) in zip(texts, found, strict=True) if not number]
    assert all(not text or "卷内" in text or TITLE in text for text in unnumbered)


def test_the_same_case_gives_the_same_bytes() -> None:
    parts = [letter(), *attachments(3), Part("照片", (Shot(picture(), "时间：2026年11月3日"),))]
    assert bind(front(), parts, bundled_fonts=True).pdf == bind(front(), parts, bundled_fonts=True).pdf


@pytest.mark.parametrize(
    ("data", "media", "why"),
    [
        (b"", PDF, "已经损坏"),
        (scan("X", 3)[:200], PDF, "已经损坏"),
        (b"not a pdf at all", PDF, "已经损坏"),
        (locked(scan("X", 3)), PDF, "设有打开密码"),
        (picture()[:300], "image/jpeg", "打不开"),
        (b"", "image/png", "打不开"),
    ],
)
def test_a_scan_that_cannot_be_opened_is_named_and_the_rest_is_printed(data: bytes, media: str, why: str) -> None:
    broken = Part("收款收据", (Scan(data, media),), "", "李甲")
    first, last = attachments(2, (1,))
    bound = bind(front(), [first, broken, last], bundled_fonts=True)
    assert bound.notes == (f"“收款收据”的原件{why}，没有印进案卷",)
    texts = read_back(bound.pdf)
    assert f"“收款收据”的原件{why}" in texts[3]
    assert "S2-1" in texts[4]
    assert [entry.first for entry in bound.entries] == [1, 2, 3]
    assert f"“收款收据”的原件{why}" in texts[-1]  # the closing note tells it too


def test_a_photo_is_framed_with_its_caption_and_a_broken_one_is_named() -> None:
    good = Part("现场照片", (Shot(picture(), "时间：2026年11月3日9时20分　拍摄人：李甲"),))
    bad = Part("坏照片", (Shot(b"\xff\xd8\xff", "时间：不详"),))
    bound = bind(front(), [good, bad], bundled_fonts=True)
    assert "拍摄人：李甲" in read_back(bound.pdf)[2]
    assert bound.notes == ("“坏照片”的原件打不开，没有印进案卷",)


def test_what_people_wrote_about_the_file_stays() -> None:
    written = front(本卷情况="本卷齐全。")
    assert "本卷齐全。" in read_back(bind(written, attachments(1), bundled_fonts=True).pdf)[-1]


def test_an_empty_file_has_its_three_papers() -> None:
    bound = bind(front(), [], bundled_fonts=True)
    assert (bound.sides, bound.pages, bound.entries) == (3, 0, ())


def test_one_part_of_several_contents_has_one_line() -> None:
    whole = replace(letter(), contents=(*letter().contents, Scan(scan("Z", 2), PDF)))
    bound = bind(front(), [whole], bundled_fonts=True)
    assert len(bound.entries) == 1
    assert bound.entries[0].last == bound.pages
    assert "Z-2" in read_back(bound.pdf)[-2]


def test_lying_scans_keep_their_sheet() -> None:
    flat = Part("平面图", (Scan(scan("L", 1, size=(841.8898, 595.2756)), PDF),))
    lying = Part("照片扫描", (Scan(picture(800, 500), "image/jpeg"),))
    assert sizes(bind(front(), [flat, lying], bundled_fonts=True))[2:4] == [(842, 595)] * 2


def test_progress_counts_parts() -> None:
    told: list[tuple[int, int]] = []
    bind(front(), attachments(2), bundled_fonts=True, told=lambda done, whole: told.append((done, whole)))
    assert told == [(1, 2), (2, 2)]


def test_the_file_opens_without_complaint() -> None:
    import pypdf

    bound = bind(front(), [letter(), *attachments(2)], bundled_fonts=True)
    reader = pypdf.PdfReader(BytesIO(bound.pdf), strict=True)
    assert len(reader.pages) == bound.sides


def test_a_scan_that_is_brought_when_needed_binds_to_the_same_bytes_and_is_not_kept() -> None:
    documents = [scan(f"S{number}", 2) for number in range(3)]
    asked: list[int] = []

    def brings(number: int) -> Part:
        def source() -> bytes:
            asked.append(number)
            return documents[number]

        return Part(f"附件{number}", (Scan(source, PDF),))

    held = [Part(f"附件{number}", (Scan(document, PDF),)) for number, document in enumerate(documents)]
    bound = bind(front(), [brings(number) for number in range(3)], bundled_fonts=True)
    assert bound.pdf == bind(front(), held, bundled_fonts=True).pdf
    assert asked == [0, 1, 2]


def test_a_file_of_photos_takes_the_room_of_a_few(tmp_path: Path) -> None:
    """60 photos of half a megabyte each: what is written is not kept."""
    import random
    import tracemalloc

    from PIL import Image

    def source(number: int) -> bytes:
        noise = Image.frombytes("L", (800, 600), random.Random(number).randbytes(480_000))
        target = BytesIO()
        noise.save(target, "JPEG", quality=95)
        return target.getvalue()

    parts = [Part(f"照片{number}", (Shot(partial(source, number), "证据照片"),)) for number in range(60)]
    bind(front(), parts[:1], bundled_fonts=True)
    tracemalloc.start()
    with (tmp_path / "案卷.pdf").open("wb") as target:
        bound = bind_into(target, front(), parts, bundled_fonts=True)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert bound.pages == 60
    assert (tmp_path / "案卷.pdf").stat().st_size > 30 * len(source(0))
    assert most < 20 * len(source(0))
