"""What a form is, without any widget.

Cast: Kind, how a field is typed; Choice, one word to choose; Field, one line of a form; FormSpec, a
form with the act or details it starts from; FieldError, what is wrong with one field.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import tzinfo
from enum import StrEnum
from typing import Any

from inoadmin.domain.commands import Act
from inoadmin.domain.people import PatientDetails, StaffDetails
from inoadmin.protocol.model import Range

Made = Act | PatientDetails | StaffDetails
Typed = Mapping[str, "str | bool | tuple[str, ...]"]


class Kind(StrEnum):
    """How a field is typed, and what its text becomes."""

    NUMBER = "number"
    TEXT = "text"
    LONG_TEXT = "long text"
    CHOICE = "choice"
    YES_NO = "yes-no"
    TICK = "tick"
    MOMENT = "moment"
    DATE = "date"
    LIST = "list"
    EXPIRY = "expiry"
    SCAN = "scan"
    STAFF = "staff"
    NHS_NUMBER = "NHS number"
    ANSWER = "answer"
    ALLERGIES = "allergies"


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice: the value recorded and the words shown."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `name` is the dataclass field's (of an answer the item's code).

    `required`: a blank one is an error here; a blank one that is not required becomes what the
    form starts from. `unset` names that default where something is chosen. `longest` counts
    characters (0: not limited here). `others`: a list takes other words than its choices.
    `group`: the heading that it stands under.
    """

    name: str
    label: str
    kind: Kind
    unit: str = ""
    choices: tuple[Choice, ...] = ()
    required: bool = False
    hint: str = ""
    limits: Range | None = None
    longest: int = 0
    unset: str = ""
    others: bool = False
    group: str = ""


@dataclass(frozen=True, slots=True)
class FormSpec:
    """A form for a command or for details. `base` gives every field that is not typed."""

    kind: str
    title: str
    fields: tuple[Field, ...]
    base: Made
    zone: tzinfo

    def field(self, name: str) -> Field:
        """The field of that name; KeyError when there is none."""
        found = next((field for field in self.fields if field.name == name), None)
        if found is None:
            raise KeyError(name)
        return found

    def only(self, *names: str) -> FormSpec:
        """The same form with these fields alone, in this order."""
        return replace(self, fields=tuple(self.field(name) for name in names))

    def without(self, names: Collection[str]) -> FormSpec:
        """The same form without these fields."""
        return replace(self, fields=tuple(f for f in self.fields if f.name not in names))

    def needing(self, *names: str) -> FormSpec:
        """The same form with these fields required."""
        fields = (replace(f, required=True) if f.name in names else f for f in self.fields)
        return replace(self, fields=tuple(fields))

    def labelled(self, **labels: str) -> FormSpec:
        """The same form with other words over these fields."""
        fields = (replace(f, label=labels.get(f.name, f.label)) for f in self.fields)
        return replace(self, fields=tuple(fields))

    def starting(self, **values: Any) -> FormSpec:
        """The same form on another base: what is known without being typed."""
        return replace(self, base=replace(self.base, **values))


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with a field: its visible label, what was typed and what may be."""

    name: str
    label: str
    value: str
    allowed: str

    @property
    def sentence(self) -> str:
        """The error as the nurse reads it."""
        if not self.value:
            return f"{self.label} is missing: {self.allowed}"
        return f"{self.label} \u201c{self.value}\u201d: {self.allowed}"
