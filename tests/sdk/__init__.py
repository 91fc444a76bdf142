"""Clerk's own server library against the mock: what it verifies, and the handshakes that it asks for."""
