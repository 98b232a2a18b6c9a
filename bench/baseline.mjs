// node bench/baseline.mjs PLAN: what no reader of plans in JavaScript gets below: JSON.parse, and a loop.
import { readFileSync } from 'node:fs';

const REQUIRED = ['webphone:use', 'interaction:read', 'routing:user'];

for (const { type, mode, address, change } of JSON.parse(readFileSync(process.argv[2], 'utf8')).resource_changes) {
  if (type !== 'genesyscloud_oauth_client' || mode !== 'managed') continue;
  if (change.after === null || change.after.authorized_grant_type === 'CLIENT-CREDENTIALS') continue;
  for (const scope of REQUIRED) {
    if (!change.after.scopes.includes(scope)) console.log(`${address} lacks ${scope}`);
  }
}
