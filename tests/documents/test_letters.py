"""Letters on the grid of GB/T 9704: margins, 22 lines of 28 characters, page numbers outside, seal over name and date."""

import itertools
import random
import warnings
from io import BytesIO

import pytest
from PIL import Image

from app.documents import ink, parse_form, render_pdf
from app.documents.filling import fill
from app.documents.fonts import faces
from app.documents.marks import MM
from app.documents.typesetting import Layout, typeset
from tests.documents.samples import AGENCY, read_back

FONTS = faces(bundled_only=True)
LETTER = """编号: T03
名称: 行政处罚决定书
版本: "1"
版式: 函件
对内外: 对外
填写项:
  - {名称: 当事人, 必填: 是}
  - {名称: 事实, 类型: 长文, 必填: 是}
  - {名称: 罚款, 类型: 金额, 必填: 是}
  - {名称: 日期, 类型: 日期, 定稿: 是}
  - {名称: 方式, 类型: 多选, 选项: [直接送达, 邮寄送达]}
  - {名称: 照片, 类型: 照片}
正文:
  - 机关: 【机关名称】
  - 标题: 行政处罚决定书
  - 文号: 【文号】
  - 抬头: 【当事人】：
  - 一级标题: 一、违法事实
  - 段落: 【事实】
  - 二级标题: （一）处罚
  - 段落: 处以罚款【罚款|金额大小写】。
  - 救济告知: R1
  - 落款: {机关: 【机关名称】, 日期: 【日期】}
"""
STUB = """  - 存根:
      - 标题: 行政处罚决定书（存根）
      - 文号: 【文号】
  - 回执:
      - 标题: 送达回执
      - 勾选: 送达方式：【方式】
      - 签名: [受送达人签名：, 送达人签名：]
"""
VALUES: dict[str, object] = {
    "机关名称": AGENCY,
    "当事人": "衢州顺达建材有限公司",
    "罚款": 400000,
    "日期": "2026-11-24",
    "文号": "衢柯石综执罚决字〔2026〕第000001号",
    "复议机关": "衢州市柯城区人民政府",
    "管辖法院": "衢州市柯城区人民法院",
    "方式": ["邮寄送达"],
}
FORM = parse_form(LETTER)


def letter(characters: int) -> Layout:
    return typeset(fill(FORM, {**VALUES, "事实": "甲" * characters}), FONTS)


def test_the_grid() -> None:
    page = letter(28 * 40).pages[1]
    lines = [text for text in page.texts if text.role == "body"]
    assert len(lines) == 22
    assert all(len(line.text) == 28 for line in lines)
    assert {round(line.x / MM, 2) for line in lines} == {28.0}
    pitches = {round(after.y - before.y, 2) for before, after in itertools.pairwise(lines)}
    assert pitches == {28.99}
    right = lines[0].x + 28 * (16 + lines[0].gap) - lines[0].gap
    assert abs(right / MM - 184) < 0.2


@pytest.mark.parametrize("characters", range(100, 1100, 28))
def test_agency_and_date_never_stand_without_two_lines_of_text(characters: int) -> None:
    layout = letter(characters)
    last = [text.text for text in layout.pages[-1].texts if text.role == "body"]
    assert last[-2:] == [AGENCY, "2026年11月24日"]
    assert len(last) >= 4
    assert "".join("".join(t.text for t in page.texts) for page in layout.pages).count("甲") == characters


@pytest.mark.parametrize("characters", range(300, 700, 28))
def test_no_line_of_a_paragraph_stands_alone(characters: int) -> None:
    layout = letter(characters)
    for page in layout.pages[:-1]:
        body = [text for text in page.texts if text.role != "song"]
        assert body[-1].role == "body", "a heading at the foot of a page"


@pytest.mark.parametrize("characters", range(300, 700, 14))
@pytest.mark.parametrize("reason", [20, 60, 80])
def test_headings_stand_with_the_beginning_of_their_text(characters: int, reason: int) -> None:
    """Two headings and up to three lines below them: none of them is left behind at the foot of a page."""
    source = LETTER.replace("处以罚款", "处" * reason + "处以罚款").replace(
        "（一）处罚", "二、裁量\n  - 二级标题: （一）处罚"
    )
    layout = typeset(fill(parse_form(source), {**VALUES, "事实": "正" * characters}), FONTS)
    for page in layout.pages:
        lines = [text.text for text in sorted(page.texts, key=lambda text: text.y) if not text.text.startswith("—")]
        assert not {"二、裁量", "（一）处罚"} & {lines[-1]}


@pytest.mark.parametrize("characters", range(380, 640, 14))
def test_a_signature_line_before_the_seal_stays_with_it(characters: int) -> None:
    source = LETTER.replace("  - 救济告知: R1\n", "  - 签名: [行政机关负责人签名：]\n")
    layout = typeset(fill(parse_form(source), {**VALUES, "事实": "正" * characters}), FONTS)
    (signed,) = [page for page in layout.pages if any("负责人签名" in text.text for text in page.texts)]
    assert signed.seals
    assert any("处以罚款" in text.text or "整（￥4,000.00）" in text.text for text in signed.texts)
    for page in layout.pages:
        lines = [text.text for text in sorted(page.texts, key=lambda text: text.y) if not text.text.startswith("—")]
        assert lines[-1] != "（一）处罚"


