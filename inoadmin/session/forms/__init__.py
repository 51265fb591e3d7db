"""What can be typed for each command, and how typed text becomes an act."""
