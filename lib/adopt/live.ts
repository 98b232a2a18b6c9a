import {
  describeFailure,
  type GenesysCloud,
  genesysCloudApi,
  HttpError,
  type HttpFailure,
  type Patience,
  startDeadline,
} from '../http';
import { type Problem, printed, publicText, type Reading, type Text } from '../model';
import { readOAuthClients } from '../sources';
import { type Collected, collectClients } from './collect';

const LIST = '/api/v2/oauth/clients';

/** More pages than any organisation has: an answer that always names a next one must come to an end. */
const MOST_PAGES = 1000;

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
    const listed = await listClients(cloud, patience);
    if ('all' in listed) return readOAuthClients(listed.all, source);
    const { shown, total } = listed;
    return nothing({
      message: printed`lists ${shown} of ${total} OAuth clients: of a list that is not whole nothing is adopted`,
      at: { file },
    });
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    return nothing({ ...explain(error.failure, cloud.api.host), at: { file } });
  }
}

type Listed = { readonly all: readonly unknown[] } | { readonly shown: number; readonly total: number };

async function listClients(cloud: GenesysCloud, patience: Patience): Promise<Listed> {
  const api = await genesysCloudApi(cloud, startDeadline(patience));
  const all = new Map<unknown, unknown>();
  let total = 0;
  let next: string | undefined = LIST;
  for (let pages = 0; next !== undefined && pages < MOST_PAGES; pages++) {
    const page = pageOf(await api.send('GET', next), cloud.api.origin);
    // A list that is read while somebody changes it may show a client twice.
    for (const entity of page.entities) all.set(idOf(entity) ?? entity, entity);
    total = Math.max(total, page.total);
    next = page.next;
  }
  if (next !== undefined || total > all.size) return { shown: all.size, total: Math.max(total, all.size + 1) };
  return { all: [...all.values()] };
}

interface Page {
  readonly entities: readonly unknown[];
  readonly total: number;
  readonly next?: string;
}

function pageOf(content: unknown, origin: string): Page {
  const { entities, total, nextUri } = (content ?? {}) as Readonly<Record<string, unknown>>;
  if (!Array.isArray(entities)) throw new HttpError({ kind: 'unreadable' });
  return { entities, total: typeof total === 'number' ? total : 0, ...nextOf(nextUri, origin) };
}

/** The next page, which is another part of the same list and nothing else. */
function nextOf(uri: unknown, origin: string): { readonly next?: string } {
  if (typeof uri !== 'string' || uri === '') return {};
  const url = URL.canParse(uri, origin) ? new URL(uri, origin) : undefined;
  if (url?.origin !== origin || url.pathname !== LIST) throw new HttpError({ kind: 'unreadable' });
  return { next: url.pathname + url.search };
}

function idOf(entity: unknown): unknown {
  return typeof entity === 'object' && entity !== null && 'id' in entity ? entity.id : undefined;
}

function explain(failure: HttpFailure, host: string): Pick<Problem, 'message' | 'remedy'> {
  const message = printed`cannot be read: ${publicText(describeFailure(failure, host))}`;
  if (failure.kind !== 'status') return { message };
  if (failure.status === 403)
    return {
      message,
      remedy: publicText(
        'The client that logs in needs the permission oauth:client:view, and a token the scope oauth:readonly.',
      ),
    };
  if (failure.status === 400 || failure.status === 401)
    return {
      message,
      remedy: publicText(
        'Check the credentials in the environment, and that they are of an organisation in this region.',
      ),
    };
  return { message };
}