def test_page_numbers_stand_outside() -> None:
    pages = letter(28 * 50).pages
    numbers = [next(text for text in page.texts if text.role == "song") for page in pages]
    assert [number.text for number in numbers] == [f"— {n} —" for n in range(1, len(pages) + 1)]
    assert numbers[0].x > 150 * MM
    assert numbers[1].x < 40 * MM
    assert {number.size for number in numbers} == {14.0}
    low = (297 - 35 + 7) * MM
    assert abs(numbers[0].y - low) < 6


def test_the_seal_covers_name_and_date_and_is_never_printed() -> None:
    values = {**VALUES, "事实": "甲" * 50}
    page = typeset(fill(FORM, values), FONTS).pages[-1]
    (seal,) = page.seals
    body = {text.text: text for text in page.texts if text.role == "body"}
    name, day = body[AGENCY], body["2026年11月24日"]
    for text in (name, day):
        middle = text.x + FONTS.width("body", text.text) * text.size / 2
        assert abs(middle - seal.x) < 1
        assert abs(text.y - seal.y) < seal.radius
    printed = render_pdf(FORM, values, bundled_fonts=True).pdf
    shown = render_pdf(FORM, values, preview=True, bundled_fonts=True).pdf
    assert ink.page_image(printed, 0, 60) != ink.page_image(shown, 0, 60)
    assert printed == ink.pdf(typeset(fill(FORM, values), FONTS).pages, FONTS, title=FORM.name)


def test_the_date_stands_four_characters_from_the_right() -> None:
    page = letter(50).pages[-1]
    day = next(text for text in page.texts if text.text == "2026年11月24日")
    right = day.x + FONTS.width("body", day.text) * day.size
    assert abs((184 * MM - right) / 16 - 4) < 0.1


def test_money_in_capitals_and_digits() -> None:
    texts = read_back(render_pdf(FORM, {**VALUES, "事实": "甲"}, bundled_fonts=True).pdf)
    assert "处以罚款人民币肆仟元整（￥4,000.00）。" in texts[0]


def test_remedy_names_government_and_court() -> None:
    whole = "".join(read_back(render_pdf(FORM, {**VALUES, "事实": "甲"}, bundled_fonts=True).pdf))
    assert "六十日内向衢州市柯城区人民政府申请行政复议" in whole
    assert "六个月内依法向衢州市柯城区人民法院提起行政诉讼" in whole


def test_stub_begins_a_page_and_receipt_stays_below_its_cut() -> None:
    form = parse_form(LETTER + STUB)
    layout = typeset(fill(form, {**VALUES, "事实": "甲"}), FONTS)
    texts = read_back(ink.pdf(layout.pages, FONTS, title=form.name))
    assert texts[-1].startswith("行政处罚决定书（存根）")
    assert "送达回执送达方式：直接送达邮寄送达受送达人签名：送达人签名：" in texts[-1]
    assert [rule.dashed for rule in layout.pages[-1].rules].count(True) == 1


@pytest.mark.parametrize(("per_page", "pages"), [(1, 5), (2, 3), (4, 2)])
def test_photos_are_framed_upright_and_small(per_page: int, pages: int) -> None:
    form = parse_form(LETTER + f"  - 照片: {{字段: 照片, 每页: {per_page}}}\n")
    photo = {"时间": "2026-10-12T09:31", "地点": "石梁大街", "拍摄人": "李甲", "图": "a"}
    values = {**VALUES, "事实": "甲", "照片": [photo] * 5}
    layout = typeset(fill(form, values, images={"a": _turned_photo()}), FONTS)
    sheets = [page for page in layout.pages if page.pictures]
    assert len(sheets) == pages
    picture = sheets[0].pictures[0]
    assert picture.height > picture.width
    with Image.open(BytesIO(picture.jpeg)) as embedded:
        assert embedded.height <= picture.height / 72 * 200 + 1
    texts = read_back(ink.pdf(layout.pages, FONTS, title=form.name))
    assert "".join(texts).count("时间：2026年10月12日9时31分地点：石梁大街拍摄人：李甲") == 5


def test_a_photo_that_cannot_be_read_leaves_a_frame_and_a_note() -> None:
    form = parse_form(LETTER + "  - 照片: {字段: 照片}\n")
    values = {**VALUES, "事实": "甲", "照片": [{"图": "a"}, {"图": "没有"}]}
    notes = render_pdf(form, values, images={"a": b"not a picture"}, bundled_fonts=True).notes
    assert notes == ("照片“没有”不在附件里，留了空框", "有一张照片打不开，留了空框")


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_photo_never_stops_the_paper(seed: int) -> None:
    dice = random.Random(seed)
    target = BytesIO()
    Image.effect_noise((60, 40), 40).convert("RGB").save(target, dice.choice(["JPEG", "PNG", "BMP", "GIF"]))
    damaged = bytearray(target.getvalue())
    for _ in range(6):
        damaged[dice.randrange(min(len(damaged), 300))] = dice.randrange(256)
    form = parse_form(LETTER + "  - 照片: {字段: 照片}\n")
    values = {**VALUES, "事实": "甲", "照片": [{"图": "a", "地点": "石梁大街"}]}
    with warnings.catch_warnings(action="ignore"):
        rendered = render_pdf(form, values, images={"a": bytes(damaged)}, bundled_fonts=True)
    assert "地点：石梁大街" in read_back(rendered.pdf)[-1]


def _turned_photo() -> bytes:
    """A wide picture whose EXIF says that the camera was held upright."""
    image = Image.effect_noise((2400, 1800), 40).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = 6
    target = BytesIO()
    image.save(target, "JPEG", exif=exif, quality=70)
    return target.getvalue()
