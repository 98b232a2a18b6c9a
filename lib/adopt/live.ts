import { type GenesysCloud, genesysReader, HttpError, type Patience, startDeadline } from '../http';
import { explainFailure, listClients } from '../live';
import { type Problem, printed, publicText, type Reading, type Text } from '../model';
import { readOAuthClients } from '../sources';
import { type Collected, collectClients } from './collect';

/** Reads the OAuth clients of an organisation, and says which of them are not for adoption. Opens connections. */
export async function collectLive(cloud: GenesysCloud, patience: Patience): Promise<Collected> {
  const { clients, problems } = collectClients({ readings: [await readLive(cloud, patience)], beside: new Map() });
  const own = 'id' in cloud.credentials ? cloud.credentials.id : undefined;
  const remarks: Text[] = [];
  const adopted = clients.filter(({ id, record, held: { state } }) => {
    if (id === own)
      remarks.push(
        printed`${record.address} is left out: it is the client that Terraform and this command log in with`,
      );
    // So does the provider's own export.
    else if (state === 'disabled')
      remarks.push(printed`${record.address} is left out: it is disabled, and will be deleted`);
    else return true;
    return false;
  });
  return { clients: adopted, remarks, problems };
}

async function readLive(cloud: GenesysCloud, patience: Patience): Promise<Reading> {
  const file = publicText(cloud.api.host);
  const source = { label: file, path: file };
  const nothing = (problem: Problem): Reading => ({ ...readOAuthClients([], source), problems: [problem] });
  try {
    const listed = await listClients(await genesysReader(cloud, startDeadline(patience)), cloud.api.origin);
    if ('all' in listed) return readOAuthClients(listed.all, source);
    const { shown, total } = listed;
    return nothing({
      message: printed`lists ${shown} of ${total} OAuth clients: of a list that is not whole nothing is adopted`,
      at: { file },
    });
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    return nothing(
      explainFailure(error.failure, cloud, { permission: 'oauth:client:view', scopes: ['oauth:readonly'] }),
    );
  }
}
