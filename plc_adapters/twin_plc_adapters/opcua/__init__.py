"""OPC UA: a client that feeds the bus, and a server that shows a plant."""
