"""Rows of the tables: Case, a state judged at the next gate; Attempt, a command that is refused.

A row names the rulebook's code and on which side of the rule it lies: `inside`, `on` and `outside`
where the rule has a boundary, else `met` and `unmet`. `ids` gives each row a readable test name.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .rulebook import RULEBOOK
from .walk import Walk

KEPT = {"inside", "met"}
BROKEN = {"outside", "unmet"}
# The first dose always brings this note at `start`, so that it is looked at in its own row only.
ALWAYS = "first-dose-outpatient"


@dataclass(frozen=True)
class Case:
    """A walk at whose end the code stands at the next gate, or does not."""

    code: str
    where: str
    walk: Walk
    also: tuple[str, ...] = ()
    stands: bool | None = None
    number: int = -1
    silent: bool = False

    def expected(self) -> set[str]:
        """Every code that stands when the walk ends."""
        return set(self.also) | ({self.code} if self.breaks() else set())

    def breaks(self) -> bool:
        """Whether the finding stands here; on the boundary, or when it is silent, it may not."""
        return _broken(self.where, self.stands) and not self.silent

    def check(self) -> None:
        """The findings at the end of the walk are the expected ones and no others."""
        played = self.walk.play()
        assert played.refused() == {}, played.refused()
        found = played.findings(self.number)
        if self.code != ALWAYS:
            found -= {ALWAYS}
        assert found == self.expected()
        for code, (severity, gate) in played.severities(self.number).items():
            assert severity == RULEBOOK[code].severity_at(gate), (code, severity, gate)


@dataclass(frozen=True)
class Attempt:
    """A walk whose last step is refused with the code, or accepted."""

    code: str
    where: str
    walk: Walk
    also: tuple[str, ...] = ()
    stands: bool | None = None

    def breaks(self) -> bool:
        """Whether the last step is to be refused."""
        return _broken(self.where, self.stands)

    def check(self) -> None:
        """The last step has the expected codes and no others; the steps before it are accepted."""
        played = self.walk.play()
        refused = played.refused()
        codes = refused.pop(self.walk.steps[-1].name, set())
        assert refused == {}
        assert codes == set(self.also) | ({self.code} if self.breaks() else set())


def _broken(where: str, stands: bool | None) -> bool:
    assert where in KEPT | BROKEN | {"on"}
    assert (where == "on") == (stands is not None), "only a row on the boundary says what stands"
    return where in BROKEN if stands is None else stands


def gate(walk: Walk) -> str:
    """The gate that comes next when a walk of one administration ends."""
    now = "start"
    for step in walk.steps:
        match step.command:
            case "start" | "resume":
                now = "end"
            case "interrupt" | "extravasation" | "reaction" if now != "complete":
                now = "resume"
            case "end" | "stop":
                now = "complete"
            case _:
                pass
    return now


def ids(rows: Sequence[Case | Attempt]) -> list[str]:
    """A name for each row."""
    return [f"{row.code}-{row.where}-{number}" for number, row in enumerate(rows)]
