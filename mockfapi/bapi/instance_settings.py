"""Group InstanceSettings: the instance, its restrictions, its organizations, where it sends messages."""

from mockfapi.http.call import BackendCall
from mockfapi.http.operation import operation
from mockfapi.rules import instance_settings
from mockfapi.world.records import Instance, InstanceCommunication
from mockfapi.world.records.settings import OrganizationSettings
from mockfapi.world.records.user_settings import Restrictions


@operation("InstanceSettings_getInstance")
def read(call: BackendCall) -> Instance:
    return call.world.instance


@operation("InstanceSettings_updateInstanceSettings")
def update(call: BackendCall) -> None:
    instance_settings.update(call.world, call.params.given())


@operation("InstanceSettings_updateRestrictions")
def restrict(call: BackendCall) -> Restrictions:
    return instance_settings.restrict(call.world, call.params.given())


@operation("InstanceSettings_getOrganizationSettings")
def read_organizations(call: BackendCall) -> OrganizationSettings:
    return call.world.instance.settings.organization_settings


@operation("InstanceSettings_updateOrganizationSettings")
def update_organizations(call: BackendCall) -> OrganizationSettings:
    return instance_settings.update_organizations(call.world, call.params.given())


@operation("InstanceSettings_getCommunication")
def read_communication(call: BackendCall) -> InstanceCommunication:
    return InstanceCommunication(call.world.instance)


@operation("InstanceSettings_updateCommunication")
def update_communication(call: BackendCall) -> InstanceCommunication:
    codes = call.params.given().get("blocked_country_codes")
    return InstanceCommunication(instance_settings.block_countries(call.world, codes))
