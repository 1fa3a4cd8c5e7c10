import { describe, expect, it } from 'vitest';
import { DatabaseError } from '../../../compiler/adapters/types.js';
import { QuernError } from '../../../compiler/base/diagnostics.js';
import { runOperation } from '../../../compiler/execute/operation.js';
import { resultsValue } from '../../../compiler/execute/result-value.js';
import type { NodeResult } from '../../../compiler/execute/types.js';
import { fromValue, getAttribute, PyObject, type Value } from '../../../compiler/jinja/values/index.js';
import { fakeProject, model } from './fakes.js';

describe('runOperation', () => {
  it('calls a macro, undoes what it left uncommitted, and reports the macro', async () => {
    const fake = fakeProject([], { say_hello: { execute: async (session) => (await session()).begin() } });
    const report = await runOperation('dbt.say_hello', { x: 1 }, fake.inputs, { events: fake.listen });
    expect(report).toMatchObject({ command: 'run-operation', exitCode: 0 });
    expect(report.results[0]).toMatchObject({ status: 'success', node: { uniqueId: 'macro.dbt.say_hello' } });
    expect(fake.warehouse.open).toBe(0);
  });

  it('reports a failure of the macro', async () => {
    const sql = 'select nope';
    const fake = fakeProject([], {
      say_hello: {
        execute: () => {
          throw new DatabaseError('Binder Error: nope', { sql });
        },
      },
    });
    const report = await runOperation('say_hello', {}, fake.inputs, { events: fake.listen });
    expect(report.exitCode).toBe(1);
    expect(report.results[0]).toMatchObject({
      status: 'error',
      failures: 1,
      message: 'Database Error\n  Binder Error: nope',
    });
    expect(fake.events).toMatchObject([{ type: 'diagnostic', diagnostic: { code: 'DBE001' } }]);
  });

  it('suggests a macro for a name that is none', async () => {
    const error = await runOperation('say_helo', {}, fakeProject([]).inputs, { events: () => {} }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(QuernError);
    expect((error as QuernError).diagnostics[0]).toMatchObject({ code: 'EXE005', hint: "Did you mean 'say_hello'?" });
  });
});

describe('resultsValue', () => {
  it('offers what on-run-end hooks read of results', () => {
    const node = model('orders');
    const fake = fakeProject([node]);
    const result: NodeResult = {
      node,
      status: 'success',
      message: 'OK',
      failures: null,
      timing: [{ name: 'execute', startedAt: new Date(0), completedAt: new Date(1000) }],
      threadId: 'Thread-1 (worker)',
      executionTime: 1.5,
      adapterResponse: { _message: 'OK', rows_affected: 3 },
      compiled: null,
      relationName: '"db"."main"."orders"',
    };
    const [value] = resultsValue([result], fake.inputs.files) as Value[];
    const read = (...path: string[]) => fromValue(path.reduce<Value>((at, name) => getAttribute(at, name), value!));
    expect(read('status')).toBe('success');
    expect(read('execution_time')).toBe(1.5);
    expect(read('node', 'unique_id')).toBe('model.shop.orders');
    expect(read('node', 'alias')).toBe('orders');
    expect(read('adapter_response')).toEqual({ _message: 'OK', rows_affected: 3 });
    const asDict = getAttribute(value!, 'to_dict');
    expect(asDict).toBeInstanceOf(PyObject);
  });
});
