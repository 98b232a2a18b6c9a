"""One check a scope: each client of people has to hold it."""

from checkov.common.models.enums import CheckCategories, CheckResult
from checkov.terraform.checks.resource.base_resource_check import BaseResourceCheck


class HoldsScope(BaseResourceCheck):
    def __init__(self, number, scope):
        super().__init__(
            name=f"holds {scope}",
            id=f"CKV_GENESYS_{number}",
            categories=[CheckCategories.IAM],
            supported_resources=["genesyscloud_oauth_client"],
        )
        self.scope = scope

    def scan_resource_conf(self, conf):
        if conf.get("authorized_grant_type") == ["CLIENT-CREDENTIALS"]:
            return CheckResult.UNKNOWN
        (held,) = conf.get("scopes", [[]])
        return CheckResult.PASSED if self.scope in held else CheckResult.FAILED


checks = [
    HoldsScope(number, scope)
    for number, scope in enumerate(["webphone:use", "interaction:read", "routing:user"], start=1)
]
