import { isObject, type Json, type JsonObject } from '../files';
import { OAUTH_CLIENT_TYPE } from '../model';

/** True for an entry of a plan or a state that is a client. One whose mode is missing is not left out. */
export function isClientEntry(entry: JsonObject): boolean {
  return entry.type === OAUTH_CLIENT_TYPE && entry.mode !== 'data';
}

/** True for an entry of a client that Terraform has replaced and is still to destroy. */
export function isDeposed(key: Json | undefined): boolean {
  return typeof key === 'string' && key !== '';
}

/** True where a client stands anywhere in the value. */
export function mentionsClient(value: Json | undefined): boolean {
  if (Array.isArray(value)) return value.some(mentionsClient);
  return isObject(value) && (isClientEntry(value) || Object.values(value).some(mentionsClient));
}

/** True where a client stands in a member of the object other than these. */
export function mentionsClientBeside(value: JsonObject, members: readonly string[]): boolean {
  return Object.entries(value).some(([name, member]) => !members.includes(name) && mentionsClient(member));
}

export function isListOfObjects(value: Json | undefined): value is readonly JsonObject[] {
  return Array.isArray(value) && value.every(isObject);
}
