"""Webhooks from end to end: what is told, to whom, how often, and whether Svix's verifier believes it."""
