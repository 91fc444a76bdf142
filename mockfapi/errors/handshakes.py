"""Refusals of handshakes and templates."""

