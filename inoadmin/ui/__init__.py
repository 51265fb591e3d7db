"""The window: thin widgets on the session's plain rows."""
