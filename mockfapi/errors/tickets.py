"""Refusals of tickets and invitations."""

