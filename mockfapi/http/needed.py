"""Fields without which nothing can be done, although the contract does not require them."""

from mockfapi import errors
from mockfapi.http.params import Params


def text(params: Params, name: str) -> str:
    """The text that was given; one that is missing is refused."""
    value = params.text(name)
    if value is None:
        raise errors.form_param_missing(name)
    return value
