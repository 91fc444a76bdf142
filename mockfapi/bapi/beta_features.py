"""Group BetaFeatures: older ways to change settings, and moving the instance to another domain."""

from mockfapi.http.call import BackendCall
from mockfapi.http.operation import operation
from mockfapi.http.results import Document
from mockfapi.rules import domains, instance_settings
from mockfapi.world.records import InstanceSettings


@operation("BetaFeatures_updateInstanceSettings")
def update(call: BackendCall) -> InstanceSettings:
    return InstanceSettings(instance_settings.update_beta(call.world, call.params.given()))


@operation("BetaFeatures_changeDomain")
@operation("BetaFeatures_updateInstanceDomain")
@operation("BetaFeatures_updateProductionInstanceDomain")
def change_domain(call: BackendCall) -> Document:
    domains.change(call.world, call.params.text("home_url"))
    return Document({}, status=202)
