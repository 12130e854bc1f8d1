"""The hash-chained audit log: the agent that writes it, and the check of a chain."""
