import { isObject, type Json, type JsonPath } from '../../files';
import { type Problem, publicText } from '../../model';
import { LABELS, NOTE, type TerraformDocument } from './json-module';
import { isRead } from './module-file';

/**
 * A value where Terraform takes nothing but blocks, and refuses the file: all that was to be there would be passed over. What
 * is null is no block to Terraform either.
 */
export function misplaced({ value, locate, file }: TerraformDocument): Problem | undefined {
  const path = misplacedIn(value, [], (top, at) => {
    for (const [type, labels] of Object.entries(LABELS)) {
      if (!Object.hasOwn(top, type)) continue;
      const found = misplacedLabel(type, [], top[type], [...at, type], labels);
      if (found !== undefined) return found;
    }
    return undefined;
  });
  if (path === undefined) return undefined;
  const name = path.filter((step) => typeof step === 'string').join('.');
  return {
    message: publicText(`has a value where Terraform takes blocks${name === '' ? '' : `: ${name}`}`),
    remedy: publicText('Write an object there, or a list of objects.'),
    at: locate?.(path) ?? { file },
  };
}

type Members = { readonly [key: string]: Json };

/** What stands in the place of the blocks of a type, or of those with these labels. What has all its labels is a block. */
function misplacedLabel(
  type: string,
  labels: readonly string[],
  value: Json | undefined,
  path: JsonPath,
  missing: number,
): JsonPath | undefined {
  if (missing === 0) return undefined;
  return misplacedIn(value, path, (members, at) => {
    for (const name of Object.keys(members)) {
      const all = [...labels, name];
      if (name === NOTE || !isRead(type, all)) continue;
      const found = misplacedLabel(type, all, members[name], [...at, name], missing - 1);
      if (found !== undefined) return found;
    }
    return undefined;
  });
}

function misplacedIn(
  value: Json | undefined,
  path: JsonPath,
  look: (members: Members, path: JsonPath) => JsonPath | undefined,
): JsonPath | undefined {
  if (value === null || value === undefined) return undefined;
  if (isObject(value)) return look(value, path);
  if (!Array.isArray(value)) return path;
  for (const [index, each] of (value as readonly Json[]).entries()) {
    const found = misplacedIn(each, [...path, index], look);
    if (found !== undefined) return found;
  }
  return undefined;
}
