import { type CallArguments, hostFunction, PyObject, type Value } from '../../jinja/values/index.js';

/** Attributes of a class of values: what is read, and what is called. */
export interface Members<S> {
  readonly properties: ReadonlyMap<string, (self: S) => Value>;
  readonly methods: ReadonlyMap<string, (self: S, args: CallArguments) => Value>;
}

export function members<S>(
  properties: Readonly<Record<string, (self: S) => Value>>,
  methods: Readonly<Record<string, (self: S, args: CallArguments) => Value>>,
): Members<S> {
  return { properties: new Map(Object.entries(properties)), methods: new Map(Object.entries(methods)) };
}

/** `self.name`: undefined if the class has no such member. */
export function readMember<S>(self: S, table: Members<S>, name: string): Value | undefined {
  const property = table.properties.get(name);
  if (property) return property(self);
  const method = table.methods.get(name);
  return method && hostFunction(name, (args) => method(self, args));
}

/** A small record of flags or names, shown as Python shows a dataclass: `Policy(database=True, schema=True, identifier=False)`. */
export class RecordValue extends PyObject {
  constructor(
    readonly typeName: string,
    readonly fields: Readonly<Record<string, Value>>,
  ) {
    super();
  }

  override getAttribute(name: string): Value | undefined {
    if (name === 'get_lowered_part') {
      return hostFunction(name, (args) => {
        const key = args.positional[0] ?? args.named.get('key') ?? null;
        const value = typeof key === 'string' && Object.hasOwn(this.fields, key) ? this.fields[key]! : null;
        return typeof value === 'string' ? value.toLowerCase() : value;
      });
    }
    return Object.hasOwn(this.fields, name) ? this.fields[name] : undefined;
  }

  override getItem(key: Value): Value | undefined {
    return typeof key === 'string' && Object.hasOwn(this.fields, key) ? this.fields[key] : undefined;
  }

  override equals(other: Value): boolean {
    return (
      other instanceof RecordValue && Object.entries(this.fields).every(([key, value]) => other.fields[key] === value)
    );
  }

  override repr(): string {
    const parts = Object.entries(this.fields).map(([key, value]) => `${key}=${shown(value)}`);
    return `${this.typeName}(${parts.join(', ')})`;
  }
}

function shown(value: Value): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'string' ? `'${value}'` : String(value);
}
