"""The versions of a paper, and an issued one that prints the same whatever becomes of its template."""

import pytest

from app.documents import form as forms
from app.documents import ink
from app.documents.reading import read
from app.models import Document
from app.paths import forms_templates
from app.services import case_paper, form_template, paper, paper_versions
from tests.services.case_parts.world import World
from tests.services.papers_world import INQUIRY, drafted, issued, world, write

__all__ = ["world"]


def remade(world: World) -> tuple[str, str]:
    """A paper that was voided and made anew; ids of both."""
    first = issued(world, drafted(world, "F06", **INQUIRY))
    world.run(case_paper.void, world.officer, first.document_id, "地点有误")
    again = world.run(case_paper.remake, world.officer, first.document_id)
    second = write(world, again, 询问地点="镇政府二楼")
    return first.document_id or "", second.document_id or ""


def test_two_versions_compare_field_by_field(world: World) -> None:
    first, second = remade(world)
    known = world.see(paper_versions.versions, world.officer, second)
    assert [(one.id, one.why) for one in known] == [(first, "地点有误"), (second, "")]
    assert world.see(paper_versions.versions, world.officer, first) == known
    found = world.see(paper_versions.compare, world.officer, first, second)
    place = next(one for one in found.fields if one.field == "询问地点")
    assert (place.before, place.after) == ("执法队", "镇政府二楼")
    assert {one.field for one in found.fields} == {"询问地点", "文号", "落款日期"}
    assert found.template == ()


def test_an_issued_paper_prints_the_same_after_its_template_changed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    final = issued(world, drafted(world, "F06", **INQUIRY))
    before = paper.pdf(final).pdf
    newer = forms_templates("F06.yaml").read_text(encoding="utf-8").replace("询问", "约谈")
    shared = read(forms_templates("_parts.yaml").read_text(encoding="utf-8").replace("联系人：【", "承办：【"))[0].table
    monkeypatch.setattr(forms, "parts", lambda: shared)
    changed = forms.parse_form(newer, "F06")
    monkeypatch.setattr(form_template, "load_form", lambda _form: changed)
    again = world.see(paper.load, world.officer, final.document_id)
    assert paper.pdf(again).pdf == before
    assert ink.page_image(paper.pdf(again).pdf, 0, 150) == ink.page_image(before, 0, 150)
    world.run(case_paper.void, world.officer, final.document_id, "改用新版")
    second = world.run(case_paper.remake, world.officer, final.document_id)
    assert paper.pdf(second).pdf != before
    compared = world.see(paper_versions.compare, world.officer, final.document_id, second.document_id)
    assert any(part == ("new", "约谈") or "约谈" in part[1] for one in compared.template for part in one.parts)
    with world.store.read() as session:
        assert session.get_one(Document, final.document_id).template == final.template
