"""The style sheet, generated from a Look. Widgets say what they are by the property `kind`, in what state by `state`."""

from string import Template
from typing import Final

from app.views.svg import svg_file
from app.views.theme import Look, Sizes

_GROUND: Final = """
QWidget { color: $tx; font-size: ${body}px; }
QMainWindow, QDialog, QWidget[kind="page"] { background: $bg; }
QStackedWidget { background: transparent; }
QToolTip { background: $panel; color: $tx; border: 1px solid $inp; padding: ${p4}px ${p8}px; font-size: ${caption}px; }
QLabel { background: transparent; border: none; }
QLabel[kind="title"] { font-size: ${title}px; font-weight: 700; }
QLabel[kind="figure"] { font-size: ${figure}px; font-weight: 700; }
QLabel[kind="strong"] { font-weight: 700; }
QLabel[kind="label"] { font-size: ${small}px; color: $tx2; }
QLabel[kind="facts"] { font-size: ${small}px; color: $tx2; }
QLabel[kind="hint"], QLabel[kind="caption"] { font-size: ${caption}px; color: $tx3; }
QLabel[kind="error"] { font-size: ${caption}px; color: $red; }
QLabel[kind="link"] { color: $acc; font-size: ${small}px; }
QLabel[kind="keycap"] { color: $tx3; font-size: ${p11}px; border: 1px solid $line; border-radius: ${p3}px;
    padding: ${p1}px ${p6}px; background: $alt; }
QLabel[kind="keytip"] { color: $onacc; font-size: ${small}px; font-weight: 700; background: $acc; border-radius: ${p3}px;
    padding: 0 ${p4}px; }
QFrame[kind="panel"] { background: $panel; border: 1px solid $line; border-radius: ${p6}px; }
QFrame[kind="page-header"] { background: transparent; border: none; min-height: ${header}px; max-height: ${header}px; }
QFrame[kind="panel-header"] { min-height: ${panel_header}px; border: none; border-bottom: 1px solid $line2;
    background: transparent; }
QFrame[kind="panel-footer"] { border: none; border-top: 1px solid $line2; background: transparent; }
QFrame[kind="card"] { background: $panel; border: 1px solid $line; border-radius: ${p4}px; }
QFrame[kind="note"] { background: $alt; border: 1px solid $line; border-radius: ${p4}px; }
QFrame[kind="gate"] { background: $orgt; border: 1px solid $line; border-left: ${p3}px solid $org; border-radius: ${p3}px; }
QFrame[kind="standing"] { background: $grnt; border: 1px solid $line; border-left: ${p3}px solid $grn; border-radius: ${p3}px; }
QFrame[kind="standing"] QLabel[kind="strong"] { color: $grn; }
QFrame[kind="standing"][tone="org"] QLabel[kind="strong"] { color: $org; }
QFrame[kind="standing"][tone="gry"] QLabel[kind="strong"] { color: $gry; }
QFrame[kind="standing"][tone="org"] { background: $orgt; border-left: ${p3}px solid $org; }
QFrame[kind="standing"][tone="gry"] { background: $alt; border-left: ${p3}px solid $tx3; }
QFrame[kind="sibling"] { background: transparent; border: none; }
QFrame[kind="sibling"][here="true"] { background: $acct; border-left: ${p3}px solid $acc; }
QFrame[kind="problems"] { background: $panel; border: 2px solid $red; border-radius: ${p4}px; }
QFrame[kind="problems"] QLabel { color: $red; }
QFrame[kind="rule"] { background: $line2; border: none; }
QFrame[kind="topbar"], QStatusBar, QFrame[kind="statusbar"] { background: $titlebar; border: none; }
QFrame[kind="topbar"] { border-bottom: 1px solid $line; }
QStatusBar, QFrame[kind="statusbar"] { border-top: 1px solid $line; }
QStatusBar::item { border: none; }
QFrame[kind="nav"] { background: $nav; border: none; border-right: 1px solid $line; }
QFrame[kind="toast"] { background: $tx; border: none; border-radius: ${p4}px; }
QFrame[kind="toast"] QLabel { color: $panel; }
QFrame[kind="toast"] QPushButton { color: $panel; background: transparent; border: 1px solid $panel; }
QScrollArea, QScrollArea > QWidget > QWidget[kind="scrolled"] { background: transparent; border: none; }
QSplitter::handle { background: transparent; }
"""

