"""The first start: ward, manager, recovery key and those who record, in one flow in the window."""
