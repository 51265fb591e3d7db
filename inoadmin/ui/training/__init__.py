"""What tells practice from the ward: bands, titles, the speed of time, beginning afresh."""
