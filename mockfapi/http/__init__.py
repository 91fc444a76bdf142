"""The hinges: all that knows requests and answers. Doors import `operation`, `call`, `results` only."""
