"""Group Miscellaneous: the interstitial of older apps."""

from mockfapi.http.call import BackendCall
from mockfapi.http.operation import operation
from mockfapi.http.results import Text
from mockfapi.rules import interstitials


@operation("Miscellaneous_getInterstitialMarkup")
def interstitial(call: BackendCall) -> Text:
    given = call.query.given()
    own_script = bool(given.pop("use_domain_for_script", False))
    return Text(interstitials.page(call.world, given, script_from_domain=own_script))
