"""What a user of the command line can get wrong, as one line. Bugs are not explained away here."""

from typer import BadParameter

from mockfapi.scenario import ScenarioError

# The library's own complaint about an option or a command.
UsageError = BadParameter.__mro__[1]


class CommandError(Exception):
    """A command that cannot do what it was asked; the text says why."""


def explained(broken: Exception) -> str | None:
    """The line for an error that the user can mend, None for any other."""
    if isinstance(broken, CommandError | ScenarioError):
        return " ".join(str(broken).split())
    if isinstance(broken, UsageError):
        words: str = broken.format_message()  # type: ignore[attr-defined]
        return " ".join(words.split()) + _hint(broken)
    return None


def _hint(broken: Exception) -> str:
    context = getattr(broken, "ctx", None)
    return "" if context is None else f" (see {context.command_path} --help)"
