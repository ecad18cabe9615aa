"""The words people read: every Chinese text in the program, by `ui.md` §3 (message text) and the style of the house.

Walks the syntax tree of `app/` for texts with Chinese in them; docstrings are for us and are left out. In a formatted
text each value stands as `{}`, so `保存失败：{reason}` is seen with its reason.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
COMMAND_LINE = {ROOT / "app" / "__main__.py", *(ROOT / "app" / "commands").glob("*.py")}  # its options are English
CHINESE = re.compile(r"[\u4e00-\u9fff]")

LEGAL_TERMS = ("经营异常名录", "非法财物")  # names given by law (行政处罚法 9), not words of ours
BANNED = {
    "非法": re.compile("非法"),
    "无效": re.compile("无效"),
    "异常": re.compile("异常"),
    "null": re.compile(r"(?i)\b(null|none|nan|undefined)\b"),
    "失败 without the reason": re.compile(r"失败(?![：，:,]\s*(?!请)[^。；！]{2,})"),
    "请重试 as the only advice": re.compile(r"(?:^|[。；！，：])请?(?:稍后|重新)?(?:再试|重试)(?:一次)?[。！]?$"),
    "a traceback": re.compile(r"Traceback|\bException\b|\bError\b"),
}
# What is written in Latin letters on every keyboard, menu and form of the trade.
LATIN = {
    "A4", "Alt", "BMP", "CSV", "Ctrl", "DOCX", "Delete", "Down", "Enter", "Esc", "Excel", "GB18030", "GBK", "GPS",
    "GPX", "HTML", "JPEG", "JPG", "PDF", "PNG", "RTF", "Shift", "Tab", "UTF", "Up", "USB", "WPS", "Windows", "Word", "ZIP",
    "csv", "docx", "pdf", "png", "jpg", "jpeg", "xls", "xlsx", "zip",
}  # fmt: skip
PLACEHOLDER = re.compile(r"\*\.\w+|\{[^{}]*\}|【[^】]*】|https?:\S+|--\w+(?:-\w+)*|[A-Z]+_[A-Z_]+")


def texts(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of every literal with Chinese in it, docstrings apart."""
    tree = ast.parse(source)
    skipped = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    skipped |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.JoinedStr):
            parts = (part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
            text = "".join(str(part) for part in parts)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        else:
            continue
        if CHINESE.search(text) and "\\" not in text:  # with a backslash it is a pattern, not a text
            yield node.lineno, text


def complaints(text: str, *, foreign: bool = True) -> list[str]:
    """What is wrong with a text: the banned words in it, and with `foreign` words that are not of the trade."""
    for term in LEGAL_TERMS:
        text = text.replace(term, "")
    found = [name for name, pattern in BANNED.items() if pattern.search(text)]
    words = re.findall(r"[A-Za-z]{3,}\d*", PLACEHOLDER.sub(" ", text)) if foreign else []
    return found + [f"foreign word {word}" for word in words if word not in LATIN]


@pytest.mark.parametrize(
    "text",
    [
        "非法的证件号", "编号无效", "程序异常", "单位为 null", "值为 None", "保存失败", "保存失败。",
        "导入失败，请重试。", "请稍后重试", "磁盘忙，请重试。", "请重新打开 dialog 再选",
        "ValueError：金额不对", "发送失败：",
    ],
)  # fmt: skip
def test_bad_words_are_seen(text: str) -> None:
    assert complaints(text)


@pytest.mark.parametrize(
    "text",
    [
        "保存失败：磁盘 {place} 空间不够。", "导入失败，第 3 行的证件号少一位。",
        "请导出为 Excel（xlsx），按 Ctrl+P 打印。", "列入经营异常名录的日期",
        "请腾出空间后重试。", "已保存 {when:%H:%M}", "核对无误后再试一次。",
    ],
)  # fmt: skip
def test_good_words_pass(text: str) -> None:
    assert complaints(text) == []


def test_formatted_texts_are_seen_whole_and_docstrings_are_not() -> None:
    source = '"""异常"""\nx = f"保存失败：{reason}。"\ny = "人员"\nz = "plain"\n'
    assert list(texts(source)) == [(2, "保存失败：{}。"), (3, "人员")]


def test_every_text_of_the_program_is_fit_for_people() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line} {text!r}: {', '.join(why)}"
        for path in sorted((ROOT / "app").rglob("*.py"))
        for line, text in texts(path.read_text(encoding="utf-8"))
        if (why := complaints(text, foreign=path not in COMMAND_LINE))
    ]
    assert found == []
