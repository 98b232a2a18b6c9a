# Each client of people, and each scope that it lacks.
.resource_changes[]
| select(.type == "genesyscloud_oauth_client" and .mode == "managed")
| .address as $address
| .change.after
| select(. != null and .authorized_grant_type != "CLIENT-CREDENTIALS")
| (["webphone:use", "interaction:read", "routing:user"] - .scopes)[]
| "\($address) lacks \(.)"
