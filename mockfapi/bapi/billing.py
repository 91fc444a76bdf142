"""Group Billing: plans, and the subscriptions of users and organizations. Reading only."""

from mockfapi.http.call import BackendCall
from mockfapi.http.lists import page
from mockfapi.http.operation import operation
from mockfapi.http.results import Page
from mockfapi.rules import plans
from mockfapi.world.records import Plan, Subscription


@operation("Billing_listPlans")
def list_plans(call: BackendCall) -> Page[Plan]:
    return page(call, plans.found(call.world, call.query.text("payer_type")))


@operation("Billing_getUserSubscription")
def read_of_user(call: BackendCall) -> Subscription:
    return plans.subscription(call.world, call.world.users[call.path["user_id"]])


@operation("Billing_getOrganizationSubscription")
def read_of_organization(call: BackendCall) -> Subscription:
    return plans.subscription(call.world, call.world.organizations[call.path["organization_id"]])
