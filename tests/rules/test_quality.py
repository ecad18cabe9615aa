"""案卷评查 (mission 116): the shipped sheet, its total, vetoes and what an answer needs."""

import pytest

from app.rules.quality import Answer, newest, points_text, problems, score

SHEET = newest()
CLEAN = {line.key: Answer() for line in (*SHEET.vetoes, *SHEET.lines)}


def test_the_sheet_makes_its_full_mark_and_cites_the_law() -> None:
    assert sum(line.points for line in SHEET.lines) == SHEET.full == 10_000
    assert len({line.key for line in (*SHEET.vetoes, *SHEET.lines)}) == len(CLEAN)
    assert all("《" in line.basis for line in (*SHEET.vetoes, *SHEET.lines))
    assert SHEET.mark == "OPEN"


def test_the_same_answers_give_the_same_total_and_reasons() -> None:
    answers = CLEAN | {"time": Answer(50, " 超期一天 "), "source": Answer(25, "来源没写时间")}
    first, second = score(SHEET, answers), score(SHEET, dict(reversed(answers.items())))
    assert first == second
    assert (first.total, first.grade, first.vetoed) == (9_925, "优秀", False)
    assert [(one.line.key, one.deducted, one.reason) for one in first.deductions] == [
        ("source", 25, "来源没写时间"), ("time", 50, "超期一天"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("deducted", "grade"), [(0, "优秀"), (1_000, "优秀"), (1_001, "合格"), (4_000, "合格"), (4_001, "不合格")]
)
def test_grades_by_points(deducted: int, grade: str) -> None:
    answers = dict(CLEAN)
    for line in SHEET.lines:
        taken = min(line.points, deducted)
        deducted -= taken
        answers[line.key] = Answer(taken, "理由")
    assert score(SHEET, answers).grade == grade


def test_one_veto_fails_the_file_whatever_its_points() -> None:
    made = score(SHEET, CLEAN | {"hearing": Answer(1, "没有告知听证")})
    assert (made.total, made.vetoed, made.grade) == (10_000, True, "不合格")
    assert [(one.line.key, one.reason) for one in made.vetoes] == [("hearing", "没有告知听证")]


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (CLEAN | {"source": Answer(501, "理由")}, "0 到 5 分之间"),
        (CLEAN | {"source": Answer(-1, "理由")}, "0 到 5 分之间"),
        (CLEAN | {"source": Answer(100)}, "写明理由"),
        (CLEAN | {"notice": Answer(1)}, "一票否决，要写明理由"),
        (CLEAN | {"unknown": Answer()}, "没有这一项"),
        ({key: one for key, one in CLEAN.items() if key != "money"}, "还有 1 项没有评"),
    ],
    ids=["too-many", "below-zero", "no-reason", "veto-no-reason", "unknown", "open"],
)
def test_what_an_answer_lacks(answers: dict[str, Answer], words: str) -> None:
    (found,) = problems(SHEET, answers)
    assert words in found.why
    assert problems(SHEET, CLEAN) == []


def test_points_read_as_points() -> None:
    assert [points_text(one) for one in (10_000, 9_550, 25)] == ["100", "95.5", "0.25"]
