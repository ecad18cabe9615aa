"""What an office registers of shifts, posts and people is what is planned; a shift nobody registered is told by name."""

from datetime import date

import pytest

from app.errors import Refused
from app.models import DutyMember
from app.rules.vocabulary_duty import DutyRole
from app.services.register import editing, recycling
from app.services.register.shapes import FormDraft
from app.services.roster import planning
from app.store.unit import Store
from tests.services.conftest import ActorOf
from tests.services.roster import world

MONTH = "2026-12"


def test_registered_posts_and_people_are_planned(store: Store, actor_of: ActorOf) -> None:
    actor = actor_of("duty", "leader")
    people = world.people(store)
    with store.write("duty") as session:
        for key, values in (
            ("duty_patterns", {"name": "示例晚班", "start": "17：30", "minutes": 300, "rest": 0}),
            ("duty_posts", {"layer": "base", "role": "main", "pattern": "示例晚班", "need": 2, "certified": 1}),
            ("duty_members", {"person_id": people["队员1"], "roles": ["main"], "avoids": ["星期五"], "most": 3}),
        ):
            assert editing.save(session, actor, key, FormDraft(values)).id
        problem = planning.problem_of(session, actor, MONTH)
    (post,) = {post for _, post in problem.posts()}
    assert (post.role, post.pattern.name, f"{post.pattern.start:%H:%M}", post.need) == (
        DutyRole.MAIN, "示例晚班", "17:30", 2,
    )  # fmt: skip
    member = problem.member(people["队员1"])
    assert member is not None
    assert (member.roles, member.avoids, member.most) == (frozenset({DutyRole.MAIN}), frozenset({4}), 3)


def test_a_post_on_a_shift_nobody_registered_is_told(store: Store, actor_of: ActorOf) -> None:
    actor = actor_of("duty", "leader")
    world.people(store)
    with store.write("duty") as session:
        values = {"layer": "base", "role": "main", "pattern": "示例半夜班", "need": 1}
        editing.save(session, actor, "duty_posts", FormDraft(values))
    with store.read() as session, pytest.raises(Refused, match="示例半夜班”没有登记"):
        planning.problem_of(session, actor, MONTH)


def test_an_entry_can_be_made_again_after_it_was_deleted(store: Store, actor_of: ActorOf) -> None:
    actor = actor_of("duty", "leader")
    people = world.people(store, leaders=0, officers=1, helpers=0)
    draft = FormDraft({"person_id": people["队员1"], "roles": ["main"], "wants": [date(2026, 12, 5).isoformat()]})
    with store.write("duty") as session:
        first = editing.save(session, actor, "duty_members", draft)
        recycling.delete(session, actor, "duty_members", first.id)
        editing.save(session, actor, "duty_members", draft)
        assert session.query(DutyMember).filter(DutyMember.deleted_at.is_(None)).count() == 1
