"""How the command line answers wrong usage and `--help`: argparse speaks English, so its words are turned here, in one place."""

import argparse
import re
from typing import Final, NoReturn

WRONG_USAGE: Final = 2
_KINDS: Final = {"int": "整数", "_positive": "正整数", "fromisoformat": "2026-11-24 这样的日期"}
# What argparse may say -> the same in Chinese; the first that fits is taken.
_SAID: Final = (
    (r"argument (?P<what>[^:]+): (?P<rest>.+)", "“{what}”{rest}"),
    (r"the following arguments are required: (?P<what>.+)", "还缺少 {what}"),
    (r"one of the arguments (?P<what>.+) is required", "{what} 里要写一个"),
    (r"unrecognized arguments: (?P<what>.+)", "不认识“{what}”"),
    (r"ambiguous option: (?P<what>\S+) could match (?P<rest>.+)", "“{what}”可以指 {rest}，请写全"),
    (r"invalid choice: (?P<what>.+?) \(choose from (?P<rest>.+)\)", "没有 {what} 这一项，可以写 {rest}"),
    (r"invalid (?P<kind>\w+) value: (?P<what>.+)", "要写{kind}，{what} 不是"),
    (r"expected one argument", "后面要跟一个内容"),
    (r"expected at least one argument", "后面至少要跟一个内容"),
    (r"expected (?P<what>\d+) arguments?", "后面要跟 {what} 个内容"),
    (r"not allowed with argument (?P<what>.+)", "不能和 {what} 一起写"),
    (r"ignored explicit argument (?P<what>.+)", "后面不用跟内容，多了 {what}"),
)
_HEADINGS: Final = {
    "usage: ": "用法：",
    "positional arguments:": "要写的内容：",
    "options:": "可选的内容：",
    "show this help message and exit": "显示这段说明",
}


class Parser(argparse.ArgumentParser):
    """Exit code 2 for wrong usage; all of it in Chinese."""

    def error(self, message: str) -> NoReturn:
        """Say what does not fit and how it is used."""
        self.exit(WRONG_USAGE, f"命令写得不对：{chinese(message)}。\n{self.format_usage()}")

    def format_usage(self) -> str:
        """One line."""
        return _turned(super().format_usage())

    def format_help(self) -> str:
        """All of it."""
        return _turned(super().format_help())


def chinese(message: str) -> str:
    """What argparse says, in Chinese; what is Chinese already stays."""
    for pattern, words in _SAID:
        if found := re.fullmatch(pattern, message):
            said = found.groupdict()
            if "rest" in said:
                said["rest"] = chinese(said["rest"])
            if "kind" in said:
                said["kind"] = _KINDS.get(said["kind"], "别的内容")
            return words.format(**said)
    return message


def _turned(text: str) -> str:
    for english, words in _HEADINGS.items():
        text = text.replace(english, words)
    return text
