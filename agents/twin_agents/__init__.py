"""One agent in each folder or file; agents meet only on topics."""
