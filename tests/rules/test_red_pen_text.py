"""What the red pen finds in one text: blanks, sums, brackets, versions of laws and their articles."""

from datetime import date

import pytest

from app.rules.red_pen_text import article_number, fen_of, laws, said_of

DAY = date(2026, 11, 24)
WRONG = [
    ("罚款人民币肆仟元整（￥400.00）。", "不是同一个数"),
    ("于____作出", "空白"),
    ("已于 　年 　月 　日经法制审核", "空白"),
    ("衢柯石综执罚决字[2026]第000001号", "六角括号"),
    ("衢柯石综执罚决字（2026）第000001号", "六角括号"),
    ("《中华人民共和国行政处罚法》第九十条", "没有第九十条"),
    ("《行政处罚法》（2017年修正）第四十四条", "现行的是2021年1月22日修订"),
    ("依据《中华人民共和国行政处罚法》第四十二条的规定，可以要求听证", "现在是第六十三条"),
    ("《行政处罚法》第五十一条第一项，加处罚款", "现在是第七十二条"),
]
RIGHT = [
    "罚款人民币肆仟元整（￥4,000.00）。",
    "衢柯石综执罚决字〔2026〕第000001号",
    "《中华人民共和国行政处罚法》（2021年修订）第六十三条",
    "《中华人民共和国行政处罚法》第三十二条第一项，从轻处罚",
    "《某地方条例》第九百条",
    "2026年11月24日，占道面积约____平方米".replace("____", "6"),
    "＝1+1 {{x}} %(y)s <b>",
]


@pytest.mark.parametrize(("text", "words"), WRONG)
def test_it_is_found(text: str, words: str) -> None:
    assert any(words in said for said in said_of(text, DAY))


@pytest.mark.parametrize("text", RIGHT)
def test_it_is_left_alone(text: str) -> None:
    assert list(said_of(text, DAY)) == []


def test_a_paper_older_than_the_version_in_force_is_told() -> None:
    (said,) = said_of("《中华人民共和国行政处罚法》第三十一条，告知", date(2021, 7, 14))
    assert "才施行" in said
    assert laws()["行政处罚法"] is laws()["中华人民共和国行政处罚法"]


@pytest.mark.parametrize(
    ("capitals", "fen"),
    [
        ("贰佰元整", 20_000), ("壹仟肆佰零玖元伍角", 140_950), ("陆仟零柒元壹角肆分", 600_714), ("壹拾万元整", 10_000_000),
        ("壹拾万零叁佰元整", 10_030_000), ("伍分", 5), ("贰万零伍拾元叁角", 2_005_030), ("肆千元", None),
    ],
)  # fmt: skip
def test_capitals_are_read_back(capitals: str, fen: int | None) -> None:
    assert fen_of(capitals) == fen


@pytest.mark.parametrize(
    ("cited", "number"), [("第五条", 5), ("第十条", 10), ("第八十六条", 86), ("第一百零三条", 103)]
)
def test_articles_are_read(cited: str, number: int) -> None:
    assert article_number(cited) == number


def test_a_megabyte_is_read_in_two_seconds() -> None:
    from time import perf_counter

    begun = perf_counter()
    list(said_of("占道经营，" * 200_000, DAY, ("衢州顺达建材有限公司",)))
    assert perf_counter() - begun < 2
