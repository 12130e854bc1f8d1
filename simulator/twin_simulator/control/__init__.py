"""The control system: discrete PID controllers, interlocks and the soft PLC's scan."""
