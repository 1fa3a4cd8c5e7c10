import { configFits } from '../keys/check-keys.js';
import type { ConfigKind } from './config-keys.js';
import { accepts, type Kind, type Shape, shapeFits } from './kinds.js';
import { SCHEMAS, SHAPES } from './validators.generated.js';

/** A part of a compiled schema. `ref` names a definition of its schema. */
interface Part {
  readonly ref?: string;
  readonly kind?: Kind;
  readonly shape?: string;
  readonly config?: ConfigKind;
  readonly required?: readonly string[];
  readonly items?: Part;
  readonly properties?: Readonly<Record<string, Part>>;
  readonly additionalProperties?: Part;
  readonly definitions?: Readonly<Record<string, Part>>;
}

/** Whether the compiled validator of a schema would find nothing to complain of: the same checks, but no places. Four times as fast. */
export function fitsSchema(kind: string, value: unknown): boolean {
  const root = (SCHEMAS as unknown as Readonly<Record<string, Part>>)[kind]!;
  return fits(root, value, root.definitions ?? {});
}

function fits(part: Part, value: unknown, definitions: Readonly<Record<string, Part>>): boolean {
  const { kind, shape, config, required, items, properties, additionalProperties } =
    part.ref === undefined ? part : definitions[part.ref]!;
  if (kind !== undefined && !accepts(kind, value)) return false;
  if (config !== undefined && !configFits(config, value)) return false;
  if (value === null || typeof value !== 'object') return true;
  if (Array.isArray(value)) return items === undefined || value.every((item) => fits(items, item, definitions));
  if (shape !== undefined && !shapeFits((SHAPES as unknown as Readonly<Record<string, Shape>>)[shape]!, value))
    return false;
  const record = value as Readonly<Record<string, unknown>>;
  if (required !== undefined) for (const key of required) if (record[key] === undefined) return false;
  for (const key in properties) {
    const inner = record[key];
    if (inner !== undefined && !fits(properties[key]!, inner, definitions)) return false;
  }
  if (additionalProperties === undefined) return true;
  for (const key in record) {
    if (properties !== undefined && Object.hasOwn(properties, key)) continue;
    if (!fits(additionalProperties, record[key], definitions)) return false;
  }
  return true;
}
