import { HOST } from '../host';
import type { RoleDivision } from '../model';
import { KNOWN_SCOPES, type Profile } from '../scopes';
import type { AdoptedClient, Adoption, ConstructForm } from './adopted-client';
import { brackets, list, object, plainText, text } from './literal';

/** A prop and its code. */
type Prop = readonly [name: string, code: string];

/** The file in TypeScript that has the clients as code. The same clients give the same bytes. */
export function codeOf({ clients, by }: Adoption): string {
  const blocks = clients.map((each) =>
    each.form.kind === 'construct' ? constructCode(each, each.form, by) : rawCode(each, by),
  );
  // Our constructs attach the gate, and so does whoever speaks for a raw client.
  if (!clients.some(attachesGate)) blocks.push('  ScopeValidation.of(stack);');
  return `${imports(clients)}
/**
 * OAuth clients that exist in Genesys Cloud, as \`genesys-scopes adopt\` wrote them down. ${AFTERWARDS[by]}
 */
export function adoptedClients(stack: TerraformStack): void {
${blocks.join('\n\n')}
}
`;
}

const AFTERWARDS = {
  import: 'Once they are applied,\n * the ids to import have done their work and may go.',
  move: 'Once they are applied,\n * the moves have done their work and may go.',
} as const;

function isExempt({ form }: AdoptedClient): boolean {
  return form.kind === 'raw' && form.exempt !== undefined;
}

function attachesGate(client: AdoptedClient): boolean {
  return client.form.kind === 'construct' || isExempt(client);
}

function imports(clients: readonly AdoptedClient[]): string {
  const uses = (test: (client: AdoptedClient) => boolean) => clients.some(test);
  const ours = [
    ...(uses(({ form }) => form.kind === 'construct') ? ['MigratedProfileClient'] : []),
    ...(uses(isExempt) || !uses(attachesGate) ? ['ScopeValidation'] : []),
    ...(uses(({ form }) => form.kind === 'construct' && typeof form.profile === 'object') ? ['defineProfile'] : []),
  ];
  return [
    `import type { TerraformStack } from '${HOST.library}';`,
    `import { ${ours.join(', ')} } from '${HOST.package}';`,
    ...(uses(({ form }) => form.kind === 'raw')
      ? [`import { OauthClient } from '${HOST.package}/provider/oauth-client';`]
      : []),
    '',
  ].join('\n');
}

function constructCode(adopted: AdoptedClient, form: ConstructForm, by: Adoption['by']): string {
  const { constructId, client, movedFrom } = adopted;
  // The prop takes addresses outside of modules only.
  const isInModule = movedFrom?.startsWith('module.') === true;
  const props: Prop[] = [
    ['profile', typeof form.profile === 'string' ? plainText(form.profile) : profileCode(form.profile)],
    ['vocabulary', plainText(form.vocabulary)],
    ...attributes(adopted, by),
    ...(form.scopes === undefined ? [] : [['scopes', scopeList(form.scopes)] as const]),
    ...(form.additionalScopes.length === 0 ? [] : [['additionalScopes', scopeList(form.additionalScopes)] as const]),
    ...(form.acknowledge.length === 0 ? [] : [['acknowledge', acknowledgments(form)] as const]),
    ...(by === 'import' ? [['importId', text(client.id)] as const] : []),
    ...(movedFrom === undefined || isInModule ? [] : [['movedFrom', plainText(movedFrom)] as const]),
  ];
  const made = `new MigratedProfileClient(stack, ${plainText(constructId)}, ${members(props, 4)}\n  })`;
  return isInModule ? `  ${made}.resource.moveFromId(${plainText(movedFrom)});` : `  ${made};`;
}

/** In a block of its own, so that the name of the constant needs not be made of the client's. */
function rawCode(adopted: AdoptedClient, by: Adoption['by']): string {
  const { constructId, client, movedFrom, scopes, form } = adopted;
  const props: Prop[] = [
    ...attributes(adopted, by),
    ...(scopes.length === 0 ? [] : [['scopes', list(scopes.map(text), 6 + 'scopes: '.length)] as const]),
  ];
  const { exempt, undecided } = form.kind === 'raw' ? form : {};
  const made = `new OauthClient(stack, ${plainText(constructId)}, ${members(props, 6)}\n    });`;
  const calls = [
    ...(by === 'import' ? [`    client.importFrom(${text(client.id)});`] : []),
    ...(movedFrom === undefined ? [] : [`    client.moveFromId(${plainText(movedFrom)});`]),
    ...(exempt === undefined ? [] : [`    ScopeValidation.of(client).exempt(client, ${plainText(exempt)});`]),
  ];
  return [
    '  {',
    ...(undecided === undefined ? [] : decisionComment(undecided, calls.length > 0)),
    // A constant that nothing uses would not compile everywhere.
    `    ${calls.length === 0 ? '' : 'const client = '}${made}`,
    ...calls,
    '  }',
  ].join('\n');
}

