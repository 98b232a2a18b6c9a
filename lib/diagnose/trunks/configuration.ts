import { blocks, isObject, type JsonPath, locatorOf, parseLocatedJson } from '../../files';
import { loadHcl } from '../../hcl';
import { type Problem, publicText, type Text } from '../../model';
import { readTemplate } from '../../sources';
import { placeOnly, propertiesInBlocks, propertiesInExpression } from './from-expression';
import { type Properties, propertiesInText } from './from-text';
import { TRUNK_SETTINGS, type TrunkSettings } from './settings';

/** Reads the settings of trunks in a file in HCL. */
export async function trunksInHcl(text: string, file: Text): Promise<readonly TrunkSettings[] | Problem> {
  const parser = await loadHcl();
  const body = parser.parse(text, file, (type, labels) => type === 'resource' && labels[0] === TRUNK_SETTINGS);
  if ('message' in body) return body;
  const locator = locatorOf(text, file);
  return body.blocks.map(({ labels, body: { attributes, blocks: inner }, at }): TrunkSettings => {
    const attribute = attributes.get('properties');
    const whole = placeOnly(attribute?.at?.());
    const read: Properties =
      attribute === undefined
        ? { properties: [] }
        : propertiesInExpression(attribute.value, (span) => (span ? placeOnly(locator.at(span)) : whole));
    return {
      address: addressOf(labels[1]),
      at: placeOnly(at?.()),
      ...read,
      properties: [...read.properties, ...propertiesInBlocks(inner)],
    };
  });
}

/** Reads the settings of trunks in a file in Terraform's JSON syntax, as CDKTF writes it. */
export async function trunksInTerraformJson(text: string, file: Text): Promise<readonly TrunkSettings[] | Problem> {
  const parsed = parseLocatedJson(text, file);
  if ('message' in parsed) return parsed;
  const parser = text.includes('${') ? await loadHcl() : undefined;
  const top = isObject(parsed.value) ? parsed.value : {};
  return blocks(top.resource).flatMap((resource) =>
    blocks(resource[TRUNK_SETTINGS]).flatMap((named) =>
      Object.entries(named).flatMap(([name, body]) =>
        blocks(body).map(({ properties }): TrunkSettings => {
          const path: JsonPath = ['resource', TRUNK_SETTINGS, name];
          const at = placeOnly(parsed.locate([...path, 'properties']));
          const read = (): Properties => {
            if (properties === undefined || properties === null) return { properties: [] };
            if (typeof properties !== 'string')
              return { properties: [], unseen: publicText('its properties are no text') };
            const literal = readTemplate(properties);
            if (literal.kind === 'known') return propertiesInText(literal.value, at);
            const expression = parser?.parseTemplate(properties);
            return propertiesInExpression(expression ?? { kind: 'other', references: waitsFor(literal) }, () => at);
          };
          return { address: addressOf(name), at: placeOnly(parsed.locate(path)), ...read() };
        }),
      ),
    ),
  );
}

function waitsFor(value: ReturnType<typeof readTemplate>): readonly Text[] {
  return value.kind === 'unknown' ? value.waitsFor : [];
}

function addressOf(name = ''): Text {
  return publicText(`${TRUNK_SETTINGS}.${name}`);
}
