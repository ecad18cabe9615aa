"""What a form says about itself beyond its fields: the approval rows, and which values its blocks print."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from app.documents import Form
from app.documents.form import Block
from app.documents.reading import Node
from app.documents.values import VALUE
from app.paths import resources
from app.rules.declared import read

STRICTEST = "case.approve.head"


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """One row of the approval chain: its label, the fields that signing fills in, and the action it takes to sign."""

    role: str
    opinion: str
    signer: str
    day: str
    action: str


def approval_rows(form: Form) -> tuple[ApprovalRow, ...]:
    """The approval rows in the order in which they are signed."""
    return tuple(
        ApprovalRow(
            row.get("审批"),
            _first(row.get("意见")),
            _first(row.get("签名")),
            _first(row.get("日期")),
            action_of(row.get("审批")),
        )
        for block in form.blocks
        if block.kind == "表格"
        for row in block.body.table["行"].items
        if row.get("审批") and _first(row.get("意见"))
    )


def signing_fields(form: Form) -> frozenset[str]:
    """The fields that signing fills in: opinions, names and days."""
    return frozenset(name for one in approval_rows(form) for name in (one.opinion, one.signer, one.day))


def printed_names(form: Form) -> frozenset[str]:
    """Every name whose value the form prints."""
    texts = [text for block in form.blocks for text in _texts(_body(form, block))] + list(form.footer)
    return frozenset(found[1] for text in texts for found in VALUE.finditer(text))


def action_of(role: str) -> str:
    """The action of roles.yaml that signing this row takes."""
    return _actions().get(role, STRICTEST)


@cache
def _actions() -> dict[str, str]:
    found: dict[str, str] = read(resources("law", "signing.yaml"))
    return found


def _first(text: str) -> str:
    found = VALUE.search(text)
    return found[1] if found else ""


def _body(form: Form, block: Block) -> Node:
    """What a block prints: of a remedy the shared paragraph."""
    return form.parts[block.body.text] if block.kind == "救济告知" else block.body


def _texts(node: Node) -> Iterator[str]:
    yield node.text
    for child in (*node.items, *node.table.values()):
        yield from _texts(child)
