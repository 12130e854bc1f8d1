"""Sparkplug B (Sparkplug 3.0, ISO/IEC 20237:2023) over MQTT: the adapter is a host application."""
