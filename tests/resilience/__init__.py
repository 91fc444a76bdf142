"""The server under callers who mean no good."""
