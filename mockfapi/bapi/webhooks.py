"""Group Webhooks: the application at Svix. Endpoints and deliveries are looked after in the control API."""

from mockfapi.http.call import BackendCall
from mockfapi.http.operation import operation
from mockfapi.rules import svix_apps
from mockfapi.world.records import SvixApp


@operation("Webhooks_createSvixApp")
def create(call: BackendCall) -> SvixApp:
    return svix_apps.create(call.world)


@operation("Webhooks_deleteSvixApp")
def delete(call: BackendCall) -> None:
    svix_apps.remove(call.world)


@operation("Webhooks_generateSvixDashboardUrl")
def dashboard(call: BackendCall) -> SvixApp:
    return svix_apps.current(call.world)
