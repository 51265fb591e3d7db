"""A correction typed into an act's own form: one Correct for each field that was changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import cast

from inoadmin.domain.commands import Act, Answer, Correct
from inoadmin.session.forms.model import Field, FieldError, FormSpec, Made, Typed
from inoadmin.session.forms.moments import show_moment
from inoadmin.session.forms.reading import NOTE, WHEN, WHEN_LABEL, build, when
from inoadmin.session.forms.showing import bare, in_words, typed_of

REASON = "reason"
REASON_LABEL = "Reason for the correction"


def corrections(
    spec: FormSpec,
    target: int,
    act: Act,
    occurred_at: datetime,
    typed: Typed,
    when_text: str,
    reason: str,
    now: datetime,
) -> tuple[Correct, ...] | tuple[FieldError, ...]:
    """The corrections that turn the recorded act into what was typed, or what is wrong with it.

    `target` is the act's version. Each correction carries the act with the fields changed so far,
    so that they can be recorded one after the other; none when nothing was changed.
    """
    before = typed_of(spec, act)
    made = build(replace(spec, base=bare(spec, act)), typed, now)
    moment = when(spec, when_text, now)
    errors = list(made) if isinstance(made, tuple) else []
    moved: datetime | None = None
    if isinstance(moment, FieldError):
        errors.append(moment)
    elif moment is None:
        errors.append(FieldError(WHEN, WHEN_LABEL, "", "when it happened"))
    elif when_text.strip() != show_moment(occurred_at, spec.zone):
        moved = moment
    if not reason.strip():
        errors.append(FieldError(REASON, REASON_LABEL, "", "why the first record was wrong"))
    if errors or isinstance(made, tuple):
        return tuple(errors)
    changed = [field for field in spec.fields if differs(field, before, typed)]
    return (
        *in_steps(act, made, changed, typed, Correct(target, reason=reason.strip())),
        *(
            [
                Correct(
                    target,
                    field=WHEN,
                    value=show_moment(moved, spec.zone),
                    occurred_at=moved,
                    reason=reason.strip(),
                )
            ]
            if moved is not None
            else []
        ),
    )


def voiding(target: int, reason: str) -> Correct | FieldError:
    """The correction that voids an act."""
    if not reason.strip():
        return FieldError(REASON, REASON_LABEL, "", "why the record is void")
    return Correct(target, void=True, reason=reason.strip())


def differs(field: Field, before: Typed, typed: Typed) -> bool:
    """Whether a field was changed."""
    names = (field.name, field.name + NOTE)
    return any(tidy(before.get(name, "")) != tidy(typed.get(name, "")) for name in names)


def tidy(value: str | bool | tuple[str, ...]) -> str | bool | tuple[str, ...]:
    """A typed value without what does not count."""
    if isinstance(value, str):
        return value.strip()
    return value or "" if isinstance(value, tuple) else value


def in_steps(
    act: Act, made: Made, changed: list[Field], typed: Typed, like: Correct
) -> list[Correct]:
    """One correction a field, each on top of the one before."""
    steps: list[Correct] = []
    so_far = act
    for field in changed:
        so_far = with_field(so_far, made, field.name)
        step = replace(like, field=field.name, value=in_words(field, typed), corrected=so_far)
        steps.append(step)
    return steps


def with_field(act: Act, made: Made, name: str) -> Act:
    """The act with one field as it was typed."""
    if isinstance(act, Answer):
        typed = cast("Answer", made).answers
        kept = {item: answer for item, answer in act.answers.items() if item != name}
        return Answer({**kept, **({name: typed[name]} if name in typed else {})})
    return replace(act, **{name: getattr(made, name)})