/** What a person has to decide, and how to say it. */
function decisionComment(why: string, isNamed: boolean): string[] {
  const say = (call: string) => `    // ScopeValidation.of(stack).${call.replace('IT', isNamed ? 'client' : 'it')}`;
  return [
    `    // Undecided: ${why}. app.synth() refuses it until you say one of these:`,
    say("assign(IT, { profile: 'agent' }), with the scopes that it lacks, if agents log in with it;"),
    say("exempt(IT, 'why') if none does."),
  ];
}

function members(props: readonly Prop[], indentation: number): string {
  const blanks = ' '.repeat(indentation);
  return ['{', ...props.map(([name, code]) => `${blanks}${name}: ${code},`)].join('\n');
}

/** What the client has besides its scopes. An import cannot take over what concerns its secret. */
function attributes({ client: { held }, form }: AdoptedClient, by: Adoption['by']): Prop[] {
  const indentation = form.kind === 'construct' ? 4 : 6;
  const { description, registeredRedirectUris: uris, accessTokenValiditySeconds: seconds, state, roles } = held;
  const { exposeClientSecret, directoryClientSecret, integrationCredentialName } = held;
  const own = by === 'move';
  return [
    ['name', text(held.name)],
    ...textProp('description', description),
    ['authorizedGrantType', text(held.authorizedGrantType)],
    ...(uris.length === 0 ? [] : [['registeredRedirectUris', list(uris.map(text), indentation)] as const]),
    ...(seconds === null ? [] : [['accessTokenValiditySeconds', String(seconds)] as const]),
    ...textProp('state', state),
    ...(roles.length === 0
      ? []
      : [
          [
            'roles',
            brackets(
              '[',
              roles.map((role) => roleCode(role, indentation + 2)),
              ']',
              indentation,
            ),
          ] as const,
        ]),
    ...(own && exposeClientSecret ? [['exposeClientSecret', 'true'] as const] : []),
    ...(own ? textProp('directoryClientSecret', directoryClientSecret) : []),
    ...(own ? textProp('integrationCredentialName', integrationCredentialName) : []),
  ];
}

function textProp(name: string, value: string | null): Prop[] {
  return value === null || value === '' ? [] : [[name, text(value)]];
}

function roleCode({ roleId, divisionId }: RoleDivision, indentation: number): string {
  return object([['roleId', text(roleId)], ...textProp('divisionId', divisionId ?? null)], indentation);
}

/** The compiler refuses names in a literal list that no catalogue has; these clients have them, so it gets to see no literals. */
function scopeList(scopes: readonly string[]): string {
  const code = list(scopes.map(text), 4);
  return scopes.every((scope) => KNOWN_SCOPES.has(scope)) ? code : `${code} as string[]`;
}

function acknowledgments({ acknowledge }: ConstructForm): string {
  const entries = acknowledge.map(({ rule, subject, reason }) =>
    object(
      [
        ['rule', plainText(rule)],
        ...(subject === undefined ? [] : [['subject', plainText(subject)] as const]),
        ['reason', plainText(reason)],
      ],
      6,
    ),
  );
  return brackets('[', entries, ']', 4);
}

function profileCode({ id, capabilities, scopes = [], allowedScopes = [] }: Profile): string {
  const texts = (values: readonly string[]) => list(values.map(plainText), 6);
  const entries: Prop[] = [
    ['id', plainText(id)],
    ['capabilities', texts(capabilities)],
    ...(scopes.length === 0 ? [] : [['scopes', texts(scopes)] as const]),
    ...(allowedScopes.length === 0 ? [] : [['allowedScopes', texts(allowedScopes)] as const]),
  ];
  return `defineProfile(${object(entries, 4)})`;
}
