import { unsupported } from '../../engine/errors.js';
import type { StatementResult } from '../../results/result.js';
import type { StatementContext } from '../context.js';
import { createDatabase, createSchema } from './container.js';
import { createNamed } from './named.js';
import { createSequence } from './sequence.js';
import { createTable } from './table.js';
import { createView } from './view.js';

/** What stands between CREATE and the name. */
export interface CreateFlags {
  readonly replace: boolean;
  readonly words: ReadonlySet<string>;
  ifNotExists: boolean;
}

type Creator = (context: StatementContext, flags: CreateFlags) => Promise<StatementResult>;

const CREATORS: readonly (readonly [phrase: string, create: Creator])[] = [
  ['TABLE', createTable],
  ['DYNAMIC TABLE', (context, flags) => createView(context, flags, 'DYNAMIC TABLE')],
  ['MATERIALIZED VIEW', (context, flags) => createView(context, flags, 'MATERIALIZED VIEW')],
  ['VIEW', (context, flags) => createView(context, flags, 'VIEW')],
  ['SCHEMA', createSchema],
  ['DATABASE', createDatabase],
  ['SEQUENCE', createSequence],
  ['STAGE', (context, flags) => createNamed(context, flags, 'STAGE')],
  ['FILE FORMAT', (context, flags) => createNamed(context, flags, 'FILE FORMAT')],
  ['TAG', (context, flags) => createNamed(context, flags, 'TAG')],
  ['TASK', (context, flags) => createNamed(context, flags, 'TASK')],
  ['STREAM', (context, flags) => createNamed(context, flags, 'STREAM')],
  ['WAREHOUSE', (context, flags) => createNamed(context, flags, 'WAREHOUSE')],
  ['ROLE', (context, flags) => createNamed(context, flags, 'ROLE')],
];
const MODIFIERS = [
  'TRANSIENT',
  'TEMPORARY',
  'TEMP',
  'LOCAL',
  'GLOBAL',
  'VOLATILE',
  'SECURE',
  'RECURSIVE',
  'HYBRID',
  'ICEBERG',
];

export async function create(context: StatementContext): Promise<StatementResult> {
  const { cursor } = context;
  cursor.expect('CREATE');
  const replace = cursor.accept('OR', 'REPLACE');
  const words = new Set<string>();
  for (let word = cursor.acceptOne(...MODIFIERS); word; word = cursor.acceptOne(...MODIFIERS)) words.add(word);
  for (const [phrase, creator] of CREATORS) {
    if (!cursor.accept(...phrase.split(' '))) continue;
    return await creator(context, { replace, words, ifNotExists: cursor.accept('IF', 'NOT', 'EXISTS') });
  }
  throw unsupported(`CREATE ${cursor.peek()?.text.toUpperCase() ?? ''}`);
}
