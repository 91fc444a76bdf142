"""The verbs: what may happen in a world, and what refuses it. No JSON, no HTTP."""
