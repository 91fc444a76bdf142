"""Requests for faults that go well. The fault that is there strikes nothing that is asked for here."""

from tests.contract.stock import Prepared


def walk(it: Prepared) -> None:
    """One fault to take away; one to set; ready-made ones."""
    fault = it.clerk.faults.add("getAndroidAssetLinks", status=503)
    it.fits("createFault", body={"operations": ["getAndroidAssetLinks"], "status": 503})
    it.fits("createFaultsOfPreset", body={"name": "slow_network"})
    it.fits("deleteFault", {"fault_id": fault.id})
