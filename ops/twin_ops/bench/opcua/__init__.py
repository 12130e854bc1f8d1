"""The OPC UA adapter between a server and a broker, each a process of its own."""
