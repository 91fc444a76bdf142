"""Keys for an app that has none yet."""

from mockfapi.views.lens import Json, Lens
from mockfapi.world.records import AccountlessApplication


def accountless_application(lens: Lens, it: AccountlessApplication) -> Json:
    del lens
    return {
        "object": "accountless_application",
        "publishable_key": it.publishable_key,
        "secret_key": it.secret_key,
        "claim_url": it.claim_url,
        "api_keys_url": it.api_keys_url,
    }
