"""Users: who there is, what they may, and who has come in."""
