import { printed, publicText, quoted, type Text } from '../model';
import type { AdoptedClient, Adoption } from './adopted-client';

/** What the first apply does to one client. */
export interface Announcement {
  readonly address: Text;
  readonly name: Text;
  readonly id: Text;
  readonly action: 'import' | 'move' | 'stays';
  readonly movedFrom: Text | null;
  /** What it is in the code, and why. */
  readonly form: Text;
  readonly adds: readonly Text[];
  readonly removes: readonly Text[];
  readonly remarks: readonly Text[];
}

/** Says for every client what the first apply of the code will change. */
export function announce({ clients, by }: Adoption): Announcement[] {
  return clients.map((adopted) => {
    const { client, address, scopes, movedFrom = null } = adopted;
    const { held } = client;
    return {
      address,
      name: publicText(held.name),
      id: publicText(client.id),
      action: by === 'import' ? 'import' : movedFrom === null ? 'stays' : 'move',
      movedFrom,
      form: formText(adopted),
      adds: difference(scopes, held.scopes),
      removes: difference(held.scopes, scopes),
      remarks: [...adopted.remarks, ...acceptedRemarks(adopted)],
    };
  });
}

function difference(these: readonly string[], those: readonly string[]): Text[] {
  const others = new Set(those);
  return these
    .filter((scope) => !others.has(scope))
    .sort()
    .map(publicText);
}

function formText({ form, why }: AdoptedClient): Text {
  if (form.kind === 'raw') return printed`raw OauthClient: ${why}`;
  const profile = publicText(typeof form.profile === 'string' ? form.profile : form.profile.id);
  return printed`${profile}, ${publicText(form.vocabulary)} names: ${why}`;
}

function acceptedRemarks({ form }: AdoptedClient): Text[] {
  if (form.kind === 'raw') {
    if (form.undecided !== undefined) return [UNDECIDED];
    return form.exempt === undefined
      ? []
      : [printed`the code leaves it out of the check, with the reason "${publicText(form.exempt)}"`];
  }
  const rules = [...new Set(form.acknowledge.map(({ rule }) => rule))];
  return rules.length === 0
    ? []
    : [printed`the code accepts what these rules forbid, because it is so already: ${quoted(rules)}`];
}

const UNDECIDED = publicText(
  'app.synth() refuses it until you decide: in the policy, give it a profile or ignore it, and adopt again; or in the code, as ' +
    'the comment on it says',
);

/** What holds for every client that is imported, and shows in each plan. */
export const IMPORT_NOTE = publicText(
  "Each import also sets expose_client_secret to false in Terraform's state, since the provider cannot read it: such a plan " +
    'shows an update that changes nothing in Genesys Cloud.',
);
