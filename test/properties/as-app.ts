import type { OauthClient } from '@cdktf/provider-genesyscloud/lib/oauth-client';
import { Aspects, Lazy, type TerraformResource, type TerraformStack, TerraformVariable } from 'cdktf';
import { addCustomSynthesis } from 'cdktf/lib/synthesize/synthesizer';
import fc from 'fast-check';
import { defineProfile, MigratedProfileClient, ScopeValidation } from '../../lib';
import { rawClient } from '../helpers/app';
import { required } from './oracle';
import { contents } from './world-generator';
import { listed, type WorldClient } from './worlds';

/** Gives a resource the scopes of the client; before, it may have had others. */
type Way = (stack: TerraformStack, id: string, client: WorldClient) => TerraformResource;

/** Every way in which a client of an app comes by its scopes. Overrides of a list are added to it. */
export const WAYS: Readonly<Record<string, Way>> = {
  'a raw resource': (stack, id, client) => raw(stack, id, client, scopesIn(stack, id, client)),
  'a lazy list': (stack, id, client) => {
    const scopes = scopesIn(stack, id, client);
    return raw(stack, id, client, scopes && Lazy.listValue({ produce: () => scopes }));
  },
  'an override of the resource': (stack, id, client) => {
    const [written, added] = inHalves(stack, id, client);
    const resource = raw(stack, id, client, written);
    if (added.length > 0) resource.addOverride('scopes', added);
    return resource;
  },
  'an override of one element': (stack, id, client) => {
    const scopes = scopesIn(stack, id, client) ?? [];
    if (client.list === 'unknown' || scopes.length === 0) return raw(stack, id, client, scopes);
    const resource = raw(stack, id, client, [whole(client)[0] ?? 'users', ...scopes.slice(1)]);
    resource.addOverride('scopes.0', scopes[0]);
    return resource;
  },
  'an override that takes the list away': (stack, id, client) => {
    const resource = raw(stack, id, client, client.list === 'absent' ? whole(client) : scopesIn(stack, id, client));
    if (client.list === 'absent') resource.addOverride('scopes', null);
    return resource;
  },
  'an override of the stack': (stack, id, client) => {
    const [written, added] = inHalves(stack, id, client);
    const resource = raw(stack, id, client, written);
    if (added.length > 0) stack.addOverride(`resource.genesyscloud_oauth_client.${id}.scopes`, added);
    return resource;
  },
  'an Aspect': (stack, id, client) => {
    const resource = raw(stack, id, client, whole(client));
    const change = later(resource, scopesIn(stack, id, client));
    Aspects.of(stack).add({ visit: (node) => node === resource && change() });
    return resource;
  },
  'a change while the app is synthesized': (stack, id, client) => {
    const resource = raw(stack, id, client, whole(client));
    addCustomSynthesis(resource, { onSynthesize: later(resource, scopesIn(stack, id, client)) });
    return resource;
  },
};

function later(resource: OauthClient, scopes: string[] | undefined): () => void {
  return () => {
    if (scopes === undefined) resource.resetScopes();
    else resource.scopes = scopes;
  };
}

/** The list in two parts. A token that stands for the whole of it is none. */
function inHalves(stack: TerraformStack, id: string, client: WorldClient): [written: string[], added: string[]] {
  const scopes = scopesIn(stack, id, client) ?? [];
  const half = client.list === 'unknown' ? scopes.length : Math.floor(scopes.length / 2);
  return [scopes.slice(0, half), scopes.slice(half)];
}

function raw(stack: TerraformStack, id: string, { title, grant }: WorldClient, scopes: string[] | undefined) {
  const variable = grant === null ? new TerraformVariable(stack, `grant-of-${id}`, {}).stringValue : grant;
  return rawClient(stack, id, {
    name: title,
    authorizedGrantType: variable,
    ...(scopes === undefined ? { scopes: [] } : { scopes }),
  });
}

/** The scopes with tokens where they are not known: what is sensitive stands in an app in clear. */
export function scopesIn(stack: TerraformStack, id: string, client: WorldClient): string[] | undefined {
  if (client.list === 'absent') return undefined;
  const token = (name: string) => new TerraformVariable(stack, `${name}-of-${id}`, {});
  if (client.list === 'unknown') return token('scopes').listValue;
  return listed(client).map(({ kind, name }, index) =>
    kind === 'unknown' ? token(`scope-${index}`).stringValue : name,
  );
}

function whole({ profile = 'agent', vocabulary = 'platform' }: WorldClient): string[] {
  return required(profile, vocabulary);
}

/** What code declares of a raw resource. Nothing is said of one without a profile. */
export function declareRaw(resource: TerraformResource, { profile, vocabulary, additional }: WorldClient): void {
  if (profile === undefined) return;
  ScopeValidation.of(resource).assign(resource, {
    profile: profileOf(profile),
    ...(vocabulary !== undefined && { vocabulary }),
    additionalScopes: additional,
  } as unknown as Parameters<ScopeValidation['assign']>[1]);
}

function profileOf(profile: NonNullable<WorldClient['profile']>): unknown {
  return typeof profile === 'string' ? profile : defineProfile({ id: 'team-lead', ...profile } as never);
}

/** Our construct, with the scopes of the client or, where it has none, with those that are generated. */
export function ourClient(stack: TerraformStack, id: string, client: WorldClient): MigratedProfileClient {
  const { profile = 'agent', vocabulary, additional, acknowledged, title, grant } = client;
  const scopes = scopesIn(stack, id, client);
  const props = {
    profile: profileOf(profile),
    ...(vocabulary !== undefined && { vocabulary }),
    additionalScopes: additional,
    acknowledge: acknowledged.map((rule) => ({ rule, reason: 'accepted for a while' })),
    name: title,
    authorizedGrantType: grant ?? new TerraformVariable(stack, `grant-of-${id}`, {}).stringValue,
    ...(scopes !== undefined && { scopes }),
  };
  return new MigratedProfileClient(
    stack,
    id,
    props as unknown as ConstructorParameters<typeof MigratedProfileClient>[2],
  );
}

/** A client of an app and the way in which it comes by its scopes. */
export interface AppClient {
  readonly client: WorldClient;
  readonly way: string;
}

export const appClients: fc.Arbitrary<readonly AppClient[]> = fc
  .array(fc.tuple(contents, fc.constantFrom(...Object.keys(WAYS))), { minLength: 1, maxLength: 3 })
  .map((all) =>
    all.map(([content, way], index) => {
      const { vocabulary, ...rest } = content;
      // What is said of a raw resource begins with its profile.
      const said = content.profile === undefined ? { ...rest, additional: [] } : content;
      return { client: { ...said, acknowledged: [], path: [], name: `c${index}` }, way };
    }),
  );
