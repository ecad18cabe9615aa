"""The QApplication and where a window stands on the screen."""

import sys

from PySide6.QtCore import QLibraryInfo, QLocale, QRect, QSize, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from app.views import theme


def application() -> QApplication:
    """The QApplication, dressed. Fractional scaling is passed through, as Qt 6 does unless told otherwise."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    app = QApplication([*sys.argv[:1], "-style", "Fusion"])  # `setStyle` would hand back a QStyle, dear to wrap
    app.setApplicationName("指挥台")
    speak_chinese(app)
    theme.wear(app, theme.worn())
    return app


def speak_chinese(app: QApplication) -> None:
    """Qt's own words (the menu of a text field, the file dialog) and its dates in Chinese, whatever the system speaks."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    words = QTranslator(app)
    if words.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(words)


def room() -> QSize:
    """The size a window takes: all of a small screen, else most of it."""
    screen = QGuiApplication.primaryScreen().availableGeometry()
    if _is_small(screen):
        return screen.size()
    return QSize(min(screen.width() * 9 // 10, 1600), min(screen.height() * 9 // 10, 960))


def place(window: QWidget) -> None:
    """Fill a small screen, else stand in the middle of it at the size of the drawings."""
    screen = QGuiApplication.primaryScreen().availableGeometry()
    if _is_small(screen):
        window.showMaximized()
        window.resize(screen.size())
    else:
        window.resize(room())
        window.move(screen.center() - window.rect().center())


def _is_small(screen: QRect) -> bool:
    return screen.width() <= 1440 or screen.height() <= 800
