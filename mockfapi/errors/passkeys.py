"""Refusals of passkeys."""

