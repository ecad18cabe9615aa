"""The least that could stand in our place, in a fresh process: the peer of P1 and P2. Says `shown` and ends.

    python tests/bench/start_peer.py [HOME LOGIN PASSWORD [SECONDS]]

Alone: a bare main window. With a home: the window, SQLAlchemy, the same key slot unlocked, the file opened, one query into
a bare table. The key slot is in the peer too, because its slowness is what protects the file. Somebody types for SECONDS
before Enter, as with us; `enter` is said then.
"""

import sys
import time
from pathlib import Path

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QTableView


def main() -> None:
    """Show, and fill the table when there is a home."""
    running = QApplication([])
    window = QMainWindow()
    window.setCentralWidget(QLabel("login"))
    window.show()
    while not window.windowHandle().isExposed():
        running.processEvents()
    running.processEvents()
    if len(sys.argv) > 1:
        enter = time.monotonic() + (float(sys.argv[4]) if len(sys.argv) > 4 else 0.0)
        while time.monotonic() < enter:
            running.processEvents()
            time.sleep(0.01)
        print("enter", flush=True)
        table = QTableView()
        table.setModel(QStringListModel(numbers(*sys.argv[1:4])))
        window.setCentralWidget(table)
        running.processEvents()
    print("shown", flush=True)


def numbers(place: str, login: str, password: str) -> list[str]:
    """The newest 200 patrols, read through a mapped class as any program would."""
    from sqlalchemy import QueuePool, create_engine, select
    from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
    from sqlcipher3 import dbapi2

    from app.paths import Home
    from app.store import keyslots

    class Base(DeclarativeBase):
        pass

    class Patrol(Base):
        __tablename__ = "patrol"
        id: Mapped[str] = mapped_column(primary_key=True)
        number: Mapped[str]

    home = Home(Path(place))
    key = keyslots.unlock(home, login, password)
    assert key
    connection = dbapi2.connect(str(home.store))
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    engine = create_engine("sqlite://", module=dbapi2, creator=lambda: connection, poolclass=QueuePool)
    with Session(engine) as session:
        return [patrol.number for patrol in session.scalars(select(Patrol).order_by(Patrol.id.desc()).limit(200))]


if __name__ == "__main__":
    main()
