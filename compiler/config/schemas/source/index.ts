import type { Kind, Shape } from '../kinds.js';
import type { SchemaNode, SchemaSource } from './nodes.js';
import { operationsSchema } from './operations.js';
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
  operations: operationsSchema,
};

type Json = Record<string, unknown>;

/** Keys and their kinds, by the names that compiled schemas call them. */
export type Shapes = Record<string, Shape>;

/**
 * The schema that is compiled. The keys of a mapping and the kinds of their values are checked by `shapeFits` against a table (compiled code
 * for each key would be ten times the size); what is left for the schema is how mappings and lists nest.
 */
export function compiledSchema(source: SchemaSource, prefix: string, shapes: Shapes): Json {
  const compile = (node: SchemaNode, place: string): Json => {
    if (node.ref) return { $ref: `#/definitions/${node.ref}` };
    if (node.config) return { config: node.config };
    if (node.elsewhere) {
      const config = node.properties?.config;
      const isTable = config?.ref && source.definitions[config.ref]?.config;
      return { kind: node.kind, ...(isTable ? { properties: { config: compile(config, place) } } : {}) };
    }
    const nested: Record<string, Json> = {};
    for (const [key, value] of Object.entries(node.properties ?? {})) {
      const inner = compile(value, `${place}.${key}`);
      // Its own kind is in the table already.
      delete inner.kind;
      if (Object.keys(inner).length > 0) nested[key] = inner;
    }
    if (node.properties) {
      const keys = Object.entries(node.properties).map(([key, value]): [string, Kind] => [
        key,
        value.ref ? 'any' : value.kind,
      ]);
      shapes[place] = { keys: Object.fromEntries(keys), open: node.open === true };
    }
    return {
      ...(node.kind === 'any' ? {} : { kind: node.kind }),
      ...(node.properties ? { shape: place } : {}),
      ...(Object.keys(nested).length > 0 ? { properties: nested } : {}),
      ...(node.required?.length ? { required: node.required } : {}),
      ...(node.items ? { items: compile(node.items, `${place}.item`) } : {}),
      ...(node.values ? { additionalProperties: compile(node.values, `${place}.value`) } : {}),
    };
  };
  const definitions = Object.entries(source.definitions).map(([name, node]) => [
    name,
    compile(node, `${prefix}/${name}`),
  ]);
  return { ...compile(source.root, prefix), definitions: Object.fromEntries(definitions) };
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
