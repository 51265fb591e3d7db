"""The pages of the walk, in its order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from inoadmin.ui.desk import Desk
from inoadmin.ui.page import Page
from inoadmin.ui.pages.bag import BagPage
from inoadmin.ui.pages.checks import ChecksPage
from inoadmin.ui.pages.dose import DosePage
from inoadmin.ui.pages.infusion import InfusionPage
from inoadmin.ui.pages.observation import ObservationPage
from inoadmin.ui.pages.premedication import PremedicationPage
from inoadmin.ui.pages.signoff import SignOffPage
from inoadmin.ui.pages.start import StartPage

__all__ = ["PAGES", "PageKind"]


@dataclass(frozen=True, slots=True)
class PageKind:
    """One step's page: the step's name, the title, and how the page is made."""

    step: str
    title: str
    make: Callable[[Desk], Page]


PAGES: tuple[PageKind, ...] = tuple(
    PageKind(page.step, page.title, page)
    for page in (
        ChecksPage,
        DosePage,
        BagPage,
        PremedicationPage,
        StartPage,
        InfusionPage,
        ObservationPage,
        SignOffPage,
    )
)
