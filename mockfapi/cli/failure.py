"""What a user of the command line can get wrong, as one line. Bugs are not explained away here."""

from click import UsageError

from mockfapi.scenario import ScenarioError


class CommandError(Exception):
    """A command that cannot do what it was asked; the text says why."""


def explained(broken: Exception) -> str | None:
    """The line for an error that the user can mend, None for any other."""
    if isinstance(broken, CommandError | ScenarioError):
        return " ".join(str(broken).split())
    if isinstance(broken, UsageError):
        return " ".join(broken.format_message().split()) + _hint(broken)
    return None


def _hint(broken: UsageError) -> str:
    context = broken.ctx
    return "" if context is None else f" (see {context.command_path} --help)"
