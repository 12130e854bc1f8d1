"""Live training: a scenario at the pace of people, in a process that has no way to any plant."""