_BUTTONS: Final = """
QPushButton, QToolButton[kind="outline"] { background: $panel; color: $tx; border: 1px solid $inp; border-radius: ${p4}px;
    min-height: ${button_in}px; padding: 0 ${p12}px; }
QPushButton:hover, QToolButton[kind="outline"]:hover { background: $alt; border-color: $tx2; }
QPushButton:pressed, QToolButton[kind="outline"]:pressed { background: $acct; }
QPushButton:focus, QToolButton[kind="outline"]:focus { border: 2px solid $acc; padding: 0 ${p11}px;
    min-height: ${button_focus}px; }
QPushButton[kind="primary"] { background: $acc; color: $onacc; border: 1px solid $acc; font-weight: 700; }
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed { background: $acch; border-color: $acch; }
QPushButton[kind="primary"]:focus { border: 2px solid $tx; }
QPushButton[kind="accent"] { color: $acc; border: 1px solid $acc; font-weight: 700; }
QPushButton[kind="accent"]:focus { border: 2px solid $acc; }
QPushButton[kind="danger"] { color: $red; border: 1px solid $red; }
QPushButton[kind="danger"]:focus { border: 2px solid $red; }
QPushButton:disabled, QToolButton[kind="outline"]:disabled { background: $alt; color: $tx3; border: 1px solid $line;
    font-weight: 400; }
QPushButton[extent="small"] { min-height: ${small_in}px; padding: 0 ${p9}px; font-size: ${small}px; }
QPushButton[extent="small"]:focus { min-height: ${small_focus}px; padding: 0 ${p8}px; }
QPushButton[extent="tiny"] { min-height: ${tiny_in}px; padding: 0 ${p6}px; font-size: ${caption}px; }
QPushButton[extent="tiny"][bare="true"] { min-width: ${tiny_in}px; padding: 0 ${p4}px; }
QPushButton[extent="tiny"]:focus { min-height: ${tiny_focus}px; padding: 0 ${p5}px; }
QPushButton[extent="tiny"][bare="true"]:focus { min-width: ${tiny_focus}px; padding: 0 ${p3}px; }
QPushButton[kind="flat"], QToolButton[kind="flat"] { background: transparent; border: 1px solid transparent;
    border-radius: ${p4}px; padding: 0 ${p6}px; }
QToolButton[kind="flat"] { min-height: ${tiny_in}px; }
QPushButton[kind="flat"]:hover, QToolButton[kind="flat"]:hover { background: $acct; }
QPushButton[kind="flat"]:focus, QToolButton[kind="flat"]:focus { border: 2px solid $acc; padding: 0 ${p5}px; }
QPushButton[kind="link"] { background: transparent; border: 1px solid transparent; color: $acc; font-size: ${small}px;
    min-height: ${tiny_in}px; padding: 0 ${p4}px; text-align: left; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:focus { border: 2px solid $acc; padding: 0 ${p3}px; min-height: ${tiny_focus}px; }
QPushButton[kind="chip"] { border-radius: ${chip_radius}px; min-height: ${small_in}px; font-size: ${small}px; color: $tx2;
    background: $alt; border: 1px solid $inp; padding: 0 ${p12}px; }
QPushButton[kind="chip"]:checked { background: $acct; color: $acc; border: 1px solid $acc; font-weight: 600; }
QPushButton[kind="chip"]:focus { border: 2px solid $acc; min-height: ${small_focus}px; padding: 0 ${p11}px; }
QPushButton[kind="onduty"] { background: $alt; border: 1px solid $line; border-radius: ${chip_radius}px; padding: 0; }
QPushButton[kind="onduty"]:hover { background: $acct; }
QPushButton[kind="onduty"]:focus { border: 2px solid $acc; }
QPushButton[kind="status"] { background: transparent; border: 1px solid transparent; color: $tx2; font-size: ${caption}px;
    min-height: ${tiny_in}px; padding: 0 ${p8}px; border-radius: ${p3}px; }
QPushButton[kind="status"]:hover { background: $acct; }
QPushButton[kind="status"]:focus { border: 2px solid $acc; padding: 0 ${p7}px; min-height: ${tiny_focus}px; }
QPushButton[kind="status"][state="trouble"] { color: $red; font-weight: 700; }
QPushButton[kind="fold"] { background: transparent; border: none; border-top: 1px solid $line; border-radius: 0; color: $tx2;
    text-align: left; padding: 0 ${p18}px; font-size: ${small}px; }
QPushButton[kind="fold"]:focus { border: 2px solid $acc; padding: 0 ${p16}px; }
QPushButton::menu-indicator, QToolButton::menu-indicator { image: none; width: 0; }
"""

