import { bindArguments, type CallArguments, hostFunction, PyCallable, type Value } from '../../jinja/values/index.js';
import { argument, textOrNull } from './arguments.js';
import { type ColumnTraits, ColumnValue } from './column.js';
import { numericType, stringType } from './column-members.js';

/** `api.Column`: `Column(name, type)` takes the type as it is, `Column.create(name, type)` translates dbt's name of it. */
export class ColumnClass extends PyCallable {
  override readonly typeName = 'type';
  readonly name = 'Column';

  constructor(readonly traits: ColumnTraits) {
    super();
  }

  call(args: CallArguments): Value {
    const bound = bindArguments(
      this.traits.kinds.className,
      args,
      ['column', 'dtype', 'char_size', 'numeric_precision', 'numeric_scale'],
      {
        char_size: null,
        numeric_precision: null,
        numeric_scale: null,
      },
    );
    const number = (value: Value): number | null => (value === null ? null : Number(value));
    return new ColumnValue({
      traits: this.traits,
      name: textOrNull(bound.column) ?? '',
      dtype: textOrNull(bound.dtype) ?? '',
      charSize: number(bound.char_size),
      precision: number(bound.numeric_precision),
      scale: number(bound.numeric_scale),
    });
  }

  override getAttribute(name: string): Value | undefined {
    const run = METHODS.get(name);
    return run && hostFunction(name, (args) => run(this.traits, args));
  }

  override repr(): string {
    return `<class '${this.traits.kinds.className}'>`;
  }
}

const METHODS: ReadonlyMap<string, (traits: ColumnTraits, args: CallArguments) => Value> = new Map([
  [
    'create',
    (traits, args) => {
      const bound = bindArguments('create', args, ['name', 'label_or_dtype']);
      return ColumnValue.create(traits, textOrNull(bound.name) ?? '', textOrNull(bound.label_or_dtype) ?? '');
    },
  ],
  [
    'from_description',
    (traits, args) => {
      const bound = bindArguments('from_description', args, ['name', 'raw_data_type']);
      return ColumnValue.fromDescription(traits, textOrNull(bound.name) ?? '', textOrNull(bound.raw_data_type) ?? '');
    },
  ],
  ['translate_type', (traits, args) => traits.dialect.translateType(textOrNull(argument(args, 0, 'dtype')) ?? '')],
  ['string_type', (_, args) => stringType(argument(args, 0, 'size') ?? null)],
  [
    'numeric_type',
    (traits, args) =>
      numericType(
        traits,
        argument(args, 0, 'dtype') ?? null,
        argument(args, 1, 'precision') ?? null,
        argument(args, 2, 'scale') ?? null,
      ),
  ],
] as [string, (traits: ColumnTraits, args: CallArguments) => Value][]);
