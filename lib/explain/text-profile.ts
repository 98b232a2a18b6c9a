import { PUBLISHED } from '../scopes';
import type { CapabilityExplanation, ProfileExplanation } from './explanation';
import { scopeCallLines, spellingLines } from './text-parts';

export function profileLines({ id, zendesk, capabilities, vocabularies, scopes }: ProfileExplanation): string[] {
  const title = `${id}: a profile (in Zendesk: ${zendesk})`;
  if (capabilities.length === 0) return [title, '', 'Its users need no softphone client: it asks for no scope.'];
  return [
    title,
    '',
    `Capabilities: ${capabilities.join(', ')}`,
    'Scopes, in one vocabulary or the other',
    ...spellingLines(vocabularies, PUBLISHED.date),
    '',
    ...scopeCallLines(scopes),
  ];
}

export function capabilityLines({ id, title, profiles, vocabularies, scopes }: CapabilityExplanation): string[] {
  return [
    `${id}: a capability, to ${title}`,
    '',
    `Profiles with it: ${profiles.join(', ')}`,
    'Scopes, in one vocabulary or the other',
    ...spellingLines(vocabularies, PUBLISHED.date),
    '',
    ...scopeCallLines(scopes),
  ];
}
