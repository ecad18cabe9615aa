"""An office's own wording of a shipped form: what it may not change, and what it loses and should think about twice.

The program knows forms by their fields and signs them by their approval rows, and numbers go by the 代字: an own version keeps
these. What it leaves out of the wording (a remedy, the seal) is the office's to answer for, so it is told, not refused.
"""

import re
from collections.abc import Iterator

from app.documents.form import Block, Form, block_of, check_form, parse_form
from app.documents.reading import Node, read
from app.errors import Problem

_VERSION = re.compile(r"^版本:.*$", re.MULTILINE)
KEPT = ("编号", "文号", "对内外")


def check_own(text: str, shipped: Form) -> list[Problem]:
    """Everything that stops `text` from standing in for the shipped form; `row` is the line."""
    found = check_form(text, shipped.id)
    if found:
        return found
    node, own = read(text)[0], parse_form(text, shipped.id)
    original = read(shipped.source)[0]
    problems = [*_kept(node, original), *_kinds(node, own, shipped), *_signed(node, own, shipped)]
    if "共用部分" in node.table:
        line = node.table["共用部分"].line
        problems.append(Problem("共用部分", "“共用部分”由程序在定稿时附上，请删掉这一节", line))
    return sorted(problems, key=lambda one: one.row or 0)


def losses(own: Form, shipped: Form) -> list[str]:
    """What an own version leaves out against the shipped form, in sentences to be asked about before it is put in force."""
    names = {one.name for one in own.fields}
    gone = [one.label for one in shipped.fields if one.name not in names]
    found = [f"少了填写项：{'、'.join(gone)}。程序原来会填的内容就不再印出来"] if gone else []
    blocks = [(one.kind, one.body.text) for one in all_blocks(own)]
    for one in all_blocks(shipped):
        if one.kind == "救济告知" and (one.kind, one.body.text) not in blocks:
            found.append(f"没有救济告知（{one.body.text}）。告知救济途径是法定内容，请确认正文里另有写明")
        elif one.kind == "落款" and "落款" not in dict(blocks):
            found.append("没有落款盖章的位置。对外文书没有印章不成立，请确认")
    return list(dict.fromkeys(found))


def with_version(text: str, version: str) -> str:
    """The text under another version."""
    return _VERSION.sub(f'版本: "{version}"', text, count=1)


def all_blocks(form: Form) -> Iterator[Block]:
    """The blocks of a form, those of its stub and receipt too."""
    for block in form.blocks:
        yield block
        if block.kind in {"存根", "回执"}:
            yield from map(block_of, block.body.items)


def signing_rows(form: Form) -> list[str]:
    """The labels of its approval rows, in their order."""
    tables = [block.body for block in form.blocks if block.kind == "表格"]
    return [row.get("审批") for table in tables for row in table.table["行"].items if row.get("审批")]


def _kept(node: Node, original: Node) -> Iterator[Problem]:
    for key in KEPT:
        if node.get(key) != original.get(key):
            line = node.table[key].line if key in node.table else node.line
            want = f"保持“{original.get(key)}”" if original.get(key) else "空着"
            yield Problem(key, f"“{key}”不能改，要{want}：文书登记和文号簿按它来认", line)


def _kinds(node: Node, own: Form, shipped: Form) -> Iterator[Problem]:
    section = node.table.get("填写项", node)
    lines = {item.get("名称"): item.line for item in section.items}
    for one in own.fields:
        before = shipped.field(one.name)
        if before is not None and before.kind != one.kind:
            words = f"“{one.name}”在出厂模板里是“{before.kind}”，不能改成“{one.kind}”；要用别的类型请另起一个名称"
            yield Problem(one.name, words, lines.get(one.name, section.line))


def _signed(node: Node, own: Form, shipped: Form) -> Iterator[Problem]:
    wanted, found = signing_rows(shipped), signing_rows(own)
    for label in wanted:
        if label not in found:
            yield Problem("审批", f"少了“{label}”这一审批行：签批环节不能去掉", node.table["正文"].line)
