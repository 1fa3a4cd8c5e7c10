import { typeError } from '../errors.js';
import { PyCallable, positionalArguments } from '../values/callable.js';
import { typeNameOf } from '../values/core.js';
import type { CallArguments, PyObject, Value } from '../values/types.js';

export interface ClassOptions {
  /** With its module: `datetime.date`. */
  readonly name: string;
  /** The constructor; absent: there is none for templates. */
  readonly construct?: (args: CallArguments) => Value;
  /** Class methods and attributes, made at their first use. */
  readonly attributes?: Readonly<Record<string, () => Value>>;
  /** Some instance, which tells what methods there are: `date.isoformat(d)`. */
  readonly sample?: PyObject;
  readonly isInstance?: (value: Value) => boolean;
}

/** A class as a template sees it. */
export class PyClass extends PyCallable {
  override readonly typeName = 'type';
  readonly name: string;
  readonly #made = new Map<string, Value>();

  constructor(private readonly options: ClassOptions) {
    super();
    this.name = options.name;
  }

  call(args: CallArguments): Value {
    if (!this.options.construct) throw typeError(`cannot create '${this.name}' instances`);
    return this.options.construct(args);
  }

  override getAttribute(name: string): Value | undefined {
    const made = this.#made.get(name);
    if (made !== undefined) return made;
    const { attributes = {} } = this.options;
    const value = Object.hasOwn(attributes, name) ? attributes[name]!() : this.unbound(name);
    if (value !== undefined) this.#made.set(name, value);
    return value;
  }

  /** A method that takes the instance as its first argument. */
  private unbound(name: string): Value | undefined {
    const { sample, isInstance } = this.options;
    if (!sample || !isInstance || !(sample.getAttribute(name) instanceof PyCallable)) return undefined;
    return new UnboundMethod(this.name.slice(this.name.indexOf('.') + 1), name, isInstance);
  }

  override repr(): string {
    return `<class '${this.name}'>`;
  }
}

class UnboundMethod extends PyCallable {
  override readonly typeName = 'method_descriptor';

  constructor(
    private readonly owner: string,
    readonly name: string,
    private readonly isInstance: (value: Value) => boolean,
  ) {
    super();
  }

  call(args: CallArguments): Value {
    const [self, ...rest] = args.positional;
    if (self === undefined) throw typeError(`unbound method ${this.owner}.${this.name}() needs an argument`);
    const method = this.isInstance(self) ? (self as PyObject).getAttribute(this.name) : undefined;
    if (!(method instanceof PyCallable)) {
      throw typeError(
        `descriptor '${this.name}' for 'datetime.${this.owner}' objects doesn't apply to a '${typeNameOf(self)}' object`,
      );
    }
    return method.call({ ...positionalArguments(...rest), named: args.named });
  }

  override repr(): string {
    return `<method '${this.name}' of 'datetime.${this.owner}' objects>`;
  }
}
