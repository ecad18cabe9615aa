"""The paper of an entry says what the entry says, for every shipped book."""

import io

import pytest
from pypdf import PdfReader

from app import clock
from app.documents import check_form
from app.registers.ledger import books
from app.services import form_template
from app.services.actor import Actor
from app.services.ledger.printing import entry_paper, template_of
from app.services.paper import pdf
from app.store.place import OfficeInfo, write_info
from app.store.unit import Store
from tests.services.conftest import ActorOf
from tests.services.ledger.test_entries import NOON, begin


@pytest.mark.parametrize("key", books.shipped())
def test_the_form_made_of_the_columns_is_sound(key: str) -> None:
    assert check_form(template_of(books.ledger(key))) == []


def named(store: Store) -> None:
    """The township has its name."""
    info = OfficeInfo(township="石梁镇", county="柯城区", city="衢州市", device="石梁镇-01", demo=True)
    write_info(store.home.office, info)


def test_the_paper_holds_the_entry(books_store: Store, actor_of: ActorOf) -> None:
    named(books_store)
    duty = actor_of("duty")
    with clock.frozen(NOON):
        record = begin(books_store, duty)
    with books_store.read() as session:
        paper = entry_paper(session, duty, "supervision", record)
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf(paper).pdf)).pages).replace("\n", "")
    assert "石梁镇人民政府" in text
    assert (paper.form_id, paper.form.name) == ("W02", "督办单")
    for words in (
        "督办单",
        "溪口桥头夜市占道反复反映",
        "三日内清理到位",
        "演示综合执法中队",
        "2026年10月9日",
        "督〔2026〕",
    ):
        assert words in text, words


def reworded(store: Store, legal: Actor, form_id: str, old: str, new: str) -> None:
    """The office's own wording of a form, in force from today."""
    text = form_template.shipped(form_id).source
    assert old in text
    with store.write(legal.login) as session:
        made = form_template.copy(session, legal, form_id)
        source = made.source.replace(old, new)
        made = form_template.save(session, legal, made.id, made.revision, source, "本单位的叫法")
        form_template.activate(session, legal, made.id, made.revision, clock.today())


def test_the_wording_of_the_office_is_printed(books_store: Store, actor_of: ActorOf) -> None:
    named(books_store)
    duty = actor_of("duty")
    record = begin(books_store, duty)
    reworded(books_store, actor_of("legal"), "W02", "标题: 督办单", "标题: 交办督办单")
    with books_store.read() as session:
        paper = entry_paper(session, duty, "supervision", record)
    assert "标题: 交办督办单" in paper.template
