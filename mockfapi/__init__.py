"""mockfapi: a stateful test double of Clerk's Frontend and Backend API. Only the public names live here."""

__version__ = "0.1.0"
