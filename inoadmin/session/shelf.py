"""What the service has read of the log: streams and the states folded from them.

Shelf reads a stream when it is first asked for and keeps it; after an append it takes the new
events in. Throwing a Shelf away loses nothing: everything on it is in the log.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo

from inoadmin.domain.course import Course, Patient, course_of, fold_patient
from inoadmin.domain.events import Event, StaffRegistered
from inoadmin.domain.evolve import fold
from inoadmin.domain.people import StaffDetails
from inoadmin.domain.state import Administration
from inoadmin.protocol.loading import load
from inoadmin.protocol.model import Protocol
from inoadmin.session.ports import EventLog, StorageError
from inoadmin.session.roll import Roll
from inoadmin.session.streams import administration_stream, patient_stream


class Shelf:
    """The log as read so far. All reading may raise StorageError."""

    def __init__(self, log: EventLog, protocol: Protocol, zone: tzinfo, roll: Roll) -> None:
        self._log, self._roll = log, roll
        self._zone = zone
        self._protocols = {protocol.content_hash: protocol}
        self._events: dict[str, tuple[Event, ...]] = {}
        self._administrations: dict[str, Administration] = {}
        self._patients: dict[str, Patient] = {}
        self._staff: dict[str, StaffDetails] | None = None

    def events(self, stream: str) -> tuple[Event, ...]:
        """A stream's events."""
        if stream not in self._events:
            self._events[stream] = self._log.read(stream)
        return self._events[stream]

    def take(self, events: Sequence[Event]) -> None:
        """Takes in what was just appended."""
        for event in events:
            self._events[event.stream] = (*self.events_before(event), event)
            self.forget_state(event.stream)

    def events_before(self, event: Event) -> tuple[Event, ...]:
        """What is known of the stream before an event."""
        return tuple(e for e in self.events(event.stream) if e.version < event.version)

    def forget(self, stream: str) -> None:
        """Drops what was read of a stream: it will be read again."""
        self._events.pop(stream, None)
        self.forget_state(stream)

    def forget_state(self, stream: str) -> None:
        """Drops the state folded from a stream."""
        kind, _, name = stream.partition("/")
        if kind == "administration":
            self._administrations.pop(name, None)
        elif kind == "patient":
            self._patients.pop(name, None)
        else:
            self._staff = None

    def administration(self, administration: str) -> Administration:
        """The state of an administration.

        Raises:
            KeyError: there is none with this id.
        """
        if administration not in self._administrations:
            state = fold(self.events(administration_stream(administration)))
            if state is None:
                raise KeyError(administration)
            self._administrations[administration] = state
        return self._administrations[administration]

    def patient(self, patient: str) -> Patient:
        """A patient with what belongs to the whole course.

        Raises:
            KeyError: there is none with this id.
        """
        if patient not in self._patients:
            folded = fold_patient(self.events(patient_stream(patient)))
            if folded is None:
                raise KeyError(patient)
            self._patients[patient] = folded
        return self._patients[patient]

    def administrations_of(self, patient: str) -> tuple[Administration, ...]:
        """A patient's administrations in order of opening."""
        return tuple(self.administration(row.id) for row in self._roll.doses_of(patient))

    def course(self, patient: str, protocol: Protocol) -> Course:
        """The patient's course, judged by a protocol."""
        here = self.administrations_of(patient)
        return course_of(protocol, self._zone, self.patient(patient), here)

    def staff(self) -> Mapping[str, StaffDetails]:
        """All members of staff by id, leavers included."""
        if self._staff is None:
            members: dict[str, StaffDetails] = {}
            for stream in self._log.streams("staff/"):
                for event in self.events(stream):
                    if isinstance(event.fact, StaffRegistered):
                        members[stream.removeprefix("staff/")] = event.fact.details
            self._staff = members
        return self._staff

    def protocol(self, content_hash: str) -> Protocol:
        """The protocol with this hash, as stored when it was first used.

        Raises:
            StorageError: the log does not hold it.
        """
        if content_hash not in self._protocols:
            data = self._log.protocol_bytes(content_hash)
            if data is None:
                raise StorageError(
                    f"The protocol {content_hash[:12]} that a record was made under is not in the "
                    "database. Nothing was changed. Restore the database from a backup."
                )
            self._protocols[content_hash] = load(data)
        return self._protocols[content_hash]
