import { type App, TerraformStack, Token } from 'cdktf';
import type { Construct } from 'constructs';
import { known, OAUTH_CLIENT_TYPE, type Problem, publicText, unknown } from '../model';
import { DEFAULT_POLICY, findPolicyFile, matchEntry, type Policy, readCatalog, readPolicyFile } from '../policy';
import { terminal } from '../reporters';
import { RULE_IDS } from '../rules';
import type { Catalog, Vocabulary } from '../scopes';
import { projectOf } from '../sources';
import { refusal } from './refusal';

/** The policy that the command line finds here too, with the catalogue that it names. */
export interface ProjectPolicy {
  readonly policy: Policy;
  readonly catalog: Catalog;
}

/** Read once for each app: every gate of one run goes by the same file. */
const policies = new WeakMap<object, ProjectPolicy>();

/**
 * The policy of the project that an app belongs to: `genesys-scopes.json`, from the folder of `cdktf.json` up to the root of
 * the repository.
 *
 * @throws when the file is wrong, with every place
 */
export function projectPolicy(app: App | Construct): ProjectPolicy {
  const { root } = app.node;
  const found = policies.get(root) ?? readProjectPolicy();
  policies.set(root, found);
  return found;
}

function readProjectPolicy(): ProjectPolicy {
  const file = findPolicyFile(projectOf(process.cwd()));
  const policy = file === undefined ? DEFAULT_POLICY : readPolicyFile(file, RULE_IDS);
  if (!('clients' in policy)) throw policyRefusal(policy);
  const catalog = readCatalog(policy);
  if ('message' in catalog) throw policyRefusal([catalog]);
  return { policy, catalog };
}

function policyRefusal(problems: readonly Problem[]): Error {
  const lines = problems.map(
    ({ at, message }) => `  ${terminal(`${at.file}:${at.line ?? 1}:${at.column ?? 1}: ${message}`)}`,
  );
  return refusal(`the policy file is wrong\n${lines.join('\n')}`);
}

/** The Terraform address of the client that a construct makes as its child `Default`, unless it is overridden later. */
export function addressIn(construct: Construct): string {
  return `${OAUTH_CLIENT_TYPE}.${TerraformStack.of(construct).getLogicalId(construct.node)}`;
}

/** The vocabulary that the policy names for a client; undefined where it leaves that open. */
export function policyVocabulary(construct: Construct, name: unknown): Vocabulary | undefined {
  const { policy } = projectPolicy(construct);
  const address = publicText(addressIn(construct));
  const label = publicText(TerraformStack.of(construct).node.id);
  const { entry } = matchEntry(
    { address, instance: address },
    // A name that is no string is told as a problem of the props, after this.
    { name: typeof name === 'string' && !Token.isUnresolved(name) ? known(name) : unknown() },
    { label },
    policy,
  );
  return entry?.vocabulary ?? policy.vocabulary;
}
