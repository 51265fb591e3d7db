"""The window: thin widgets on the session's plain rows."""

from inoadmin.ui.references import keep_true_alive

keep_true_alive()
