import type { JsonObject } from '../files';
import {
  ATTRIBUTE_ENTRIES,
  type Attributes,
  type Problem,
  printed,
  publicText,
  type Reading,
  type SourceInfo,
  type Text,
} from '../model';
import { readShownState } from './shown-state';
import { readVersion3, readVersion4, type StateContent } from './state-file';

/** True for a state: the file, or what `terraform show -json` prints of it; also for one of a version that is not read. */
export function isState(value: JsonObject): boolean {
  // Of a state without resources and outputs nothing is printed but the version of the format.
  if (typeof value.format_version === 'string') return 'values' in value || Object.keys(value).length === 1;
  return isEncrypted(value) || (typeof value.version === 'number' && STATE_FILE.some((key) => key in value));
}

/** What tells a state file from other JSON with a version. */
const STATE_FILE = ['lineage', 'serial', 'terraform_version'];

/** Reads the clients of a state. A state declares nothing of them, and does not say what is to come. */
export function readState(state: JsonObject, source: Pick<SourceInfo, 'label' | 'path'>): Reading {
  const content = contentOf(state);
  const complaints = 'message' in content ? [content] : damages(content);
  return {
    source: { ...source, kind: 'state', ...(complaints.length > 0 && { gap: 'unreadable' }) },
    clients: 'message' in content ? [] : content.clients,
    credentials: [],
    orphans: [],
    problems: complaints.map((complaint) => ({ ...complaint, at: { file: source.path } })),
  };
}

type Complaint = Omit<Problem, 'at'>;

function contentOf(state: JsonObject): StateContent | Complaint {
  if (isEncrypted(state)) {
    return complaint(
      publicText('is encrypted'),
      'Print it where OpenTofu has the key: tofu show -json > state.json, or tofu show -json PLAN > plan.json',
    );
  }
  if (typeof state.format_version === 'string') return readShownState(state);
  if (state.version === 4) return readVersion4(state);
  if (state.version === 3) return readVersion3(state);
  return complaint(
    printed`is a state of version ${Number(state.version)}, which is not read`,
    'Let the Terraform that uses it print it: terraform show -json > state.json',
  );
}

/** OpenTofu leaves nothing in clear but the version of the encryption. */
function isEncrypted(state: JsonObject): boolean {
  return typeof state.encryption_version === 'string' && 'encrypted_data' in state;
}

function damages({ clients, isWhole }: StateContent): Complaint[] {
  return [
    ...(isWhole ? [] : [publicText('does not list its resources as Terraform does: clients could be missing')]),
    ...clients
      .filter(({ attributes }) => attributes !== null && !isKnown(attributes))
      .map(({ instance }) => printed`does not show ${instance} as Terraform does`),
  ].map((message) =>
    complaint(
      message,
      'Take the state again: terraform state pull > state.tfstate, or terraform show -json > state.json',
    ),
  );
}

/** In a state every value is known. */
function isKnown(attributes: Attributes): boolean {
  return ATTRIBUTE_ENTRIES.every(([name]) => {
    const value = attributes[name];
    if ('kind' in value) return value.kind !== 'unknown';
    return value.rest.length === 0 && value.items.every(({ kind }) => kind !== 'unknown');
  });
}

function complaint(message: Text, remedy: string): Complaint {
  return { message, remedy: publicText(remedy) };
}
