"""Modbus TCP (Modbus Application Protocol Specification V1.1b3, 2012)."""
