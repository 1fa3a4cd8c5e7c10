import type { Kind } from '../kinds.js';
import type { SchemaNode, SchemaSource } from './nodes.js';
import { packagesSchema, selectorsSchema, varsSchema } from './others.js';
import { profilesSchema, projectSchema } from './project.js';
import { propertiesSchema } from './properties.js';

/** Only scripts/build-schemas.mjs imports this: what it makes of it is what runs. */
export const SOURCES: Readonly<Record<string, SchemaSource>> = {
  project: projectSchema,
  properties: propertiesSchema,
  profiles: profilesSchema,
  packages: packagesSchema,
  selectors: selectorsSchema,
  vars: varsSchema,
};

type Json = Record<string, unknown>;

/** The schema that is compiled: kinds are checked by `accepts`, every unknown key is an error that `validate` turns into a warning. */
export function compiledSchema(source: SchemaSource): Json {
  return { ...compiled(source.root), definitions: mapValues(source.definitions, compiled) };
}

function compiled(node: SchemaNode): Json {
  if (node.ref) return { $ref: `#/definitions/${node.ref}` };
  if (node.config) return { config: node.config };
  return {
    ...(node.kind === 'any' ? {} : { kind: node.kind }),
    ...(node.properties ? { properties: mapValues(node.properties, compiled) } : {}),
    ...(node.required?.length ? { required: node.required } : {}),
    ...(node.items ? { items: compiled(node.items) } : {}),
    ...(node.values
      ? { additionalProperties: compiled(node.values) }
      : node.properties && !node.open
        ? { additionalProperties: false }
        : {}),
  };
}

/** The schema that editors read. */
export function publishedSchema(kind: string, source: SchemaSource): Json {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: `https://quern.dev/schemas/${kind}.json`,
    title: source.title,
    ...published(source.root),
    definitions: mapValues(source.definitions, published),
  };
}

function published(node: SchemaNode): Json {
  const description = node.description ? { description: node.description } : {};
  if (node.ref)
    return node.description
      ? { ...description, allOf: [{ $ref: `#/definitions/${node.ref}` }] }
      : { $ref: `#/definitions/${node.ref}` };
  return {
    ...description,
    ...standard(node.kind),
    ...(node.properties ? { properties: mapValues(node.properties, published) } : {}),
    ...(node.required?.length ? { required: node.required } : {}),
    ...(node.items ? { items: published(node.items) } : {}),
    ...(node.values
      ? { additionalProperties: published(node.values) }
      : node.properties && !node.open
        ? { additionalProperties: false }
        : {}),
  };
}

const TEMPLATE = { type: 'string', pattern: '\\{[{%]' };

/** A kind in JSON Schema's own words. */
function standard(kind: Kind): Json {
  if (typeof kind !== 'string')
    return { anyOf: [{ enum: [...kind, ...kind.map((value) => value.toUpperCase()), null] }, TEMPLATE] };
  switch (kind) {
    case 'any':
      return {};
    case 'name':
      return { type: 'string' };
    case 'text':
      return { type: ['string', 'null'] };
    case 'scalar':
      return { type: ['string', 'number', 'boolean', 'null'] };
    case 'texts':
      return { anyOf: [{ type: ['string', 'null'] }, { type: 'array', items: { type: ['string', 'null'] } }] };
    case 'textOrMapping':
      return { type: ['string', 'object', 'null'] };
    case 'textsOrMapping':
      return { type: ['string', 'array', 'object', 'null'] };
    case 'booleanOrMapping':
      return { anyOf: [{ type: ['boolean', 'object', 'null'] }, TEMPLATE] };
    default: {
      const type = kind === 'list' ? 'array' : kind === 'mapping' ? 'object' : kind;
      return { anyOf: [{ type: [type, 'null'] }, TEMPLATE] };
    }
  }
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

/** Known keys of every closed mapping, by the place in the compiled schema that its errors name. */
export function knownKeys(source: SchemaSource): Record<string, string[]> {
  const keys: Record<string, string[]> = {};
  const visit = (node: SchemaNode, place: string): void => {
    if (node.ref || node.config) return;
    if (node.properties && !node.open) keys[place] = Object.keys(node.properties);
    for (const [key, value] of Object.entries(node.properties ?? {}))
      visit(value, `${place}/properties/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
    if (node.items) visit(node.items, `${place}/items`);
    if (node.values) visit(node.values, `${place}/additionalProperties`);
  };
  visit(source.root, '#');
  for (const [name, node] of Object.entries(source.definitions)) visit(node, `#/definitions/${name}`);
  return keys;
}
