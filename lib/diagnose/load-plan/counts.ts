import type { SendingGroup } from './plan';
import { product, type Request } from './requests';

/** A number from the least to the most that it can be. Undefined where a part of it is not known. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

/** How often a request is sent by one thread, in all of its rounds. */
export function ofThread({ most, least, once }: Request, { loops }: SendingGroup): Range {
  if (once || loops === undefined)
    return { least: loops === 0 ? 0 : least, most: once ? most : Number.POSITIVE_INFINITY };
  // How many rounds there is time for is not known, but one is begun.
  const surely = Number.isFinite(loops) ? loops : 1;
  return { least: product(least, surely), most: product(most, loops) };
}

/** How often requests are sent by all threads of their groups. */
export function ofGroup(requests: readonly Request[], group: SendingGroup): Range | undefined {
  const { starts } = group;
  if (requests.length === 0) return { least: 0, most: 0 };
  if (starts === undefined) return undefined;
  const surely = Math.min(starts, group.threads ?? starts);
  return total(
    requests.map((request) => {
      const { least, most } = ofThread(request, group);
      return { least: product(least, surely), most: product(most, starts) };
    }),
  );
}

export function total(ranges: readonly Range[]): Range {
  return ranges.reduce((sum, { least, most }) => ({ least: sum.least + least, most: sum.most + most }), {
    least: 0,
    most: 0,
  });
}
