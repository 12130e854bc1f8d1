"""An OPC UA server of the twin's own values, for any SCADA; nothing can be written to it."""
