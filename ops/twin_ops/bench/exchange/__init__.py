"""The exchange beside a bare web application: supply, latest value, many clients of its stream."""
