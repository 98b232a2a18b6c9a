import { readPath } from '../../lib/sources';
import { inFolder } from '../cli/run-cli';
import { terraformOrSkip } from './binary';
import { withTerraform } from './terraform';

jest.setTimeout(60_000);

/** What may be ignored, as it stands in HCL; undefined for no block at all. */
const IGNORED = { none: undefined, empty: '[]', scopes: '[scopes]', description: '[description]', all: 'all' } as const;

type Ignored = keyof typeof IGNORED;

const PAIRS = (Object.keys(IGNORED) as Ignored[]).flatMap((below) =>
  (Object.keys(IGNORED) as Ignored[]).map((over) => ({ label: `${below}_${over}`, below, over })),
);

const resource = (label: string, rest: string) => `resource "genesyscloud_oauth_client" "${label}" {\n${rest}}\n`;
const lifecycle = (ignored: string | undefined) =>
  ignored === undefined ? '' : `  lifecycle {\n    ignore_changes = ${ignored}\n  }\n`;
const required = (label: string, scopes: string) =>
  `  name = "${label}"\n  authorized_grant_type = "CODE"\n  scopes = ["${scopes}"]\n`;

const HCL = (scopes: string) => ({
  'main.tf': PAIRS.map(({ label, below }) => resource(label, required(label, scopes) + lifecycle(IGNORED[below]))).join(
    '',
  ),
  'override.tf': PAIRS.map(({ label, over }) => resource(label, lifecycle(IGNORED[over]))).join(''),
});

/** The same in JSON, where names are texts. */
const JSON_TEXT = (scopes: string) => {
  const ignored = (text: string | undefined) => {
    if (text === undefined) return {};
    const names = text === 'all' ? text : text.slice(1, -1).split(',').filter(Boolean);
    return { lifecycle: { ignore_changes: names } };
  };
  const file = (bodyOf: (pair: (typeof PAIRS)[number]) => object) =>
    JSON.stringify({
      resource: { genesyscloud_oauth_client: Object.fromEntries(PAIRS.map((pair) => [pair.label, bodyOf(pair)])) },
    });
  return {
    'main.tf.json': file(({ label, below }) => ({
      name: label,
      authorized_grant_type: 'CODE',
      scopes: [scopes],
      ...ignored(IGNORED[below]),
    })),
    'override.tf.json': file(({ over }) => ignored(IGNORED[over])),
  };
};

terraformOrSkip('what override files make of ignore_changes', () => {
  test.each([
    ['HCL', HCL],
    ['JSON', JSON_TEXT],
  ])('in %s is what Terraform makes of it', (_, filesWith) =>
    withTerraform(async ({ write, plan, apply, showPlan }) => {
      const versions = {
        'versions.tf':
          'terraform {\n  required_providers {\n    genesyscloud = { source = "mypurecloud/genesyscloud" }\n  }\n}\n',
      };
      write({ ...filesWith('users'), ...versions });
      expect((await plan()).errors).toEqual([]);
      expect((await apply()).errors).toEqual([]);
      const changed = filesWith('presence');
      write({ ...changed, ...versions });
      expect((await plan()).errors).toEqual([]);
      const { resource_changes: changes = [] } = await showPlan();
      const ofTerraform = changes.map(({ address, change }) => [address, change.actions.join() === 'no-op']);
      const ofUs = await inFolder(changed, async () => {
        const [reading] = await readPath('.');
        return reading?.clients.map(({ address, ignoresScopes }) => [address, ignoresScopes]);
      });
      expect(ofTerraform).toHaveLength(PAIRS.length);
      expect(ofUs?.sort()).toEqual(ofTerraform.sort());
    }),
  );
});
