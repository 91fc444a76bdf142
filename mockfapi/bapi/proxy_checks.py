"""Group ProxyChecks: looking at proxies before the Frontend API."""

from mockfapi.http.call import BackendCall
from mockfapi.http.operation import operation
from mockfapi.rules import domains
from mockfapi.world.records import ProxyCheck


@operation("ProxyChecks_verifyProxyConfiguration")
def verify(call: BackendCall) -> ProxyCheck:
    given = call.params
    return domains.check_proxy(call.world, given.required("domain_id"), given.required("proxy_url"))
