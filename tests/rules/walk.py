"""A scenario built in Python, rendered as TOML and played through `inoadmin simulate`.

Step: one step with a name that tests use; Walk: an immutable list of steps with its patients and
staff; Played: the JSON of a walk, asked by the names of its steps.
"""

import contextlib
import functools
import io
import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

from inoadmin.cli import main

STARTS = datetime(2026, 3, 2, 8, tzinfo=UTC)

STAFF: Mapping[str, Mapping[str, Any]] = {
    "amy": {"name": "Amy Field", "role": "nurse", "registration": "12A3456E"},
    "ben": {"name": "Ben Okoro", "role": "nurse", "registration": "98B7654E"},
    "pia": {"name": "Pia Lund", "role": "pharmacist", "registration": "2071234"},
    "dov": {"name": "Dov Adler", "role": "prescriber", "registration": "7654321"},
    "max": {"name": "Max Reed", "role": "manager", "registration": "M-1"},
}

JEAN: Mapping[str, Any] = {
    "nhs_number": "999 000 0018",
    "family_name": "MOORE",
    "given_name": "Jean",
    "title": "Mrs",
    "born": date(1961, 7, 4),
    "sex": "female",
    "hospital_number": "T123456",
    "allergies": [],
    "ward": "Day unit",
}

SAM: Mapping[str, Any] = {
    "nhs_number": "999 000 0026",
    "family_name": "HILL",
    "given_name": "Sam",
    "title": "Mr",
    "born": date(1975, 1, 9),
    "sex": "male",
    "allergies": [],
    "ward": "Day unit",
}


def seconds(offset: str) -> int:
    """The seconds of an offset such as `-1d 20:00` or `0:53:59`."""
    sign = -1 if offset.startswith("-") else 1
    body = offset.lstrip("-")
    days, _, clock = body.rpartition(" ")
    hours, minutes, *rest = clock.split(":")
    whole = int(hours) * 3600 + int(minutes) * 60 + (int(rest[0]) if rest else 0)
    return sign * (int(days.rstrip("d") or 0) * 86400 + whole)


def offset(whole: int) -> str:
    """The offset that `seconds` reads back as this many seconds."""
    sign = "-" if whole < 0 else ""
    minutes, second = divmod(abs(whole), 60)
    hours, minute = divmod(minutes, 60)
    days, hour = divmod(hours, 24)
    return f"{sign}{f'{days}d ' if days else ''}{hour}:{minute:02}:{second:02}"


def instant(at: str, starts: datetime = STARTS) -> str:
    """The UTC text of an offset after the scenario's start."""
    return (starts + timedelta(seconds=seconds(at))).strftime("%Y-%m-%dT%H:%M:%SZ")


def toml(value: Any) -> str:
    """One value in TOML, tables inline."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float() | Decimal():
            return str(value)
        case datetime():
            return value.strftime("%Y-%m-%dT%H:%M:%SZ")
        case date():
            return value.isoformat()
        case str():
            return json.dumps(value, ensure_ascii=True)
        case list() | tuple():
            return f"[{', '.join(map(toml, value))}]"
        case dict():
            return f"{{ {', '.join(f'{key} = {toml(item)}' for key, item in value.items())} }}"
        case _:
            raise TypeError(f"no TOML for {value!r}")


@dataclass(frozen=True)
class Step:
    """One step: its name for the test, its moment in seconds after the start, its fields."""

    name: str
    at: int
    command: str
    by: str | None
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class Walk:
    """The steps of a scenario in order of time, with its people; every change makes a new one."""

    steps: tuple[Step, ...] = ()
    starts: datetime = STARTS
    timezone: str = "Europe/London"
    patients: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: {"p1": JEAN})
    staff: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: STAFF)
    local: tuple[tuple[str, str], ...] = ()

    def then(
        self, at: str, command: str, name: str = "", by: str | None = "amy", **fields: Any
    ) -> "Walk":
        """Put a step after every step that is not later than `at`."""
        if command in {"look", "restart_application"}:
            by = None
        moment = seconds(at)
        step = Step(name or f"{command} {at}", moment, command, by, fields)
        place = sum(1 for other in self.steps if other.at <= moment)
        return replace(self, steps=(*self.steps[:place], step, *self.steps[place:]))

    def look(self, at: str, **fields: Any) -> "Walk":
        """Let the time pass until `at`."""
        return self.then(at, "look", **fields)

    def drop(self, *names: str) -> "Walk":
        """Leave steps out; each must be there."""
        assert set(names) <= {step.name for step in self.steps}, names
        return replace(self, steps=tuple(s for s in self.steps if s.name not in names))

    def until(self, name: str) -> "Walk":
        """Keep only what comes before the named step."""
        return replace(self, steps=self.steps[: self.index(name)])

    def change(self, name: str, **fields: Any) -> "Walk":
        """Set fields of a step; None takes a field away."""
        return self._with(name, lambda s: replace(s, fields=_merged(s.fields, fields)))

    def move(self, name: str, at: str) -> "Walk":
        """Let a step happen at another time, after the others of that time."""
        step = self.steps[self.index(name)]
        return self.drop(name).then(at, step.command, name, step.by, **step.fields)

    def by(self, name: str, staff: str) -> "Walk":
        """Let somebody else do a step."""
        return self._with(name, lambda s: replace(s, by=staff))

    def answer(self, item: str, value: str | None, name: str = "answers") -> "Walk":
        """Change one of the answers given together; None leaves the item out."""
        answers = self.steps[self.index(name)].fields["answers"]
        return self.change(name, answers=_merged(answers, {item: value}))

    def patient(self, key: str = "p1", **fields: Any) -> "Walk":
        """Set a patient's fields, or add the patient; None takes a field away."""
        known = self.patients.get(key, {})
        return replace(self, patients={**self.patients, key: _merged(known, fields)})

    def index(self, name: str) -> int:
        """The index of the one step of that name."""
        (found,) = (i for i, step in enumerate(self.steps) if step.name == name)
        return found

    def last(self) -> str:
        """The moment of the last step."""
        return offset(self.steps[-1].at)

    def _with(self, name: str, change: Any) -> "Walk":
        place = self.index(name)
        made = change(self.steps[place])
        return replace(self, steps=(*self.steps[:place], made, *self.steps[place + 1 :]))

    def text(self) -> str:
        """The scenario file."""
        head = {"title": "A walk", "starts": self.starts, "timezone": self.timezone}
        parts = [_table("[scenario]", head)]
        parts += [_table(f"[staff.{key}]", fields) for key, fields in self.staff.items()]
        parts += [_table(f"[patients.{key}]", fields) for key, fields in self.patients.items()]
        parts += [_table("[[step]]", self._rendered(step)) for step in self.steps]
        return "\n".join(parts)

    def _rendered(self, step: Step) -> dict[str, Any]:
        fields = dict(step.fields)
        if isinstance(fields.get("of"), str):
            fields["of"] = self.index(fields["of"])
        who = {} if step.by is None else {"by": step.by}
        return {"at": offset(step.at), **who, "command": step.command, **fields}

    def play(self) -> "Played":
        """Play the scenario once, through the command line's own entry."""
        return Played(self, play(self.text(), self.local))


