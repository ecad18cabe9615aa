"""The published power items, read from the shipped sheet."""

import csv
from collections.abc import Iterator
from datetime import date
from typing import Any

from app import paths
from app.rules.vocabulary import ItemCategory


def power_items() -> Iterator[dict[str, Any]]:
    """Rows of resources/demo/power_items.csv; an item that names a failed correction in its title requires one."""
    with paths.resources("demo", "power_items.csv").open(encoding="utf-8-sig", newline="") as file:
        for line in csv.DictReader(file):
            title = line["title"].strip()
            yield {
                "code": line["code"] or None,
                "name": title,
                "field": line["field"] or None,
                "departments": line["competent_department"] or None,
                "basis": line["legal_basis"] or None,
                "source_url": line["source_url"] or None,
                "category": ItemCategory.COMMON if line["field"] == "城市管理" else ItemCategory.CHOSEN,
                "valid_from": date(2022, 1, 1),
                "granted_to": ["石梁镇"],
                "requires_failed_correction": any(words in title for words in ("拒不改正", "逾期未改正", "逾期未拆除")),
                "note": "事项为公开资料，赋权范围为演示",
            }
