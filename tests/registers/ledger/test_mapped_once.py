"""Two threads that ask for a book at the same moment get the same table."""

import threading
from concurrent.futures import ThreadPoolExecutor

from app.registers.ledger import books
from app.registers.ledger.reading import declaration
from app.registers.ledger.tables import model_of

TEXT = next(text for key, text in books.shipped().items() if key == "calls")


def test_a_book_is_mapped_once_however_many_ask() -> None:
    declared = declaration(TEXT.replace("编号: calls", "编号: calls_at_once"))
    gate = threading.Barrier(8)

    def ask(_number: int) -> object:
        gate.wait()
        return model_of(declared)

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(ask, range(8)))
    assert {id(one) for one in found} == {id(model_of(declared))}
