"""What a password must be, after OWASP ASVS 5.0 chapter 6.2: long, and not easily guessed."""

from __future__ import annotations

SHORTEST, LONGEST = 12, 128
_FEWEST_GUESSES = 1e8
_JUDGED = 72  # letters; the estimate takes long for more


def password_problem(password: str, user: str) -> str:
    """What is wrong with a password; empty if nothing is.

    There are no rules of composition. How many guesses it takes is estimated from lists of common
    passwords, names and words, repeats, sequences and the neighbourhood of keys.
    """
    if len(password) < SHORTEST:
        return f"a password has at least {SHORTEST} letters; a sentence is easy to remember"
    if len(password) > LONGEST:
        return f"a password has at most {LONGEST} letters"
    from zxcvbn import zxcvbn  # 30 000 words, which only a change of a password needs

    found = zxcvbn(password[:_JUDGED], user_inputs=[user, "twinbus", "twin"])
    if found["guesses"] >= _FEWEST_GUESSES:
        return ""
    warning = str(found["feedback"]["warning"] or "It is a word or name with little added.")
    return f"the password is among the first ones to be guessed: {warning[0].lower()}{warning[1:]}"
