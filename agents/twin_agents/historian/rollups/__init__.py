"""What joined hours tell in minutes, kept beside them, so that trends of weeks need no rows."""
