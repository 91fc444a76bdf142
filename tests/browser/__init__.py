"""Proof that the vendor's own browser client, unmodified, works against a served world."""
