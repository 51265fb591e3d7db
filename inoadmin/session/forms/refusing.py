"""A refusal in the words of the form that was refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from inoadmin.domain.requests import Reason
from inoadmin.session.forms.model import FieldError, FormSpec, Typed
from inoadmin.session.forms.reading import WHEN, WHEN_LABEL, as_text

_TIMES = frozenset({"time-in-future", "time-out-of-order"})
_FUTURE = "time-in-future"
YESTERDAY = "; for yesterday type the date too"
_NOT_PERMITTED = "not-permitted"


@dataclass(frozen=True, slots=True)
class Told:
    """What a refusal says: at a field, or to the whole form."""

    fields: tuple[FieldError, ...]
    sentences: tuple[str, ...]


def told(spec: FormSpec, reasons: Sequence[Reason], typed: Typed, when_text: str) -> Told:
    """Each reason where it belongs: at the field it begins with, at the time, or over all."""
    fields: list[FieldError] = []
    sentences: list[str] = []
    for reason in reasons:
        at = named_field(spec, reason.sentence)
        if at is not None:
            label, value = spec.field(at).label, as_text(typed.get(at, "")).strip()
            rest = reason.sentence.removeprefix(at).lstrip(" :")
            rest = rest.removeprefix(f"{value} ").removeprefix("is ")
            fields.append(FieldError(at, label, value, rest))
        elif reason.code in _TIMES:
            rest = reason.sentence.removeprefix("time ")
            if reason.code == _FUTURE and re.fullmatch(r"\s*\d{1,2}:\d\d\s*", when_text):
                rest += YESTERDAY
            fields.append(FieldError(WHEN, WHEN_LABEL, when_text.strip() or "now", rest))
        else:
            sentences.append(sentence_of(reason))
    return Told(tuple(fields), tuple(sentences))


def named_field(spec: FormSpec, sentence: str) -> str | None:
    """The field that a sentence begins with."""
    names = {field.name for field in spec.fields}
    first = re.match(r"[a-z_0-9]+", sentence)
    return first[0] if first is not None and first[0] in names else None


def sentence_of(reason: Reason) -> str:
    """A reason as a sentence that stands alone."""
    if reason.finding is not None:
        return reason.sentence
    text = reason.sentence
    if reason.code == _NOT_PERMITTED and text.startswith("is "):
        text = f"Who is acting {text}"
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
