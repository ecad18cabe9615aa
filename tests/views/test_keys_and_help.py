"""The keyboard map: no two keys clash, each command exists, and the help says what the program does."""

import pytest
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QTextBrowser

from app.paths import resources
from app.views.commands import Commands
from app.views.help import help_text
from app.views.keys import FIRST_PAGES, KEYS, Reach
from app.views.pages.page import Page
from app.views.pages.table import PAGES
from app.views.window import Window


def test_no_two_keys_clash() -> None:
    written = [QKeySequence(keys).toString() for key in KEYS for keys in key.keys]
    written += [f"Alt+{number + 1}" for number in range(FIRST_PAGES)]
    assert len(written) == len(set(written))
    assert all(written)


def test_every_window_command_exists() -> None:
    for key in KEYS:
        if key.reach is Reach.WINDOW:
            assert callable(getattr(Commands, key.command)), key


def test_a_page_command_is_never_by_accident_a_method_of_qt() -> None:
    taken = [key.command for key in KEYS if key.reach is Reach.PAGE and hasattr(Page, key.command)]
    assert taken == []


def test_every_key_has_a_shortcut(window: Window) -> None:
    bound = {shortcut.key().toString() for shortcut in window.findChildren(QShortcut)}
    wanted = {QKeySequence(keys).toString() for key in KEYS if key.reach is not Reach.PLACE for keys in key.keys}
    assert wanted <= bound


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.key)
def test_every_page_has_a_help_of_its_own(entry: object) -> None:
    key, title = entry.key, entry.title  # type: ignore[attr-defined]
    assert resources("help", f"{key}.md").is_file()
    text = help_text(key, title)
    assert text.startswith(f"### {title}")
    assert "Ctrl+K" in text
    assert "Alt+↑" in text


def test_an_unknown_page_shows_the_general_help() -> None:
    assert "Ctrl+L" in help_text("no such page", "某页")


def test_f1_opens_the_help_of_the_page_in_front(window: Window) -> None:
    window.open_page("people")
    window.commands.open_help()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    assert dialog.windowTitle() == "帮助：队伍人员" or dialog.windowTitle().startswith("帮助：")
    assert "执法证" in dialog.findChildren(QTextBrowser)[0].toPlainText()
    dialog.close()
