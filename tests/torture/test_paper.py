"""Ten thousand paragraphs of every width: no line begins or ends with a forbidden mark, none runs over its measure."""

import random

import pytest

from tests.documents.test_breaking import MEASURE, faults, paragraph, set_text
from tests.torture.proof import seed

PARAGRAPHS = 10_000


@pytest.mark.torture
@pytest.mark.timeout(0)
def test_ten_thousand_paragraphs() -> None:
    dice = random.Random(seed())
    lines = 0
    for _ in range(PARAGRAPHS):
        text = paragraph(dice)
        width = dice.choice((MEASURE, MEASURE * dice.uniform(0.5, 1.0)))
        found = set_text(text, width)
        lines += len(found)
        assert faults(found, width) == [], text
        assert "".join(line.text for line in found).replace(" ", "") == text.replace(" ", "")
    print(f"{PARAGRAPHS} paragraphs, {lines} lines")
