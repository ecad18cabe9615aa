"""Lines of Chinese: no forbidden mark at their ends, nothing outside the measure, nothing lost."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.breaking import Line, break_lines
from app.documents.fonts import faces
from app.documents.punctuation import NO_END, NO_START

FONTS = faces(bundled_only=True)
CELLS = FONTS.cells("body")
SIZE, MEASURE = 16.0, 442.2
TRACKING = MEASURE / 28 - SIZE
HANZI = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法"
PIECES = [
    "2026年11月24日", "9时05分", "衢柯石综执罚决字〔2026〕第000001号", "《衢州市市容和环境卫生管理条例》", "第十六条第二款",
    "（￥4,000.00）", "浙HA0000", "12.4米", "Excel", "command-desk", "“当事人”", "，", "。", "；", "、", "：", "？", "！",
    "……", "——", "（一）", "100%", "3℃", "91330802MA0000000X", "http://example.test/a/b", "、《治安管理》", "”。", "）；",
]  # fmt: skip


def set_text(text: str, width: float = MEASURE, indent: float = 2 * SIZE) -> list[Line]:
    return break_lines(text, CELLS, size=SIZE, width=width, indent=indent, tracking=TRACKING)


def faults(lines: list[Line], width: float) -> list[str]:
    found = []
    for line, following in pairwise(lines):
        if following.text[0] in NO_START:
            found.append(f"begins with {following.text[0]}")
        if line.text[-1] in NO_END:
            found.append(f"ends with {line.text[-1]}")
    for line in lines:
        length = FONTS.width("body", line.text) * SIZE + line.gap * (len(line.text) - 1)
        if line.x + length > width + 0.05:
            found.append(f"{line.x + length - width:.2f} pt too long: {line.text}")
    return found


def paragraph(dice: random.Random) -> str:
    """Something like a paragraph: no two closing marks that no writer would put together."""
    parts: list[str] = []
    for _ in range(dice.randint(5, 45)):
        parts.append("".join(dice.choices(HANZI, k=dice.randint(1, 12))))
        parts.append(dice.choice(PIECES))
    return "".join(parts)


def test_a_thousand_paragraphs() -> None:
    dice = random.Random(20261124)
    for number in range(1000):
        text = paragraph(dice)
        width = dice.choice([MEASURE, MEASURE, 300.0, 187.5])
        lines = set_text(text, width)
        assert faults(lines, width) == [], number
        assert "".join(line.text for line in lines) == text


@given(st.lists(st.sampled_from([*HANZI, *PIECES, " "]), max_size=80).map("".join), st.floats(160, 450))
def test_any_text_stays_inside_and_is_not_lost(text: str, width: float) -> None:
    lines = set_text(text, width, indent=0.0)
    assert "".join("".join(line.text for line in lines).split()) == "".join(text.split())
    assert [fault for fault in faults(lines, width) if "too long" in fault] == []


def test_twenty_eight_characters_fill_a_line() -> None:
    lines = set_text("一" * 280, indent=0.0)
    assert [len(line.text) for line in lines] == [28] * 10


def test_a_closing_mark_is_pushed_in_or_takes_a_character_along() -> None:
    for before in range(20, 36):
        lines = set_text("一" * before + "，" + "二" * 20, indent=0.0)
        assert faults(lines, MEASURE) == []
        assert len(lines) == 2
    assert set_text("一" * 27 + "《" + "二" * 20, indent=0.0)[1].text.startswith("《")


@pytest.mark.parametrize("whole", ["2026年", "91330802MA0000000X", "12.4米", "4,000.00", "command-desk"])
def test_words_and_numbers_stay_whole(whole: str) -> None:
    for before in range(15, 30):
        lines = set_text("一" * before + whole + "二" * 30)
        assert sum(whole in line.text for line in lines) == 1


@pytest.mark.parametrize("whole", ["2026年11月24日", "9时05分"])
def test_dates_are_split_only_where_the_line_would_gape(whole: str) -> None:
    split = sum(all(whole not in line.text for line in set_text("一" * n + whole + "二" * 40)) for n in range(10, 38))
    assert split <= 4


def test_document_number_breaks_at_its_brackets_if_at_all() -> None:
    number = "衢柯石综执罚决字〔2026〕第000001号"
    for before in range(5, 30):
        for line, following in pairwise(set_text("一" * before + number + "二" * 30)):
            assert not line.text[-1].isdigit()
            assert following.text[0] not in "〕号"


def test_a_word_longer_than_the_line_is_cut_not_lost() -> None:
    word = "x" * 200
    lines = set_text(word, 200.0, 0.0)
    assert "".join(line.text for line in lines) == word
    assert faults(lines, 200.0) == []


def test_gaps_stay_small() -> None:
    dice = random.Random(7)
    gaps = sorted((line.gap - TRACKING) / SIZE for _ in range(200) for line in set_text(paragraph(dice))[:-1])
    assert gaps[len(gaps) // 2] < 0.06
    assert gaps[int(len(gaps) * 0.95)] < 0.2


@pytest.mark.parametrize("filler", range(1, 29))
def test_a_box_stays_with_its_choice(filler: int) -> None:
    lines = set_text("正" * filler + "　☐没有违法事实　☑当事人不是违法行为人　☐其他应当撤销的情形" * 3)
    assert not [line.text for line in lines if line.text[-1] in "☐☑"]


def test_an_empty_paragraph_is_one_empty_line() -> None:
    assert [line.text for line in set_text("")] == [""]


@pytest.mark.parametrize(
    ("text", "pairs"), [("（一）、《条例》，“甲”。", 5), ("甲，乙。", 0), ("“《甲》”", 2), ("——……", 0)]
)
def test_marks_that_meet_draw_together(text: str, pairs: int) -> None:
    assert FONTS.width("body", text) == len(text) - pairs / 2


def test_a_mark_at_the_end_of_a_line_keeps_its_square() -> None:
    for before in range(20, 34):
        lines = set_text("一" * before + "、《" + "二" * 30, indent=0.0)
        assert faults(lines, MEASURE) == []
