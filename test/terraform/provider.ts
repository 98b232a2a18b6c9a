import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import {
  type GrpcObject,
  loadPackageDefinition,
  Server,
  ServerCredentials,
  type ServiceClientConstructor,
  type sendUnaryData,
} from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { appliedState, importedState, plannedState, refreshedState, requestBody } from './oauth-client';
import { type PlatformApi, type PlatformLogin, platformApi } from './platform-api';
import { RESOURCE_TYPE, schemaAnswer } from './schema';
import { type DynamicValue, fromWire, type State, toWire } from './wire';

/** A provider that Terraform can attach to. */
export interface ServedProvider {
  /** Value of `TF_REATTACH_PROVIDERS`. */
  readonly reattach: string;
  stop(): void;
}

/**
 * Serves the genuine provider's schema of `genesyscloud_oauth_client` on a unix socket, in place of its binary. It plans and
 * answers as the genuine one was observed to; the clients themselves live on the platform.
 *
 * @param socket short: a socket's path has at most 108 bytes
 */
export async function serveProvider(socket: string, platform: PlatformLogin): Promise<ServedProvider> {
  const server = new Server();
  server.addService(providerService(), unary(handlers(platformApi(platform))));
  await new Promise<void>((resolve, reject) => {
    server.bindAsync(`unix:${socket}`, ServerCredentials.createInsecure(), (error) =>
      error === null ? resolve() : reject(error),
    );
  });
  const life = liveProcess();
  const attach = {
    Protocol: 'grpc',
    ProtocolVersion: 5,
    Pid: life.pid,
    // Terraform leaves the provider alone at the end of a command.
    Test: true,
    Addr: { Network: 'unix', String: socket },
  };
  return {
    reattach: JSON.stringify({ 'mypurecloud/genesyscloud': attach }),
    stop: () => {
      life.kill();
      server.forceShutdown();
    },
  };
}

/**
 * A process that lives as long as the provider. Terraform looks every second whether the provider's process is there, and
 * cancels all requests when it is not; and it kills that process when it cannot connect, so it must not be this one.
 */
function liveProcess(): ChildProcess {
  // It ends by itself when this process is gone.
  const child = spawn('cat', { stdio: ['pipe', 'ignore', 'ignore'] });
  child.unref();
  return child;
}

function providerService() {
  const definition = loadSync(join(__dirname, 'tfplugin5.proto'), { keepCase: true, enums: String, longs: Number });
  const { Provider } = loadPackageDefinition(definition).tfplugin5 as GrpcObject;
  return (Provider as ServiceClientConstructor).service;
}

/** The fields of all requests; each call has some of them. */
interface Request {
  readonly config: DynamicValue;
  readonly current_state: DynamicValue;
  readonly prior_state: DynamicValue;
  readonly proposed_new_state: DynamicValue;
  readonly planned_state: DynamicValue;
  readonly raw_state: { readonly json: Buffer };
  readonly id: string;
}

type Handler = (request: Request) => object | Promise<object>;

function handlers(api: PlatformApi): Readonly<Record<string, Handler>> {
  return {
    GetSchema: schemaAnswer,
    PrepareProviderConfig: ({ config }) => ({ prepared_config: config }),
    ValidateResourceTypeConfig: () => ({}),
    Configure: async () => {
      await api.configure();
      return {};
    },
    Stop: () => ({}),
    UpgradeResourceState: ({ raw_state }) => ({
      upgraded_state: toWire({ ...importedState(''), ...JSON.parse(raw_state.json.toString()) }),
    }),
    ReadResource: async ({ current_state }) => ({ new_state: toWire(await read(api, fromWire(current_state))) }),
    PlanResourceChange: ({ prior_state, proposed_new_state, config }) => {
      const [proposed, configured] = [fromWire(proposed_new_state), fromWire(config)];
      const planned = proposed && configured && plannedState(fromWire(prior_state), proposed, configured);
      return { planned_state: toWire(planned), ...LEGACY };
    },
    ApplyResourceChange: ({ prior_state, planned_state }) => apply(api, fromWire(prior_state), fromWire(planned_state)),
    ImportResourceState: ({ id }) => ({
      imported_resources: [{ type_name: RESOURCE_TYPE, state: toWire(importedState(id)) }],
    }),
  };
}

/** As the genuine provider sends it: without it Terraform refuses planned defaults as an invalid plan. */
const LEGACY = { legacy_type_system: true };

async function read(api: PlatformApi, state: State | null): Promise<State | null> {
  const client = state && (await api.get(state.id as string));
  return client ? refreshedState(state, client) : null;
}

async function apply(api: PlatformApi, prior: State | null, planned: State | null): Promise<object> {
  try {
    return { new_state: toWire(await applied(api, prior, planned)), ...LEGACY };
  } catch (error) {
    const action = prior === null ? 'create' : planned === null ? 'delete' : 'update';
    const { name } = (planned ?? prior) as State;
    const summary = `Failed to ${action} oauth client ${name} error: ${(error as Error).message}`;
    return { new_state: toWire(prior), diagnostics: [{ severity: 'ERROR', summary }], ...LEGACY };
  }
}

async function applied(api: PlatformApi, prior: State | null, planned: State | null): Promise<State | null> {
  if (planned === null) {
    await api.delete(prior?.id as string);
    return null;
  }
  const body = requestBody(planned);
  return appliedState(planned, await (prior === null ? api.create(body) : api.update(prior.id as string, body)));
}

/** The handlers in the form of grpc-js. What they throw reaches the user of Terraform as an error of the plugin. */
function unary(all: Readonly<Record<string, Handler>>) {
  const adapt =
    (handler: Handler) =>
    ({ request }: { request: Request }, done: sendUnaryData<object>) => {
      Promise.resolve(request)
        .then(handler)
        .then((answer) => done(null, answer), done);
    };
  return Object.fromEntries(Object.entries(all).map(([name, handler]) => [name, adapt(handler)]));
}
