"""What makes the emulated plant differ from its model: mismatch and sensors."""
