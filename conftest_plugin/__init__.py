"""The pytest plugin of mockfapi. It uses the public names only; its fixtures come with a later version."""
