import fc from 'fast-check';
import { TYPE } from '../sources/inputs';
import type { Step } from '../sources/states';
import { type OracleCapability, type OracleVocabulary, PROFILE_CAPABILITIES, required } from './oracle';
import { spelled } from './spellings';
import type { Kind, World, WorldClient, WorldElement } from './worlds';

export const vocabularies = fc.constantFrom<OracleVocabulary>('migration', 'platform');

const CAPABILITIES: readonly OracleCapability[] = ['webphone', 'interaction', 'routing', 'digital'];

const ownProfiles = fc
  .record({
    id: fc.constantFrom('team-lead', 'wallboard', '__proto__'),
    capabilities: fc.subarray([...CAPABILITIES]),
    scopes: fc.subarray(['analytics:readonly', 'quality:readonly', 'users:readonly', 'conversations']),
  })
  .filter(({ capabilities, scopes }) => capabilities.length + scopes.length > 0);

export const profiles: fc.Arbitrary<WorldClient['profile']> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  { weight: 5, arbitrary: fc.constantFrom(...Object.keys(PROFILE_CAPABILITIES)) },
  { weight: 2, arbitrary: ownProfiles },
);

/** Names that are near to what the profile needs, in one vocabulary or in halves of both. */
export function namesFor(profile: WorldClient['profile']): fc.Arbitrary<string[]> {
  const needed = (vocabulary: OracleVocabulary) => required(profile ?? 'agent', vocabulary);
  return fc
    .oneof(
      { weight: 8, arbitrary: vocabularies.map(needed) },
      { weight: 1, arbitrary: fc.subarray([...needed('migration'), ...needed('platform')]) },
      { weight: 1, arbitrary: fc.constant([]) },
    )
    .chain(spelled);
}

const kinds = fc.oneof(
  { weight: 8, arbitrary: fc.constant<readonly Kind[]>(['known']) },
  { weight: 2, arbitrary: fc.constant<readonly Kind[]>(['known', 'sensitive']) },
  { weight: 2, arbitrary: fc.constant<readonly Kind[]>(['known', 'known', 'known', 'unknown']) },
);

function elementsFor(profile: WorldClient['profile']): fc.Arbitrary<WorldElement[]> {
  return fc
    .tuple(namesFor(profile), kinds)
    .chain(([names, allowed]) =>
      fc
        .tuple(...names.map(() => fc.constantFrom(...allowed)))
        .map((each) => names.map((name, index): WorldElement => ({ name, kind: each[index] ?? 'known' }))),
    );
}

export const grants = fc.oneof(
  { weight: 12, arbitrary: fc.constant('CODE') },
  { weight: 4, arbitrary: fc.constant('CLIENT-CREDENTIALS') },
  {
    weight: 2,
    arbitrary: fc.constantFrom('TOKEN', 'SAML2-BEARER', 'client_credentials', 'code', ' CLIENT-CREDENTIALS', null),
  },
);

type Content = Omit<WorldClient, 'path' | 'name' | 'key'>;

/** What a client is, wherever it stands. */
export const contents: fc.Arbitrary<Content> = profiles.chain((profile) =>
  fc
    .record({
      title: fc.constantFrom('chat', 'voice', 'email', 'back office'),
      vocabulary: fc.option(vocabularies, { nil: undefined }),
      additional: fc.subarray(['analytics', 'presence'], { maxLength: 2 }),
      acknowledged: fc.subarray(['unknown-scope', 'excess-scope', 'unpublished-scope', 'wrong-grant']),
      grant: grants,
      list: fc.oneof(
        { weight: 20, arbitrary: fc.constant<WorldClient['list']>('elements') },
        { weight: 7, arbitrary: fc.constantFrom<WorldClient['list']>('absent', 'unknown', 'sensitive') },
      ),
      elements: elementsFor(profile),
    })
    .map(({ vocabulary, ...rest }) => ({
      ...rest,
      ...(profile !== undefined && { profile }),
      ...(vocabulary !== undefined && { vocabulary }),
    })),
);

/** Some are members that every object has. */
const NAMES = ['c', 'chat', 'constructor', 'toString', '__proto__', 'with-dash', 'ünï', '_override'];
const MODULES = ['m', 'n', 'constructor', '__proto__'];

const keys = fc.oneof(
  { weight: 2, arbitrary: fc.constant(undefined) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<string | number>(
      0,
      7,
      'eu',
      'a.b',
      'x"]y',
      'a[0].b',
      '\\',
      '\\"]',
      '${z}',
      'ü é',
      `${TYPE}.c`,
      'module.m["x"]',
      '__proto__',
      '',
    ),
  },
);

/** @param depth of the modules that clients may be in */
export function worldsOf({ depth = 0, most = 4 } = {}): fc.Arbitrary<World> {
  // A module has one call, so all clients that are in it share the form of its key.
  const steps = fc
    .tuple(...MODULES.map(() => keys))
    .map((each) => MODULES.map((name, index) => step(name, each[index])));
  const names = fc.shuffledSubarray(NAMES, { minLength: 1, maxLength: most });
  return names.chain((chosen) =>
    steps.chain((all) =>
      fc.tuple(
        ...chosen.map((name) =>
          fc
            .record({ path: depth > 0 ? pathsIn(all) : fc.constant([]), key: keys, content: contents })
            .map(({ path, key, content }): WorldClient => ({ ...content, path, ...step(name, key) })),
        ),
      ),
    ),
  );
}

function pathsIn(steps: readonly Step[]): fc.Arbitrary<readonly Step[]> {
  return fc.constantFrom<readonly Step[]>([], [], ...steps.map((each) => [each]), steps.slice(0, 2));
}

function step(name: string, key: string | number | undefined): Step {
  return { name, ...(key !== undefined && { key }) };
}
