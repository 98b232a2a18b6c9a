/**
 * The domains of Genesys Cloud by the names of AWS regions, as provider 1.84.1 has them (`getRegionMap`); logins go to
 * `login.` and calls to `api.` of the domain.
 */
export const GENESYS_REGIONS: Readonly<Record<string, string>> = {
  'us-east-1': 'mypurecloud.com',
  'us-east-2': 'use2.us-gov-pure.cloud',
  'us-west-2': 'usw2.pure.cloud',
  'ca-central-1': 'cac1.pure.cloud',
  'mx-central-1': 'mxc1.pure.cloud',
  'sa-east-1': 'sae1.pure.cloud',
  'eu-central-1': 'mypurecloud.de',
  'eu-central-2': 'euc2.pure.cloud',
  'eu-west-1': 'mypurecloud.ie',
  'eu-west-2': 'euw2.pure.cloud',
  'me-central-1': 'mec1.pure.cloud',
  'ap-northeast-1': 'mypurecloud.jp',
  'ap-northeast-2': 'apne2.pure.cloud',
  'ap-northeast-3': 'apne3.pure.cloud',
  'ap-south-1': 'aps1.pure.cloud',
  'ap-southeast-1': 'apse1.pure.cloud',
  'ap-southeast-2': 'mypurecloud.com.au',
};

/** The domain of a region, by the region's name or the domain itself; undefined for what is neither. */
export function genesysDomain(region: string): string | undefined {
  const name = region.trim().toLowerCase();
  if (Object.hasOwn(GENESYS_REGIONS, name)) return GENESYS_REGIONS[name];
  return Object.values(GENESYS_REGIONS).find((domain) => [domain, `api.${domain}`, `login.${domain}`].includes(name));
}
