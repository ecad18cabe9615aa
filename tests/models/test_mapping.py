"""Tables are mapped when they are asked for: each subject stands alone, none is forgotten, the first page maps few."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.models import SUBJECTS, map_all
from app.models.base import Base

ROOT = Path(__file__).resolve().parent.parent.parent
NOT_AT_FIRST = {
    "document",
    "evidence",
    "form_template",
    "grid",
    "money",
    "numbering",
    "power_item",
    "question",
    "signing",
}
FIRST = "import app.bootstrap, app.views.window, app.views.pages.overview; app.bootstrap.warm_up()"


def said(code: str) -> set[str]:
    """The words a fresh process says."""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_subject_brings_the_tables_its_foreign_keys_point_to(subject: str) -> None:
    ask = "from app.models.base import Base; from sqlalchemy.orm import configure_mappers; configure_mappers()"
    tell = "print(*(table.name for table in Base.metadata.sorted_tables))"
    tables = said(f"import app.models.{subject}; {ask}; {tell}")
    assert {getattr(__import__("app.models", fromlist=[name]), name).__tablename__ for name in SUBJECTS[subject]
            if subject != "base"} <= tables  # fmt: skip


def test_every_table_has_its_name_here() -> None:
    map_all()
    mapped = {mapper.class_ for mapper in Base.registry.mappers if mapper.class_.__module__.startswith("app.models.")}
    named = {(name, f"app.models.{subject}") for subject, names in SUBJECTS.items() for name in names}
    assert {(model.__name__, model.__module__) for model in mapped} == named - {
        (name, "app.models.base") for name in SUBJECTS["base"]
    }


def test_the_first_page_maps_only_what_it_reads() -> None:
    loaded = said(f"{FIRST}; import sys; print(*sys.modules)")
    assert {f"app.models.{subject}" for subject in NOT_AT_FIRST} & loaded == set()
    assert "app.registers.catalogue" not in loaded
