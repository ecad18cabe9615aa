"""The paper of an entry says what the entry says, for every shipped book."""

import io

import pytest
from pypdf import PdfReader

from app.documents import check_form
from app.registers.ledger import books
from app.services.ledger.printing import entry_paper, template_of
from app.services.paper import pdf
from app.store.place import OfficeInfo, write_info
from app.store.unit import Store
from tests.services.conftest import ActorOf
from tests.services.ledger.test_entries import begin


@pytest.mark.parametrize("key", books.shipped())
def test_the_form_made_of_the_columns_is_sound(key: str) -> None:
    assert check_form(template_of(books.ledger(key))) == []


def test_the_paper_holds_the_entry(books_store: Store, actor_of: ActorOf) -> None:
    info = OfficeInfo(township="石梁镇", county="柯城区", city="衢州市", device="石梁镇-01", demo=True)
    write_info(books_store.home.office, info)
    duty = actor_of("duty")
    record = begin(books_store, duty)
    with books_store.read() as session:
        paper = entry_paper(session, duty, "supervision", record)
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf(paper).pdf)).pages).replace("\n", "")
    assert "石梁镇人民政府" in text
    for words in ("督办单", "溪口桥头夜市占道反复反映", "三日内清理到位", "演示综合执法中队", "待签收"):
        assert words in text, words
