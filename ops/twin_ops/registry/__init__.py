"""A small schema registry with Confluent's REST API, stored in the `_schemas` topic."""
