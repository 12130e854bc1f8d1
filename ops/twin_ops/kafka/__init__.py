"""A real Apache Kafka broker, fetched once and started as a child process."""
