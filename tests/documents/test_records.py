"""Records of questions and answers: every page signed and numbered, nothing added after the end."""

from app.documents import parse_form, render_docx, render_pdf
from app.documents.filling import fill
from app.documents.fonts import faces
from app.documents.typesetting import typeset
from tests.documents.samples import OFFICERS, read_back, solid
from tests.documents.test_word import opened, words

FONTS = faces(bundled_only=True)
RECORD = """编号: T04
名称: 询问笔录
版本: "1"
版式: 笔录
行线: 是
填写项:
  - {名称: 时间, 类型: 起止时间, 必填: 是}
  - {名称: 询问人, 类型: 执法人员, 必填: 是}
  - {名称: 次数, 类型: 整数, 必填: 是}
  - {名称: 问答, 类型: 问答, 必填: 是}
正文:
  - 标题: 询问笔录
  - 栏:
      - {文字: 询问时间：【时间】, 占: 3}
      - {文字: 第几次：【次数】, 占: 1}
  - 栏: [询问人：【询问人】]
  - 问答: 问答
  - 以下空白: 是
页脚签名: [被询问人签名和日期：, 询问人签名：, 记录人签名：]
"""
FORM = parse_form(RECORD)
TALK = [
    {
        "问": f"第{number}个问题，你在石梁大街经营什么？",
        "答": f"我经营水果店，店名叫第{number}水果店，有营业执照，门前的货架是我摆的。",
    }
    for number in range(40)
]
VALUES: dict[str, object] = {
    "时间": ["2026-10-12T14:00", "2026-10-12T15:30"],
    "询问人": OFFICERS,
    "次数": 1,
    "问答": TALK,
}


def test_every_question_and_answer_is_printed_in_order() -> None:
    whole = "".join(read_back(render_pdf(FORM, VALUES, bundled_fonts=True).pdf))
    at = 0
    for entry in TALK:
        for text in (f"问：{entry['问']}", f"答：{entry['答']}"):
            found = whole.find(solid(text)[:12], at)
            assert found >= at
            at = found


def test_signature_lines_stand_on_every_page_and_text_keeps_off_them() -> None:
    pages = typeset(fill(FORM, VALUES), FONTS).pages
    assert len(pages) > 2
    for page in pages:
        signature = next(text for text in page.texts if text.text == "被询问人签名和日期：")
        body = [text.y for text in page.texts if text.text.startswith(("问：", "答：")) or text.size == 14.0]
        assert max(body) < signature.y - 20
        assert any(text.text == "记录人签名：" for text in page.texts)


def test_wrapped_answers_stand_under_their_first_word() -> None:
    page = typeset(fill(FORM, VALUES), FONTS).pages[0]
    answer = next(index for index, text in enumerate(page.texts) if text.text.startswith("答："))
    assert page.texts[answer + 1].x - page.texts[answer].x == 2 * 14.0


def test_the_end_is_marked_once() -> None:
    texts = read_back(render_pdf(FORM, VALUES, bundled_fonts=True).pdf)
    assert [text.count("（以下空白）") for text in texts] == [0] * (len(texts) - 1) + [1]


def test_word_has_the_same_questions() -> None:
    text = words(opened(render_docx(FORM, VALUES)))
    assert all(solid(f"答：{entry['答']}") in text for entry in TALK)
