"""Which ledgers there are: the shipped ones, and those the open office has declared itself. Each is read when it is asked for.

An office's own declaration holds from the first time it is used until the program ends: a table is mapped once. What was changed
since shows after the next start.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from app.errors import NotFound
from app.paths import resources
from app.registers.ledger.declaration import Declaration
from app.registers.ledger.reading import declaration
from app.registers.ledger.specs import PREFIX, spec_of
from app.registers.ledger.tables import PREFIX as TABLE_PREFIX
from app.registers.spec import RegisterSpec

__all__ = [
    "PREFIX",
    "add",
    "adopt",
    "book",
    "book_of_table",
    "close",
    "holders",
    "known",
    "ledger",
    "ledgers",
    "shipped",
    "spec_of",
    "text_of",
]
_own: dict[str, str] = {}  # key -> declaration, of the open office
_mapped: dict[str, str] = {}  # key -> the declaration its table was mapped by
_closed: set[str] = set()


@cache
def shipped() -> Mapping[str, str]:
    """Key -> text of the declarations that come with the program, in the order of their file names."""
    files = sorted(resources("ledgers").glob("*.yaml"))
    return {file.stem.partition("-")[2]: file.read_text(encoding="utf-8") for file in files}


def adopt(own: Mapping[str, str]) -> None:
    """Let the ledgers of the office that is opened be known beside the shipped ones, and no other's."""
    _own.clear()
    _closed.clear()
    for key, text in own.items():
        add(key, text)


def add(key: str, text: str) -> None:
    """One more ledger of the open office; one that was mapped before stays as it was then."""
    if key not in shipped():
        _own[key] = _mapped.setdefault(key, text)


def close(key: str, *, closed: bool = True) -> None:
    """Let nobody enter anything into a book any more, or let them again."""
    (_closed.add if closed else _closed.discard)(key)


def known() -> tuple[str, ...]:
    """The keys of all ledgers, shipped ones first."""
    return (*shipped(), *_own)


def text_of(key: str) -> str:
    """The declaration of a ledger as it was written. Raises NotFound for a key nobody declared."""
    text = shipped().get(key) or _own.get(key)
    if text is None:
        raise NotFound(title=f"台账 {key}")
    return text


def ledger(key: str) -> Declaration:
    """The declaration of a ledger. Raises NotFound for a key nobody declared."""
    return _read(text_of(key))


def ledgers() -> Iterator[Declaration]:
    """All of them."""
    return map(ledger, known())


def book(register_key: str) -> RegisterSpec:
    """The register of `ledger.KEY`. Raises NotFound."""
    return spec_of(ledger(register_key.removeprefix(PREFIX)))


def book_of_table(table: str) -> RegisterSpec | None:
    """The register of a ledger's table, when it is one."""
    key = table.removeprefix(TABLE_PREFIX)
    return spec_of(ledger(key)) if table != key and key in known() else None


def holders(action: str) -> tuple[str, frozenset[str]]:
    """What `ledger.KEY.read` or another action on a ledger is called, and the roles that may. Raises NotFound."""
    key, _, what = action.removeprefix(PREFIX).rpartition(".")
    one = ledger(key)
    allowed = {
        "read": one.readers, "export": one.readers, "delete": one.deleters,
        "import": one.writers & one.readers,  # a sheet that is brought in tells what is there already
    }.get(what, one.writers)  # fmt: skip
    if key in _closed and what in {"write", "import"}:
        allowed = frozenset()
    words = {"read": "查看", "export": "导出", "import": "导入", "delete": "删除"}.get(what, "登记和修改")
    return f"{words}{one.title}", allowed


@cache
def _read(text: str) -> Declaration:
    return declaration(text)
