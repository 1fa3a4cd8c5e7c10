/** What to select, as a plain value: from the command line and from selectors.yml alike. */
export type SelectExpression =
  | Criterion
  | { readonly kind: 'all' }
  | { readonly kind: 'union' | 'intersection'; readonly parts: readonly SelectExpression[]; readonly raw?: string }
  | { readonly kind: 'difference'; readonly include: SelectExpression; readonly exclude: SelectExpression };

export type IndirectSelection = 'eager' | 'cautious' | 'buildable' | 'empty';

/** One method with its graph operators: `2+config.materialized:table+`. */
export interface Criterion {
  readonly kind: 'criterion';
  readonly method: MethodName;
  /** What follows the method's name: `['meta', 'owner']` of `config.meta.owner`. */
  readonly methodArguments: readonly string[];
  readonly value: string;
  /** Steps up and down; null: none asked for; Infinity for a bare `+`. */
  readonly parents: number | null;
  readonly children: number | null;
  /** `@`: descendants, and everything that these need. */
  readonly childrensParents: boolean;
  /** Undefined: as the command line says. */
  readonly indirectSelection?: IndirectSelection;
  readonly raw: string;
}

export const METHOD_NAMES = [
  'fqn',
  'tag',
  'group',
  'access',
  'source',
  'path',
  'file',
  'package',
  'config',
  'test_name',
  'test_type',
  'resource_type',
  'exposure',
  'version',
  'unit_test',
  'metric',
  'semantic_model',
  'saved_query',
  'suite',
  'state',
  'result',
  'source_status',
  'selector',
] as const;

export type MethodName = (typeof METHOD_NAMES)[number];

export function isMethodName(name: string): name is MethodName {
  return (METHOD_NAMES as readonly string[]).includes(name);
}

/** What a definition of selectors.yml may say of a method. */
export const METHOD_KEYS: readonly string[] = [
  'method',
  'value',
  'children',
  'parents',
  'children_depth',
  'parents_depth',
  'childrens_parents',
  'exclude',
  'indirect_selection',
];
