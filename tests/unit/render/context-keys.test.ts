import { describe, expect, it } from 'vitest';
import { baseMembers } from '../../../compiler/render/members/base.js';
import { parseMembers } from '../../../compiler/render/members/parse.js';
import { runtimeMembers } from '../../../compiler/render/members/runtime.js';

/** dbt 1.12's context of models, without `caller`, `varargs` and the like, which belong to macros. */
const OF_MODELS = [
  'adapter',
  'api',
  'builtins',
  'column',
  'compiled_code',
  'config',
  'context_macro_stack',
  'database',
  'dbt_metadata_envs',
  'dbt_version',
  'defer_relation',
  'diff_of_two_dicts',
  'env',
  'env_var',
  'exceptions',
  'execute',
  'flags',
  'fromjson',
  'fromyaml',
  'function',
  'graph',
  'invocation_args_dict',
  'invocation_id',
  'load_agate_table',
  'load_result',
  'local_md5',
  'log',
  'metric',
  'model',
  'modules',
  'otel_span_id',
  'otel_trace_id',
  'post_hooks',
  'pre_hooks',
  'print',
  'project_name',
  'ref',
  'render',
  'return',
  'run_started_at',
  'schema',
  'selected_resources',
  'set',
  'set_strict',
  'source',
  'sql',
  'sql_now',
  'store_raw_result',
  'store_result',
  'submit_python_job',
  'target',
  'this',
  'thread_id',
  'tojson',
  'toyaml',
  'try_or_compiler_error',
  'validation',
  'var',
  'write',
  'zip',
  'zip_strict',
];

describe('context keys', () => {
  it('are those of dbt when a project is parsed', () => {
    expect(Object.keys(parseMembers).sort()).toEqual(OF_MODELS);
  });

  it('are those of dbt when a node runs', () => {
    expect(Object.keys(runtimeMembers).sort()).toEqual(OF_MODELS);
  });

  it('hold nothing that needs a node in the base', () => {
    expect(Object.keys(baseMembers).sort()).toMatchInlineSnapshot(`
      [
        "context_macro_stack",
        "dbt_metadata_envs",
        "dbt_version",
        "diff_of_two_dicts",
        "env",
        "env_var",
        "flags",
        "fromjson",
        "fromyaml",
        "invocation_args_dict",
        "invocation_id",
        "local_md5",
        "log",
        "modules",
        "otel_span_id",
        "otel_trace_id",
        "print",
        "project_name",
        "return",
        "run_started_at",
        "set",
        "set_strict",
        "target",
        "thread_id",
        "tojson",
        "toyaml",
        "var",
        "zip",
        "zip_strict",
      ]
    `);
  });
});
