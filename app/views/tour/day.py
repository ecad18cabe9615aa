"""The whole day in its order, and the report of what was proved."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from app.paths import Home
from app.views.application import application
from app.views.crash import LOG_NAME
from app.views.desk import Desk
from app.views.doors import Doors
from app.views.tour import (
    bringing_in,
    casework,
    duty,
    filing,
    finding,
    first_run,
    keeping,
    looking_after,
    opening,
    papers,
    patrolling,
    wording,
)
from app.views.tour.stage import Props, Stage
from app.views.tour.walk import Step, StepFailed, Walk

CHAPTERS = (
    opening.log_in, bringing_in.bring_in, patrolling.log_patrol, patrolling.look_back, papers.make_papers,
    casework.work_a_case, duty.on_duty, filing.file_away, wording.hold_interview, wording.word_a_form,
    finding.find_again, keeping.undo, keeping.lock, keeping.look, looking_after.look_after, keeping.leave,
)  # fmt: skip


def walk_the_day(
    home: Home, doors: Doors, props: Props, out: Path, *, login: str, password: str, whole_screen: bool
) -> list[Step]:
    """Walk it and give back the steps; the last one tells when the day stopped early."""
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    app = application()
    walk = Walk(app, out, whole_screen=whole_screen, crash_log=home.logs / LOG_NAME)
    desk = None
    try:
        first_run.first_run(walk, doors, props.first_home)
        desk = Desk(app, home, doors)
        stage = Stage(walk, desk, props, login, password)
        for chapter in CHAPTERS:
            chapter(stage)
    except StepFailed:
        _shut(app, desk)
    return walk.steps


def _shut(app: QApplication, desk: Desk | None) -> None:
    """Close the office whatever stands open, so that nothing holds the home."""
    for top in app.topLevelWidgets():
        top.hide()
    if desk is not None:
        desk.end()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
