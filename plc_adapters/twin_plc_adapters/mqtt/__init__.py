"""MQTT version 5 (OASIS Standard, 2019), QoS 1."""
