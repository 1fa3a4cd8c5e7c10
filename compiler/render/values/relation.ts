import type { RelationFacts } from '../../adapters/relation-member.js';
import type { QuotePolicy, RelationRef, RelationType } from '../../adapters/types.js';
import { hostFunction, PyDict, PyObject, TemplateError, typeNameOf, type Value } from '../../jinja/values/index.js';
import { readMember } from './fields.js';
import { relationState } from './relation-create.js';
import { RELATION_MEMBERS } from './relation-members.js';
import {
  PATH_PARTS,
  type RelationPath,
  type RelationState,
  type RelationTraits,
  renderNames,
  renderRelation,
} from './relation-state.js';

/** A table, view, … as templates see it: dbt's BaseRelation. */
export class RelationValue extends PyObject {
  readonly typeName: string;

  constructor(readonly state: RelationState) {
    super();
    const { traits, path, type } = state;
    // Without a type it is a name that is looked for, such as a test's.
    if (
      traits.maxNameLength !== undefined &&
      type !== null &&
      [...(path.identifier ?? '')].length > traits.maxNameLength
    )
      throw new TemplateError(
        'RuntimeError',
        `Relation name '${path.identifier}' is longer than ${traits.maxNameLength} characters`,
      );
    this.typeName = state.informationSchemaView === undefined ? state.traits.className : 'InformationSchema';
  }

  static create(
    traits: RelationTraits,
    path: RelationPath,
    options: Partial<Omit<RelationState, 'traits' | 'path'>> = {},
  ): RelationValue {
    return new RelationValue(relationState(traits, path, options));
  }

  with(change: Partial<RelationState>): RelationValue {
    return new RelationValue({ ...this.state, ...change });
  }

  withPath(path: Partial<RelationPath>): RelationValue {
    return this.with({ path: { ...this.state.path, ...path } });
  }

  withPolicy(key: 'quotePolicy' | 'includePolicy', change: Partial<QuotePolicy>): RelationValue {
    return this.with({ [key]: { ...this.state[key], ...change } });
  }

  /** The plain names, for an adapter. */
  get ref(): RelationRef {
    const { path, type, fields, traits } = this.state;
    return { ...path, type: type as RelationType | null, ...(traits.fields ? { fields } : {}) };
  }

  override getAttribute(name: string): Value | undefined {
    return this.#own(name) ?? readMember(this, RELATION_MEMBERS, name);
  }

  override getItem(key: Value): Value | undefined {
    if (typeof key !== 'string') return undefined;
    return RELATION_MEMBERS.properties.get(key)?.(this);
  }

  /** A dbt relation is a Mapping that refuses to be used as one but for `get` and `[]`; packages tell relations by that. */
  override isMapping(): boolean {
    return true;
  }

  override iterate(): Iterable<Value> | undefined {
    throw this.#notADict();
  }

  override length(): number | undefined {
    throw this.#notADict();
  }

  override contains(item: Value): boolean {
    return typeof item === 'string' && RELATION_MEMBERS.properties.has(item);
  }

  override equals(other: Value): boolean {
    if (this === other) return true;
    if (!(other instanceof RelationValue)) return false;
    const a = this.state;
    const b = other.state;
    const same = (x: object, y: object): boolean =>
      PATH_PARTS.every((part) => x[part as keyof typeof x] === y[part as keyof typeof y]);
    return (
      same(a.path, b.path) &&
      same(a.quotePolicy, b.quotePolicy) &&
      same(a.includePolicy, b.includePolicy) &&
      a.type === b.type &&
      a.limit === b.limit &&
      a.created === b.created &&
      a.external === b.external &&
      a.catalog === b.catalog &&
      JSON.stringify(a.eventTime) === JSON.stringify(b.eventTime) &&
      a.informationSchemaView === b.informationSchemaView
    );
  }

  override hashKey(): string {
    return `R${renderRelation(this.state)}`;
  }

  override toText(): string {
    return renderRelation(this.state);
  }

  override repr(): string {
    return `<${this.typeName} ${this.toText()}>`;
  }

  metadata(): Value {
    return PyDict.from({ type: this.typeName });
  }

  /** What the adapter adds, which comes before dbt's own. */
  #own(name: string): Value | undefined {
    const { members, fields } = this.state.traits;
    if (members && Object.hasOwn(members, name)) {
      const member = members[name]!;
      return 'get' in member
        ? member.get(this.#facts())
        : hostFunction(name, (args) => member.call(this.#facts(), args));
    }
    return fields?.includes(name) ? (this.state.fields[name] ?? null) : undefined;
  }

  #facts(): RelationFacts {
    const { type, path, fields, traits } = this.state;
    const { renameable, replaceable } = traits;
    return { type, path, fields, rendered: renderNames(this.state), renameable, replaceable };
  }

  #notADict(): TemplateError {
    return new TemplateError(
      'CompilationError',
      `The object ("${this.toText()}") was used as a dictionary. This capability has been removed from objects of this type.`,
    );
  }
}

/** The relation that an argument is; throws what dbt calls a compilation error for anything else. */
export function asRelation(value: Value | undefined, what: string): RelationValue {
  if (value instanceof RelationValue) return value;
  const given = value === undefined ? 'nothing' : `a value of type '${typeNameOf(value)}'`;
  throw new TemplateError('CompilationError', `${what} needs a relation, but got ${given}`);
}
