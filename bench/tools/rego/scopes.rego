# What conftest and opa judge by: each client of people, and each scope that it lacks.
package main

required := {"webphone:use", "interaction:read", "routing:user"}

deny contains message if {
	some resource in input.resource_changes
	resource.type == "genesyscloud_oauth_client"
	resource.mode == "managed"
	client := resource.change.after
	client.authorized_grant_type != "CLIENT-CREDENTIALS"
	held := {scope | some scope in client.scopes}
	some scope in required - held
	message := sprintf("%s lacks %s", [resource.address, scope])
}