_MARKS: Final = """
QLabel[kind="pill"] { font-size: ${caption}px; font-weight: 700; padding: 0 ${p8}px; border-radius: ${p4}px;
    min-height: ${pill}px; max-height: ${pill}px; background: $gryt; color: $gry; }
QLabel[kind="pill"][tone="red"] { background: $redt; color: $red; }
QLabel[kind="pill"][tone="org"] { background: $orgt; color: $org; }
QLabel[kind="pill"][tone="grn"] { background: $grnt; color: $grn; }
QLabel[kind="pill"][tone="acc"] { background: $acct; color: $acc; }
QLabel[kind="tag"] { font-size: ${caption}px; color: $tx2; padding: 0 ${p6}px; border: 1px solid $line; border-radius: ${p3}px;
    min-height: ${tag}px; max-height: ${tag}px; }
QLabel[kind="demo"] { font-size: ${caption}px; font-weight: 700; color: $org; background: $orgt; border: 1px solid $org;
    border-radius: ${p3}px; padding: ${p1}px ${p8}px; }
QLabel[kind="avatar"] { background: $acct; color: $acc; font-weight: 700; border-radius: ${avatar_radius}px;
    min-width: ${avatar}px; max-width: ${avatar}px; min-height: ${avatar}px; max-height: ${avatar}px; }
"""

_INPUTS: Final = """
QLineEdit, QComboBox, QDateEdit, QSpinBox { background: $panel; border: 1px solid $inp; border-radius: ${p4}px;
    placeholder-text-color: $tx3;
    min-height: ${input_in}px; padding: 0 ${p9}px; selection-background-color: $acc; selection-color: $onacc; }
QTextEdit, QPlainTextEdit { background: $panel; border: 1px solid $inp; border-radius: ${p4}px; padding: ${p4}px ${p6}px;
    placeholder-text-color: $tx3;
    selection-background-color: $acc; selection-color: $onacc; }
QLineEdit:focus, QComboBox:focus, QDateEdit:focus, QSpinBox:focus { border: 2px solid $acc; padding: 0 ${p8}px;
    min-height: ${input_focus}px; }
QTextEdit:focus, QPlainTextEdit:focus { border: 2px solid $acc; padding: ${p3}px ${p5}px; }
QLineEdit[state="error"], QComboBox[state="error"], QDateEdit[state="error"], QSpinBox[state="error"] { border: 2px solid $red;
    padding: 0 ${p8}px; min-height: ${input_focus}px; }
QTextEdit[state="error"], QPlainTextEdit[state="error"] { border: 2px solid $red; padding: ${p3}px ${p5}px; }
QLineEdit:read-only, QTextEdit:read-only, QPlainTextEdit:read-only, QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled {
    background: $alt; color: $tx2; border-color: $line; }
QComboBox QLineEdit, QComboBox QLineEdit:focus { border: none; padding: 0; min-height: 0; background: transparent; }
QComboBox[extent="small"], QLineEdit[extent="small"], QDateEdit[extent="small"] {
    min-height: ${filter_in}px; font-size: ${small}px; }
QComboBox[extent="small"]:focus, QLineEdit[extent="small"]:focus, QDateEdit[extent="small"]:focus {
    min-height: ${filter_focus}px; }
QComboBox::drop-down, QDateEdit::drop-down { border: none; width: ${p24}px; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: url($caret); width: ${p14}px; height: ${p14}px; }
QSpinBox::up-button, QSpinBox::down-button { width: ${p18}px; border: none; background: transparent; }
QSpinBox::up-arrow { image: url($up); width: ${p10}px; height: ${p10}px; }
QSpinBox::down-arrow { image: url($down); width: ${p10}px; height: ${p10}px; }
QCheckBox, QRadioButton { spacing: ${p8}px; min-height: ${hit}px; background: transparent; border: 2px solid transparent;
    border-radius: ${p4}px; }
QCheckBox:focus, QRadioButton:focus { border-color: $acc; }
QCheckBox::indicator { width: ${check}px; height: ${check}px; border: 1px solid $inp; border-radius: ${p3}px;
    background: $panel; }
QCheckBox::indicator:checked { background: $acc; border-color: $acc; image: url($tick); }
QCheckBox::indicator:indeterminate { background: $acc; border-color: $acc; image: url($dash); }
QCheckBox::indicator:disabled { background: $alt; border-color: $line; }
QCheckBox::indicator:checked:disabled { image: url($tick_off); }
QRadioButton::indicator { width: ${radio_in}px; height: ${radio_in}px; border: 1px solid $inp; border-radius: ${radio_round}px;
    background: $panel; }
QRadioButton::indicator:checked { width: ${radio_dot}px; height: ${radio_dot}px; border: ${p5}px solid $acc; background: $onacc; }
QRadioButton::indicator:disabled { background: $alt; border-color: $line; }
QLineEdit[kind="search"] { padding-left: ${p4}px; }
"""

