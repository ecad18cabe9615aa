"""`check-forms`: shipped forms pass, a bad file is told by line in Chinese, nothing in it is executed."""

import json
from pathlib import Path

import pytest

from app import __main__ as line
from app.paths import forms_templates

BAD = {  # what is written, on which line of F07, and words of the answer
    "全角冒号": ("版式: 笔录", "版式：笔录", 7, "全角冒号"),
    "制表符": ("  - 机关: 【机关名称】", "\t- 机关: 【机关名称】", 40, "制表符"),
    "没有的填写项": ("【案由】", "【案油】", 42, "【案油】不在填写项里"),
    "标记": ("名称: 询问（调查）笔录", "名称: !!python/object/apply:os.system ['touch {trap}']", 2, "“!”开头的标记"),
}


def text() -> str:
    return forms_templates("F07.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("what", BAD)
def test_a_slip_is_told_with_its_line(what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new, row, words = BAD[what]
    trap, file = tmp_path / "trap", tmp_path / "F07.yaml"
    file.write_text(text().replace(old, new.replace("{trap}", str(trap)), 1), encoding="utf-8")
    assert line.main(["check-forms", str(file)]) == 1
    told = capsys.readouterr()
    assert f"{file} 第 {row} 行：" in told.err
    assert words in told.err
    assert not trap.exists()


def test_includes_that_go_round_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    loop = "共用部分:\n  甲:\n    正文:\n      - 引用: 乙\n  乙:\n    正文:\n      - 引用: 甲\n"
    file = tmp_path / "圈.yaml"
    file.write_text(text().replace("  - 以下空白: 是\n", "  - 引用: 甲\n") + loop, encoding="utf-8")
    assert line.main(["check-forms", str(file)]) == 1
    assert "绕成了圈" in capsys.readouterr().err


def test_words_that_look_like_a_program_are_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "F07.yaml"
    file.write_text(text().replace("补充：", "补充：{{7*7}} ${jndi:x} __import__('os')", 1), encoding="utf-8")
    assert line.main(["check-forms", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["problems"] == []


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    foreign = tmp_path / "F07.yaml"
    foreign.write_bytes(text().encode("gb18030"))
    assert line.main(["check-forms", str(foreign), str(tmp_path / "none.yaml"), "--json"]) == 1
    told = [one["why"] for one in json.loads(capsys.readouterr().out)["problems"]]
    assert "UTF-8" in told[0]
    assert "没有这个文件" in told[1]


def test_the_shipped_forms_pass(capsys: pytest.CaptureFixture[str]) -> None:
    assert line.main(["check-forms"]) == 0
    assert "都可以用" in capsys.readouterr().out
