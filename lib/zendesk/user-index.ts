import type { JsonObject } from '../files';
import { emailKey, idOf, isTrue, timeOf } from './fields';

/** Which of the records of each user holds, and who has which email address: a few dozen bytes a person. */
export interface UserIndex {
  /** Takes the record of that number in the order of reading; false when it has no id. */
  add(user: JsonObject, ordinal: number): boolean;
  /** Whether the record of that number is the one that holds for its user. */
  holds(user: JsonObject, ordinal: number): boolean;
  readonly people: number;
  /** Records of users who have several. */
  readonly repeated: number;
  /** How many team members that are not deleted have the address. */
  teamMembers(email: string): number;
}

export function isTeamMember({ role }: JsonObject): boolean {
  return role === 'agent' || role === 'admin';
}

export function userIndex(): UserIndex {
  const slots = new Map<number, number>();
  const times: number[] = [];
  const ordinals: number[] = [];
  const emails: (string | undefined)[] = [];
  let byEmail: Map<string, number> | undefined;
  let repeated = 0;
  return {
    add(user, ordinal) {
      const id = idOf(user.id);
      if (id === undefined) return false;
      const time = timeOf(user.updated_at);
      const before = slots.get(id);
      if (before !== undefined) repeated++;
      // Of two of the same time the one that was read later holds.
      if (before !== undefined && time < (times[before] as number)) return true;
      const slot = before ?? slots.size;
      slots.set(id, slot);
      times[slot] = time;
      ordinals[slot] = ordinal;
      emails[slot] =
        isTeamMember(user) && user.active !== false && !isTrue(user.permanently_deleted)
          ? emailKey(user.email)
          : undefined;
      byEmail = undefined;
      return true;
    },
    holds(user, ordinal) {
      const slot = slots.get(idOf(user.id) ?? -1);
      return slot !== undefined && ordinals[slot] === ordinal;
    },
    get people() {
      return slots.size;
    },
    get repeated() {
      return repeated;
    },
    teamMembers(email) {
      byEmail ??= countEach(emails);
      return byEmail.get(email) ?? 0;
    },
  };
}

function countEach(emails: readonly (string | undefined)[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const email of emails) if (email !== undefined) counts.set(email, (counts.get(email) ?? 0) + 1);
  return counts;
}
