"""Alarms seen and heard: the sound, the list, what is told of the sound."""
