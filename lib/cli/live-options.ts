import type { Command } from 'commander';
import { type AddressOptions, type GenesysCloud, genesysCloudIn, PATIENCE, type Patience } from '../http';
import { publicText } from '../model';
import { terminal } from '../reporters';
import { type Io, UsageError } from './io';

/** What says which organisation is asked. Credentials are options of no command: the process list shows what is typed. */
export interface LiveOptions {
  region?: string;
  apiUrl?: string;
}

/** Adds the options to a command that asks an organisation. */
export function addLiveOptions(command: Command): Command {
  return command
    .option(
      '--region <region>',
      'the organisation is in this region, by its name or domain (default: GENESYSCLOUD_REGION)',
    )
    .option('--api-url <url>', 'address of the API in place of that of a region: https, or on this machine');
}

/** What the options mean to whoever opens the connection. */
export function addressOptions({ region, apiUrl }: LiveOptions): AddressOptions {
  return { ...(region !== undefined && { region }), ...(apiUrl !== undefined && { apiUrl }) };
}

/**
 * The organisation that the options and the environment name. Says whom it is about to ask.
 *
 * @param what is asked for, as words after "reading"
 * @throws UsageError where the region, the address or the credentials are missing or wrong
 */
export function organisationOf(options: LiveOptions, what: string, io: Io): GenesysCloud {
  const cloud = genesysCloudIn(io.env, addressOptions(options));
  if ('refused' in cloud) throw new UsageError(cloud.refused);
  io.stderr(`${terminal(publicText(`reading ${what} of ${cloud.api.href}`))}\n`);
  return cloud;
}

/** How long an organisation is asked. */
export function patienceOf({ patience = PATIENCE }: Io): Patience {
  return patience;
}

/** For the help of a command: who logs in, and by what. */
export const CREDENTIALS_HELP = `
Logs in with GENESYSCLOUD_OAUTHCLIENT_ID and GENESYSCLOUD_OAUTHCLIENT_SECRET, or GENESYSCLOUD_ACCESS_TOKEN, as the Terraform
provider does. GENESYSCLOUD_GATEWAY_HOST, _PORT and _PROTOCOL name another address, by https or on this machine.
`;
