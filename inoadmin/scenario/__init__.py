"""Scenario files, and playing them through the session."""
