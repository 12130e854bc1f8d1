"""A small plant in the adapter's own process, for demonstrations and tests of agents."""
