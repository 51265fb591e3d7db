"""The window: assembles bar, board, banner, steps, page, clocks and timeline; it decides nothing.

The page that is shown follows the open patient: the board alone without one, the course without an
open dose, else one step's page. What each part shows it works out itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QMainWindow,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from inoadmin.session.ports import StorageError
from inoadmin.session.present.findings import STEPS
from inoadmin.session.present.reach import reaction_candidates
from inoadmin.session.present.steps import next_step
from inoadmin.ui.banner import BannerView
from inoadmin.ui.board import BoardView
from inoadmin.ui.clocks import ClocksView
from inoadmin.ui.desk import Desk
from inoadmin.ui.findings_panel import FindingsPanel
from inoadmin.ui.no_dose import NoDosePage
from inoadmin.ui.page import Page
from inoadmin.ui.pages import PAGES, PageKind
from inoadmin.ui.people import (
    HistoryDialog,
    OpenAdministrationDialog,
    RegisterPatientDialog,
    StaffDialog,
)
from inoadmin.ui.protocol_pane import ProtocolPane
from inoadmin.ui.reaction import report_reaction
from inoadmin.ui.stepper import Stepper
from inoadmin.ui.style import LIGHT, Tokens
from inoadmin.ui.timeline import TimelineView
from inoadmin.ui.topbar import TopBar
from inoadmin.ui.trouble import TroubleStrip
