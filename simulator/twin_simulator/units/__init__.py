"""Unit operations: small frozen classes which return expressions, one kind each."""
