"""A door of the house: one of the APIs, as requests find it."""

from mockfapi.frozen import dataclass
from mockfapi.http.bind import Bound
from mockfapi.http.route import Routes
from mockfapi.http.write import Writer
from mockfapi.spec import Contract


@dataclass(frozen=True)
class Door:
    """One API: its contract, its routes and its way of writing answers."""

    contract: Contract
    routes: Routes[Bound]
    writer: Writer
