"""The shipped forms as they leave the printer: text read back, page images against references, bytes the same twice.

`UPDATE_REFERENCES=1` writes the page images anew; look at each before it is committed.
"""

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from app.documents import load_form, page_image, render_pdf
from tests.documents.samples import AGENCY, FACTS, VALUES, read_back, solid

REFERENCES = Path(__file__).parent / "references"
ROOT = Path(__file__).parents[2]
DPI = 75


@pytest.mark.parametrize("form_id", VALUES)
def test_pages_look_as_they_did(form_id: str) -> None:
    rendered = render_pdf(load_form(form_id), VALUES[form_id], bundled_fonts=True)
    for number in range(rendered.pages):
        width, height, pixels = page_image(rendered.pdf, number, DPI)
        shown = Image.frombytes("RGB", (width, height), pixels, "raw", "BGRX").convert("L")
        path = REFERENCES / f"{form_id}-{number + 1}.png"
        if os.environ.get("UPDATE_REFERENCES"):
            shown.quantize(16).save(path, optimize=True)
        with Image.open(path) as stored:
            reference = stored.convert("L")
        assert reference.size == shown.size
        apart = ImageChops.difference(reference, shown).histogram()
        assert sum(apart[96:]) <= width * height * 0.0005, f"{path.name}: {sum(apart[96:])} pixels differ"
    assert not (REFERENCES / f"{form_id}-{rendered.pages + 1}.png").exists()


@pytest.mark.parametrize("form_id", VALUES)
def test_same_data_same_bytes(form_id: str) -> None:
    first, second = (render_pdf(load_form(form_id), VALUES[form_id], bundled_fonts=True) for _ in range(2))
    assert first.pdf == second.pdf


def test_another_process_makes_the_same_bytes() -> None:
    code = (
        "import sys, hashlib; from app.documents import load_form, render_pdf; from tests.documents.samples import VALUES;"
        "print([hashlib.sha256(render_pdf(load_form(f), v, bundled_fonts=True).pdf).hexdigest() for f, v in VALUES.items()])"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1


def test_site_record_says_what_was_filled_in() -> None:
    rendered = render_pdf(load_form("F08"), VALUES["F08"], bundled_fonts=True)
    texts = read_back(rendered.pdf)
    whole = "".join(texts)
    assert whole.startswith(f"{AGENCY}现场检查（勘验）笔录检查时间：2026年10月12日9时20分至10时05分")
    for text in (
        "李甲（执法证号：33080200101）、吴乙（执法证号：33080200102）",
        "当事人：衢州顺达建材有限公司",
        "91330802MA0000000X",
        "1散落长度12.4米钢卷尺2散落宽度0.5米钢卷尺（以下空白）",
        "当事人意见：情况属实，已安排清扫。",
    ):
        assert text in whole
    for paragraph in FACTS.split("\n"):
        assert all(sentence in whole for sentence in solid(paragraph).split("，"))
    assert "查封（扣押）现场笔录" not in whole
    assert rendered.notes == ()


def test_every_page_of_a_record_is_signed_and_numbered() -> None:
    values = {**VALUES["F08"], "现场情况": FACTS * 12}
    rendered = render_pdf(load_form("F08"), values, bundled_fonts=True)
    texts = read_back(rendered.pdf)
    assert len(texts) >= 4
    for number, text in enumerate(texts, 1):
        assert f"第{number}页共{len(texts)}页" in text
        for label in ("当事人（现场负责人）签名：", "见证人签名：", "检查人签名：", "记录人签名："):
            assert label in text
    assert [text.count("笔录（续页）") for text in texts] == [0] + [1] * (len(texts) - 1)
    assert sum("（以下空白）" in text for text in texts) == 1


def test_a_measure_taken_makes_it_a_record_of_the_measure_too() -> None:
    values = {
        **VALUES["F08"],
        "强制措施": ["扣押"],
        "强制措施理由和依据": "防止证据损毁，依据《中华人民共和国行政强制法》第二十二条。",
        "强制措施陈述申辩": "无异议。",
    }
    whole = "".join(read_back(render_pdf(load_form("F08"), values, bundled_fonts=True).pdf))
    assert "查封（扣押）现场笔录" in whole
    assert "实施强制措施的种类：扣押。理由和依据：防止证据损毁" in whole
    assert "当事人的陈述和申辩：无异议。" in whole


@pytest.mark.parametrize(("form_id", "name"), [("F08", "现场情况"), ("W01", "巡查情况")])
def test_five_thousand_characters_are_all_printed(form_id: str, name: str) -> None:
    text = "".join(f"{number:04d}号位置正常，" for number in range(500))
    assert len(text) >= 5000
    rendered = render_pdf(load_form(form_id), {**VALUES[form_id], name: text}, bundled_fonts=True)
    whole = "".join(read_back(rendered.pdf))
    assert all(f"{number:04d}号" in whole for number in range(500))


def test_patrol_log_lists_its_findings() -> None:
    (text,) = read_back(render_pdf(load_form("W01"), VALUES["W01"], bundled_fonts=True).pdf)
    for part in ("编号：2026-1124-01", "巡查方式车巡", "露天焚烧", "（以下空白）", "审阅意见", "第1页共1页"):
        assert part in text


def test_patrol_log_without_findings_is_struck() -> None:
    (text,) = read_back(render_pdf(load_form("W01"), {**VALUES["W01"], "发现问题": []}, bundled_fonts=True).pdf)
    assert "///////" in text


def test_rare_names_stand_in_the_form() -> None:
    values = {**VALUES["F08"], "当事人": "王龑𠮷、陈堃喆、赵珺昇、䶮某"}
    rendered = render_pdf(load_form("F08"), values, bundled_fonts=True)
    assert "王龑𠮷、陈堃喆、赵珺昇、䶮某" in "".join(read_back(rendered.pdf))
    assert rendered.notes == ()


def test_the_recovery_code_page() -> None:
    (text,) = read_back(render_pdf(load_form("K01"), VALUES["K01"], bundled_fonts=True).pdf)
    assert "K7QF2-M9DXR-T48WH-N3PCJ-6VGA2" in text
    assert "2026年11月24日" in text


def test_the_preview_knows_where_each_value_stands() -> None:
    rendered = render_pdf(load_form("F08"), {**VALUES["F08"], "检查地点": ""}, preview=True, bundled_fonts=True)
    places = {place.field: place for page in rendered.places for place in page}
    assert places["检查地点"].state == "missing"
    assert places["当事人"].state == ""
    assert set(VALUES["F08"]) - {"测量"} <= set(places)


def test_two_hundred_thousand_characters_are_printed() -> None:
    values = {**VALUES["F08"], "现场情况": "散落砂石，" * 40_000}
    rendered = render_pdf(load_form("F08"), values, bundled_fonts=True)
    texts = read_back(rendered.pdf)
    assert sum(text.count("砂") for text in texts) >= 40_000
    assert f"第{rendered.pages}页共{rendered.pages}页" in texts[-1]


def test_photos_follow_the_log_and_do_not_shrink_it() -> None:
    target = BytesIO()
    Image.new("RGB", (400, 300), "grey").save(target, "JPEG")
    photos = [{"图": "a", "时间": "2026-11-24T01:12:00.000Z", "地点": "石梁大街", "拍摄人": "李甲"}] * 5
    rendered = render_pdf(
        load_form("W01"), {**VALUES["W01"], "现场照片": photos}, images={"a": target.getvalue()}, bundled_fonts=True
    )
    texts = read_back(rendered.pdf)
    assert [text.count("时间：2026年11月24日9时12分") for text in texts] == [0, 4, 1]
    assert rendered.notes == ()
