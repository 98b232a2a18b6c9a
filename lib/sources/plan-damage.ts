import { isObject, type Json, type JsonObject } from '../files';
import { DECLARATIONS_VARIABLE, type OAuthClientRecord, type Problem, publicText, type Text } from '../model';
import { isClientEntry, mentionsClient } from './entries';

/** What shows that a plan is not as Terraform wrote it: clients, or what is declared of them, could be missing. */
export function damagesIn(plan: JsonObject, clients: readonly OAuthClientRecord[], file: Text): Problem[] {
  return [...(lacksEntries(plan, clients) ? [UNLISTED] : []), ...(lacksDeclarations(plan) ? [UNDECLARED] : [])].map(
    (message) => ({ message, remedy: AGAIN, at: { file } }),
  );
}

const UNLISTED = publicText('does not list the changes of its clients, as a plan with -refresh-only or a damaged one');
const UNDECLARED = publicText(`has a value for the variable ${DECLARATIONS_VARIABLE}, and not the variable itself`);
const AGAIN = publicText('Plan without -refresh-only and print it again: terraform show -json FILE > plan.json');

/** True where an entry could be a client that is not seen, or a client stands elsewhere and has no entry. */
function lacksEntries(
  { resource_changes: changes, planned_values: planned, prior_state: prior }: JsonObject,
  clients: readonly OAuthClientRecord[],
): boolean {
  if (changes !== undefined && !Array.isArray(changes)) return true;
  const entries: readonly Json[] = changes ?? [];
  if (!entries.every((entry) => isObject(entry) && typeof entry.type === 'string')) return true;
  const listed = new Set<string>(clients.map(({ instance }) => instance));
  if (!plannedClients(planned).every((address) => listed.has(address))) return true;
  return clients.length === 0 && (mentionsClient(planned) || (changes === undefined && mentionsClient(prior)));
}

/** The addresses of the clients that there are in the end. Each has an entry, also where nothing changes. */
function plannedClients(value: Json | undefined): string[] {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(plannedClients);
  if (!isObject(value)) return [];
  if (isClientEntry(value)) return typeof value.address === 'string' ? [value.address] : [];
  return [value.root_module, value.resources, value.child_modules].flatMap(plannedClients);
}

/** A plan lists the values of the variables that its configuration has, and of no others. */
function lacksDeclarations({ variables, configuration }: JsonObject): boolean {
  if (!isObject(variables) || !Object.hasOwn(variables, DECLARATIONS_VARIABLE)) return false;
  const root = isObject(configuration) ? configuration.root_module : undefined;
  const declared = isObject(root) && isObject(root.variables) ? root.variables[DECLARATIONS_VARIABLE] : undefined;
  return !isObject(declared);
}
