import genuine from '../../packages/provider-genesyscloud/schema.json';

/** A block of `terraform providers schema -json`. */
export interface Block {
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly block_types?: Readonly<Record<string, NestedBlock>>;
}

interface Attribute {
  readonly type: unknown;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
}

interface NestedBlock {
  readonly nesting_mode: string;
  readonly block: Block;
  readonly min_items?: number;
  readonly max_items?: number;
}

interface Schema {
  readonly version: number;
  readonly block: Block;
}

/** The one resource type that the stand-in serves: Terraform reads the schema with every command. */
export const RESOURCE_TYPE = 'genesyscloud_oauth_client';

const provider = genuine.provider_schemas['registry.terraform.io/mypurecloud/genesyscloud'];

/** The genuine provider's schema of an OAuth client. */
export const CLIENT_SCHEMA: Schema = provider.resource_schemas[RESOURCE_TYPE];

/** The genuine schema as the plugin protocol sends it. */
export function schemaAnswer() {
  return {
    provider: toProtocol(provider.provider),
    resource_schemas: { [RESOURCE_TYPE]: toProtocol(CLIENT_SCHEMA) },
  };
}

function toProtocol({ version, block }: Schema) {
  return { version, block: blockToProtocol(block) };
}

function blockToProtocol({ attributes, block_types = {} }: Block): object {
  return {
    attributes: Object.entries(attributes).map(([name, attribute]) => ({
      ...attribute,
      name,
      type: Buffer.from(JSON.stringify(attribute.type)),
    })),
    block_types: Object.entries(block_types).map(([type_name, { nesting_mode, block, min_items, max_items }]) => ({
      type_name,
      nesting: nesting_mode.toUpperCase(),
      block: blockToProtocol(block),
      min_items,
      max_items,
    })),
  };
}
