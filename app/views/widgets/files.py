"""The system's dialog for a file: one that comes in, or a place for one that goes out.

The first one opens in the folder of documents, later ones where the last file was; a program started from a shortcut would
else open in its own folder.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

_DOCUMENTS: Final = QStandardPaths.StandardLocation.DocumentsLocation
# what Qt's own dialog says where the system has none, and its Chinese leaves out
_UNSPOKEN: Final = {QFileDialog.DialogLabel.LookIn: "查找范围：", QFileDialog.DialogLabel.FileType: "文件类型："}
_last: list[Path] = []  # the folder of the last file, for as long as the program runs


def ask_open(parent: QWidget, title: str, kinds: str, then: Callable[[Path], object]) -> QFileDialog:
    """Choose a file that is there; `kinds` as Qt filters, "" for any."""
    dialog = QFileDialog(parent, title, str(_folder()), kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _opened(dialog, then)


def ask_save(parent: QWidget, title: str, name: str, kinds: str, then: Callable[[Path], object]) -> QFileDialog:
    """Choose where a file goes: `name` is proposed, and its ending is added to a name that has none."""
    dialog = QFileDialog(parent, title, str(_folder() / name), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))
    return _opened(dialog, then)


def _opened(dialog: QFileDialog, then: Callable[[Path], object]) -> QFileDialog:
    def chosen(name: str) -> None:
        path = Path(name)
        _last[:] = [path.parent]
        then(path)

    for part, words in _UNSPOKEN.items():
        dialog.setLabelText(part, words)
    dialog.fileSelected.connect(chosen)
    dialog.finished.connect(lambda _code: dialog.deleteLater())
    dialog.open()
    return dialog


def _folder() -> Path:
    """Where the dialog opens; a drive that was pulled out is not asked for again."""
    places = [*_last, Path(QStandardPaths.writableLocation(_DOCUMENTS))]
    return next((place for place in places if place.is_dir()), Path.home())
