"""The event log on disk. `opening.open_log` is the way in; only `connection` knows the driver."""
