import { printed, publicText, type Text } from '../model';
import type { Outcome } from './rules';

export const OUTCOME_WORDS: Readonly<Record<Outcome, { word: string; meaning: string }>> = {
  client: { word: 'with a client', meaning: 'Placed in a profile for which there has to be a softphone client.' },
  'no-client': { word: 'without a client', meaning: 'Light agents and billing admins: they neither chat nor call.' },
  unplaced: {
    word: 'cannot be placed',
    meaning: 'The export contradicts itself, or says too little: a person has to decide.',
  },
  suspended: { word: 'suspended', meaning: 'Cannot sign in to Zendesk. Counted for no client.' },
  deleted: { word: 'deleted', meaning: 'Former team members that the export still has.' },
  'end-user': { word: 'end-users', meaning: 'Customers. They are counted and not listed.' },
};

export function persons(count: number): Text {
  return printed`${count} ${publicText(count === 1 ? 'person' : 'people')}`;
}
