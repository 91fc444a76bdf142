"""Plans and subscriptions as servers see them."""

from mockfapi.views.lens import Json, Lens
from mockfapi.world.records import Plan, Subscription

SYMBOLS = {"usd": "$", "eur": "€", "gbp": "£"}
MONTHS = 12


def money(amount: int, currency: str) -> Json:
    """An amount of cents."""
    return {
        "amount": amount,
        "amount_formatted": f"{amount / 100:.2f}",
        "currency": currency.upper(),
        "currency_symbol": SYMBOLS.get(currency, currency.upper()),
    }


def plan(lens: Lens, it: Plan) -> Json:
    annual, currency = it.annual_amount, it.currency
    monthly = None if annual is None else money(round(annual / MONTHS), currency)
    return {
        "object": "commerce_plan",
        "id": it.id,
        "name": it.name,
        "slug": it.slug,
        "description": it.description,
        "fee": money(it.amount, currency),
        "annual_monthly_fee": monthly,
        "annual_fee": None if annual is None else money(annual, currency),
        "product_id": lens.world.chance.id_of("cprod", it.payer_type),
        "is_default": it.is_default,
        "is_recurring": True,
        "publicly_visible": it.publicly_visible,
        "has_base_fee": it.amount > 0,
        "for_payer_type": it.payer_type,
        "avatar_url": None,
        "features": [_feature(lens, slug) for slug in it.features],
        "free_trial_enabled": it.free_trial_days is not None,
        "free_trial_days": it.free_trial_days,
    }


def _feature(lens: Lens, slug: str) -> Json:
    return {
        "object": "feature",
        "id": lens.world.chance.id_of("feat", slug),
        "name": slug.replace("_", " ").replace("-", " ").title(),
        "description": None,
        "slug": slug,
        "avatar_url": None,
    }


def subscription(lens: Lens, it: Subscription) -> Json:
    chance, payer = lens.world.chance, it.payer
    common = {
        "instance_id": lens.world.keys.instance_id,
        "status": "active",
        "payer_id": chance.id_of("cpayer", payer.id),
        "created_at": payer.created_at,
        "updated_at": payer.created_at,
        "past_due_at": None,
    }
    item = {
        "object": "commerce_subscription_item",
        "id": chance.id_of("csubitem", payer.id),
        **common,
        "plan_id": it.plan.id,
        "plan": plan(lens, it.plan),
        "plan_period": "month",
        "is_free_trial": False,
        "period_start": payer.created_at,
        "period_end": None,
        "canceled_at": None,
        "ended_at": None,
    }
    return {
        "object": "commerce_subscription",
        "id": chance.id_of("csub", payer.id),
        **common,
        "active_at": payer.created_at,
        "subscription_items": [item],
        "eligible_for_free_trial": False,
    }
