"""The log of the last line of defence: it ends whatever it is given, and holds no words of the error."""

from pathlib import Path

from app.views.crash import LOG_NAME, write_log


def test_causes_in_a_ring_are_written_once(tmp_path: Path) -> None:
    first, second = ValueError("演示甲"), KeyError("演示乙")
    first.__cause__, second.__cause__ = second, first
    write_log(tmp_path / "logs", first)
    log = (tmp_path / "logs" / LOG_NAME).read_text(encoding="utf-8")
    assert log.count("KeyError") == 1
    assert "演示" not in log