_LISTS: Final = """
QTableView, QListView, QTreeView { background: $panel; border: none; outline: none; selection-background-color: $acct;
    selection-color: $tx; alternate-background-color: $panel; gridline-color: $line2; }
QTableView::item { border: none; border-bottom: 1px solid $line2; padding: 0 ${p8}px; }
QTableView::item:selected, QListView::item:selected { background: $acct; color: $tx; }
QTableView:focus { border: none; }
QListView[kind="nav-list"] { background: $nav; }
QListView[kind="popup"] { background: $panel; border: 1px solid $inp; }
QComboBox QAbstractItemView { background: $panel; border: 1px solid $inp; outline: none; padding: ${p2}px; }
QComboBox QAbstractItemView::item { min-height: ${p28}px; padding: 0 ${p8}px; }
QHeaderView { background: $alt; border: none; }
QHeaderView::section { background: $alt; color: $tx2; border: none; border-bottom: 1px solid $line; padding: 0 ${p8}px 0 ${p12}px;
    font-size: ${caption}px; font-weight: 600; min-height: ${table_header}px; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QTableCornerButton::section { background: $alt; border: none; }
QMenu { background: $panel; border: 1px solid $inp; padding: ${p4}px; }
QMenu::item { padding: ${p6}px ${p24}px ${p6}px ${p12}px; border-radius: ${p3}px; }
QMenu::item:selected { background: $acct; color: $tx; }
QMenu::item:disabled { color: $tx3; }
QMenu::icon { padding-left: ${p8}px; }
QMenu::separator { height: 1px; background: $line2; margin: ${p4}px ${p8}px; }
QTabBar::tab { background: transparent; color: $tx2; padding: ${p8}px ${p14}px; border-bottom: ${p3}px solid transparent; }
QTabBar::tab:selected { color: $tx; font-weight: 700; border-bottom-color: $acc; }
QTabBar::tab:focus { color: $acc; }
QTabWidget::pane { border: none; border-top: 1px solid $line; }
QProgressBar { background: $alt; border: 1px solid $inp; border-radius: ${p4}px; min-height: ${p14}px; max-height: ${p14}px;
    text-align: center; font-size: ${p11}px; }
QProgressBar::chunk { background: $acc; border-radius: ${p3}px; }
QTextBrowser, QTextBrowser:read-only { border: 1px solid $line; background: $panel; color: $tx; }
QCalendarWidget QWidget { background: $panel; }
QCalendarWidget QToolButton { color: $tx; background: transparent; border: none; padding: ${p4}px ${p8}px; min-height: ${p24}px; }
QCalendarWidget QAbstractItemView { selection-background-color: $acc; selection-color: $onacc; }
QScrollBar:vertical { background: transparent; width: ${p12}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${p12}px; margin: 0; }
QScrollBar::handle { background: $inp; border-radius: ${p3}px; margin: ${p3}px; }
QScrollBar::handle:vertical { min-height: ${p28}px; }
QScrollBar::handle:horizontal { min-width: ${p28}px; }
QScrollBar::handle:hover { background: $tx3; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none; border: none;
    width: 0; height: 0; }
"""

# What differs in the high-contrast theme: colours alone cannot show hover and selection there.
_CONTRAST: Final = """
QTableView::item:selected, QListView::item:selected { border: 1px solid $tx; }
QPushButton:hover, QToolButton:hover { border: 2px solid $tx; }
QPushButton[kind="link"] { text-decoration: underline; }
QPushButton:disabled, QToolButton:disabled { border: 1px dashed $tx; }
QLabel[kind="pill"] { border: 1px solid $tx; }
"""


def stylesheet(look: Look) -> str:
    """The whole sheet for a look; heights given without their borders, as Qt counts them."""
    theme = look.theme
    facts: dict[str, object] = {name: getattr(theme, name) for name in theme._fields if name != "name"}
    facts |= {name: look.size(name) for name in Sizes._fields}
    facts |= {f"p{size}": look.px(size) for size in range(1, 33)}
    for name, size in (("button", "button"), ("small", "button_small"), ("tiny", "button_tiny"),
                       ("input", "input"), ("filter", "input_small")):  # fmt: skip
        facts |= {f"{name}_in": look.size(size) - 2, f"{name}_focus": look.size(size) - 4}
    # A round dot needs whole numbers: the ring is 5 wide, the middle what is left of the box.
    radio = look.size("check") + 2
    facts |= {"radio_in": radio - 2, "radio_dot": radio - 2 * look.px(5), "radio_round": radio // 2}
    facts["hit"] = max(look.px(24), 20)  # with its border 24
    facts |= {"chip_radius": look.size("button_small") // 2, "avatar": look.px(28), "avatar_radius": look.px(14)}
    facts |= {
        "caret": svg_file("caret", theme.tx2),
        "up": svg_file("fold-up", theme.tx2),
        "down": svg_file("chevron", theme.tx2),
        "tick": svg_file("tick", theme.onacc),
        "tick_off": svg_file("tick", theme.tx3),
        "dash": svg_file("dash", theme.onacc),
    }
    parts = [_GROUND, _BUTTONS, _MARKS, _INPUTS, _LISTS]
    if theme.name == "contrast":
        parts.append(_CONTRAST)
    return Template("".join(parts)).substitute(facts)
