"""How the log's streams are named, and which one a request belongs to."""

from __future__ import annotations

from inoadmin.domain.requests import Request


def administration_stream(administration: str) -> str:
    """The stream of an administration."""
    return f"administration/{administration}"


def patient_stream(patient: str) -> str:
    """The stream of a patient."""
    return f"patient/{patient}"


def staff_stream(member: str) -> str:
    """The stream of a member of staff."""
    return f"staff/{member}"


def plan_stream(administration: str) -> str:
    """The stream of what is planned for an administration."""
    return f"plan/{administration}"


#: What happens at this workstation and is not yet any patient's.
WORKSTATION = "workstation"
#: What the ward has set for itself.
SETTINGS = "settings"


def stream_of(request: Request) -> str:
    """The stream that a request's fact belongs to; an open attempt's is the patient's."""
    if request.state is None:
        return patient_stream(request.patient.id)
    return administration_stream(request.state.id)


def version_of(request: Request) -> int:
    """The version that the stream has reached."""
    return request.patient.version if request.state is None else request.state.version
