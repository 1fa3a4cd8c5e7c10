import { DatabaseError } from '../adapters/types.js';
import { defineDiagnostic, QuernError } from '../base/diagnostics.js';
import { closest } from '../base/suggest.js';
import { describeFailure } from '../execute/failure.js';
import { failureOptions } from '../execute/failure-options.js';
import type { RunInputs } from '../execute/ports.js';
import { QueryComment } from '../execute/query-comment.js';
import { SessionPool } from '../execute/sessions.js';
import {
  bindArguments,
  fromValue,
  hostFunction,
  positionalArguments,
  textOf,
  toValue,
  type Value,
} from '../jinja/values/index.js';
import type { ModelNode } from '../manifest/types.js';
import type { Mark, MarksRequest } from '../project.js';
import type { NodeContext } from '../render/renderer.js';
import { modelsWithMarks } from './models-with-marks.js';
import { runInputs } from './runner.js';
import type { ProjectState } from './state.js';

const THREAD = 'MainThread';

const noSuchModel = defineDiagnostic<{ name: string; names: readonly string[] }>({
  code: 'MRK001',
  category: 'Usage Error',
  message: (d) => `No model with a high-water mark has the name '${d.name}'`,
  hint: (d) => {
    const near = closest(d.name, d.names);
    if (near !== undefined) return `Did you mean '${near}'?`;
    return d.names.length > 0
      ? `These have: ${d.names.join(', ')}`
      : 'No model of this project calls high_water_mark()';
  },
});

const noSuchColumn = defineDiagnostic<{ model: string; column: string; columns: readonly string[] }>({
  code: 'MRK002',
  category: 'Usage Error',
  message: (d) => `Model '${d.model}' has no high-water mark on '${d.column}'`,
  hint: (d) => `It has one on ${d.columns.map((name) => `'${name}'`).join(', ')}`,
});

const notAMark = defineDiagnostic<{ model: string; column: string; value: string; reason: string }>({
  code: 'MRK003',
  category: 'Usage Error',
  message: (d) => `The mark of '${d.column}' of model '${d.model}' can't be '${d.value}': ${d.reason}`,
  hint: () => 'Give --to a value of the column, as 2026-01-31 or "2026-01-31 06:00"; without --to everything is read',
});

/** What one call of `high_water_mark` was given. */
interface Call {
  readonly column: string;
  readonly lateArrival: Value;
  readonly initial: Value;
}

/** The high-water marks of the project's models as the warehouse has them, after the request was carried out: those that it is about. */
export async function marksOf(state: ProjectState, request: MarksRequest): Promise<readonly Mark[]> {
  const models = chosen([...modelsWithMarks(state.linked.manifest)], request.model);
  const inputs = runInputs(state, { empty: false }, []);
  const pool = new SessionPool(inputs.warehouse, state.events, state.relations, new QueryComment(inputs));
  const marks: Mark[] = [];
  try {
    for (const model of models) marks.push(...(await ofModel(model, request, inputs, pool)));
  } finally {
    await pool.close();
  }
  return marks;
}

function chosen(models: readonly ModelNode[], name: string | undefined): readonly ModelNode[] {
  if (name === undefined) return models;
  const found = models.filter((m) => [m.name, m.uniqueId, `${m.packageName}.${m.name}`].includes(name));
  if (found.length === 0) throw new QuernError(noSuchModel({ name, names: models.map((m) => m.name) }));
  return found;
}

async function ofModel(model: ModelNode, request: MarksRequest, inputs: RunInputs, pool: SessionPool): Promise<Mark[]> {
  const connection = pool.connection(THREAD, model.uniqueId, model);
  const calls: Call[] = [];
  // As an incremental run would evaluate it, whether or not there is a table yet.
  const context = inputs.render.nodeContext(model, null, connection, {
    is_incremental: hostFunction('is_incremental', () => true),
    should_full_refresh: hostFunction('should_full_refresh', () => false),
    high_water_mark: hostFunction('high_water_mark', (args) => {
      const bound = bindArguments('high_water_mark', args, ['column', 'late_arrival', 'initial'], {
        late_arrival: '3 days',
        initial: '1900-01-01',
      });
      const call = { column: textOf(bound.column), lateArrival: bound.late_arrival, initial: bound.initial };
      if (!calls.some(({ column }) => column === call.column)) calls.push(call);
      return 'null';
    }),
  }) as NodeContext;
  try {
    await context.renderText(model.rawCode, model.file);
    const wanted = ofColumn(model, calls, request);
    for (const call of wanted) await change(model, call, request, context);
    const marks: Mark[] = [];
    for (const call of wanted) marks.push(await read(model, call, context));
    return marks;
  } catch (error) {
    if (error instanceof QuernError) throw error;
    throw new QuernError((await describeFailure(error, model, failureOptions(inputs, 'the statement'))).diagnostic);
  }
}

function ofColumn(model: ModelNode, calls: readonly Call[], { column }: MarksRequest): readonly Call[] {
  if (column === undefined) return calls;
  const found = calls.filter((call) => call.column.toLowerCase() === column.toLowerCase());
  if (found.length > 0) return found;
  throw new QuernError(noSuchColumn({ model: model.name, column, columns: calls.map((call) => call.column) }));
}

async function change(model: ModelNode, call: Call, { action, to }: MarksRequest, context: NodeContext): Promise<void> {
  const { uniqueId } = model;
  if (action === 'clear') await context.call('quern_mark_clear', positionalArguments(uniqueId, call.column));
  if (action !== 'reset') return;
  const value = to === undefined ? call.initial : toValue(to);
  const relation = context.context.lookup('this') ?? null;
  try {
    await context.call('quern_mark_reset', positionalArguments(relation, uniqueId, call.column, value, call.initial));
  } catch (error) {
    // The database is asked what it makes of the value; a state that can't be written is no matter of the value's.
    const refused = DatabaseError.behind(error);
    if (to === undefined || !refused?.details.sql.includes(to)) throw error;
    const [reason] = refused.message.split('\n');
    throw new QuernError(notAMark({ model: model.name, column: call.column, value: to, reason: reason! }));
  }
}

/** What is told of it: without one, numbers are not read again. */
function latenessOf(lateArrival: Value, initial: Value): string | null {
  if (lateArrival === null || (typeof initial === 'number' && typeof lateArrival !== 'number')) return null;
  return typeof lateArrival === 'number' && typeof initial !== 'number' ? `${lateArrival} days` : textOf(lateArrival);
}

async function read(model: ModelNode, { column, lateArrival, initial }: Call, context: NodeContext): Promise<Mark> {
  const relation = context.context.lookup('this') ?? null;
  const found = fromValue(
    await context.call('quern_mark', positionalArguments(relation, model.uniqueId, column, lateArrival, initial)),
  ) as Pick<Mark, 'newest' | 'mark' | 'override'>;
  return {
    model: model.name,
    uniqueId: model.uniqueId,
    column,
    lateArrival: latenessOf(lateArrival, initial),
    ...found,
  };
}