@dataclass(frozen=True)
class Played:
    """What a walk led to."""

    walk: Walk
    json: dict[str, Any]

    def step(self, name: str) -> dict[str, Any]:
        """The outcome of the step of that name."""
        return self.json["steps"][self.walk.index(name)]

    def codes(self, name: str) -> set[str]:
        """The codes that refused a step, each of which must be named once; empty: accepted."""
        step = self.step(name)
        assert len(set(step["codes"])) == len(step["codes"]), step
        assert (step["outcome"] == "accepted") == (step["codes"] == []), step
        return set(step["codes"])

    def refused(self) -> dict[str, set[str]]:
        """Every refused step by name, with its codes."""
        return {s.name: self.codes(s.name) for s in self.walk.steps if self.codes(s.name)}

    def dose(self, number: int = 0) -> dict[str, Any]:
        """One administration."""
        return self.json["administrations"][number]

    def findings(self, number: int = 0) -> set[str]:
        """The codes unresolved at the next gate when the scenario ends."""
        found = [finding["code"] for finding in self.dose(number)["findings"]]
        assert len(set(found)) == len(found), found
        return set(found)

    def severities(self, number: int = 0) -> dict[str, tuple[str, str]]:
        """Severity and gate of each of the findings."""
        return {f["code"]: (f["severity"], f["gate"]) for f in self.dose(number)["findings"]}

    def deviations(self, number: int = 0) -> set[tuple[str, str, str]]:
        """Code, kind and person of each deviation."""
        return {(d["code"], d["kind"], d["by"]) for d in self.dose(number)["deviations"]}

    def kinds(self, number: int = 0) -> list[tuple[str, str]]:
        """Code and kind of each deviation, sorted, doubles kept."""
        return sorted((d["code"], d["kind"]) for d in self.dose(number)["deviations"])

    def timer(self, name: str, number: int = 0) -> dict[str, Any]:
        """One timer when the scenario ends."""
        return self.dose(number)["timers"][name]


def _merged(known: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in {**known, **fields}.items() if value is not None}


def _table(head: str, fields: Mapping[str, Any]) -> str:
    lines = [head, *(f"{key} = {toml(value)}" for key, value in fields.items())]
    return "\n".join(lines) + "\n"


def simulate(text: str, *options: str) -> tuple[int, str, str]:
    """Run `inoadmin simulate` on a scenario text: exit status, standard output and error."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scenario.toml"
        path.write_text(text, encoding="utf-8")
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = main(["simulate", str(path), *options])
        return status, out.getvalue(), err.getvalue()


def protocol(*changes: tuple[str, str]) -> str:
    """The shipped protocol file with lines replaced, as a ward's own would have them."""
    shipped = files("inoadmin.resources") / "protocols" / "inotuzumab-v1.toml"
    text = shipped.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


@functools.cache
def play(text: str, local: tuple[tuple[str, str], ...] = ()) -> dict[str, Any]:
    """Play a scenario text and return its JSON; the exit status must agree with it.

    `local` are the lines that a ward's protocol file has otherwise than the shipped one.
    """
    with tempfile.TemporaryDirectory() as folder:
        options = ["--json", "-"]
        if local:
            path = Path(folder) / "local.toml"
            path.write_text(protocol(*local), encoding="utf-8")
            options += ["--protocol", str(path)]
        status, out, err = simulate(text, *options)
    assert status in {0, 1}, f"exit {status}: {err}\n{text}"
    answer: dict[str, Any] = json.loads(out)
    assert status == (1 if answer["missed"] else 0)
    return answer
