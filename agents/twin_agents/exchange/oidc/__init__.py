"""Log-in through an identity provider (OpenID Connect), as an alternative to passwords of here."""
