"""The reaction key stamps its moment before anything is asked."""

from inoadmin.domain.workplace import ReactionCalled
from inoadmin.session.service import UNIDENTIFIED
from inoadmin.session.streams import WORKSTATION
from tests.session.bench import Bench


def test_the_moment_is_in_the_log_before_anyone_is_named():
    bench = Bench()
    moment = bench.service.call_reaction(UNIDENTIFIED)
    (event,) = bench.log.read(WORKSTATION)
    assert isinstance(event.fact, ReactionCalled)
    assert (event.actor, event.occurred_at) == (UNIDENTIFIED, moment)


def test_each_press_is_its_own_event():
    bench = Bench()
    bench.service.call_reaction(UNIDENTIFIED)
    bench.service.call_reaction(UNIDENTIFIED)
    assert [event.version for event in bench.log.read(WORKSTATION)] == [1, 2]
