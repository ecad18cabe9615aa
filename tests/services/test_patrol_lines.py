"""The lines of the patrol list: light, points and how the re-checks stand."""

from app.clock import frozen
from app.rules.vocabulary import Light, RecheckResult
from app.services import patrol, patrol_lines, patrol_reading
from app.services.patrol_shapes import RecheckDraft
from app.store.unit import Store
from tests.services.conftest import ActorOf
from tests.services.patrols import NOW, draft, team_in


def test_a_line_is_overdue_until_the_re_check_is_made(store: Store, actor_of: ActorOf) -> None:
    actor = actor_of("duty", "handler", "captain")
    with frozen(NOW):
        team = team_in(store)
        with store.write(actor.login) as session:
            saved = patrol.record(session, actor, draft(team))
        with store.read() as session:
            (line,) = patrol_lines.lines(session, actor, [saved.id, "gone"])
            finding = patrol_reading.load(session, actor, saved.id).findings[0]
        assert (line.number, line.planned, line.visited, line.findings) == (saved.number, 8, 8, 1)
        assert line.recheck == line.status
        assert line.status.light is Light.OVERDUE
        with store.write(actor.login) as session:
            patrol.recheck(session, actor, finding.id, RecheckDraft(NOW, RecheckResult.CORRECTED, "演示甲"))
        with store.read() as session:
            (line,) = patrol_lines.lines(session, actor, [saved.id])
    assert line.recheck is not None
    assert (line.recheck.words, line.status.words) == ("已复查", "已完成")
