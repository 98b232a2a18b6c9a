import type { Body } from '../../hcl';
import { OAUTH_CLIENT_TYPE, type Text } from '../../model';
import { PROVIDER } from '../credentials';

/** A file of a Terraform module, whichever syntax it is in. */
export interface ModuleFile {
  readonly file: Text;
  readonly body: Body;
  /** True for override files, which Terraform lays over the others. */
  readonly overrides: boolean;
}

/** The blocks that are read: of all others nothing enters the program. */
export function isRead(type: string, labels: readonly string[]): boolean {
  if (type === 'resource') return labels[0] === OAUTH_CLIENT_TYPE;
  if (type === 'provider') return labels[0] === PROVIDER;
  return type === 'variable' || type === 'module' || type === 'locals' || type === 'terraform';
}
