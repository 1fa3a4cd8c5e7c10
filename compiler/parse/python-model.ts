import type { Json } from '../base/json.js';
import type { SourceFile } from '../base/source.js';
import { codeChecksum } from '../load/text.js';
import type { RefCall, SourceCall } from '../manifest/types.js';
import { type Captures, mergeConfigCall } from '../render/captures.js';
import { configKey } from './config/merge.js';
import type { ConfigLayer } from './config/resolve.js';
import { pythonModel } from './diagnostics.js';
import type { ParseEnvironment } from './environment.js';
import { strippedRange } from './model.js';
import { NO_CAPTURES, type NodeBody, type NodeHead } from './node.js';
import type { NodePatch } from './properties/patch.js';
import { type DbtCall, dbtCalls } from './python/calls.js';
import { definitionProblems } from './python/definition.js';
import { type Literal, literalOf } from './python/literal.js';
import { PythonSyntaxError, type Token, tokenize } from './python/tokens.js';

/**
 * What a Python model says of itself, without running it: its `dbt.ref`, `dbt.source`, `dbt.config` and `dbt.config.get` calls, whose
 * arguments are literals. Undefined: it failed, which was reported.
 */
export function pythonBody(
  env: ParseEnvironment,
  head: NodeHead,
  file: SourceFile,
  patch: NodePatch | undefined,
): Omit<NodeBody, 'file' | 'patch'> | undefined {
  const { rawCode, range } = strippedRange(file);
  const checksum = { name: 'sha256', checksum: codeChecksum(file.text) } as const;
  const problems: { message: string; at: number; end?: number }[] = [];
  const reader = new CallReader(file, range.start, problems);
  try {
    const tokens = tokenize(rawCode);
    if (tokens.length > 0) {
      problems.push(...definitionProblems(tokens));
      for (const call of dbtCalls(tokens)) reader.read(call);
    }
  } catch (error) {
    if (!(error instanceof PythonSyntaxError)) throw error;
    problems.push({ message: error.message, at: error.start });
  }
  if (problems.length > 0) {
    env.failed.add(head.name);
    for (const { message, at, end } of problems) {
      const start = Math.min(range.start + at, file.text.length);
      const span = { file, start, end: end === undefined ? start + 1 : range.start + end };
      env.sink.report(pythonModel({ message }, span, { nodeId: head.uniqueId }));
    }
    return undefined;
  }
  const { captures, places } = reader.result();
  // What project files say of `materialized` is for SQL: a Python model that doesn't say it itself is a table.
  const isSaid = patch !== undefined && 'materialized' in patch.layer.values;
  const values = isSaid ? captures.config : { materialized: 'table', ...captures.config };
  return {
    rawCode,
    language: 'python',
    checksum,
    captures,
    fileConfig: { values, unrendered: values, ...places },
  };
}

class CallReader {
  readonly #refs: RefCall[] = [];
  readonly #sources: SourceCall[] = [];
  readonly #config: Record<string, Json> = {};
  readonly #used = { config: [] as [string, Json][], meta: [] as [string, Json][] };
  readonly #places = new Map<string, { start: number; end: number }>();

  constructor(
    private readonly file: SourceFile,
    private readonly shift: number,
    private readonly problems: { message: string; at: number; end?: number }[],
  ) {}

  read(call: DbtCall): void {
    const positional = call.positional.map((tokens) => this.#literal(tokens));
    const named = call.named.map(({ name, tokens }) => [name, this.#literal(tokens), tokens] as const);
    if ([...positional, ...named.map((n) => n[1])].some((value) => value === undefined)) return;
    if (call.name === 'config') {
      for (const [name, value, tokens] of named) {
        const key = configKey(name);
        mergeConfigCall(this.#config, key, value!.value as Json);
        this.#places.set(key, { start: tokens[0]!.start + this.shift, end: tokens.at(-1)!.end + this.shift });
      }
      return;
    }
    const values = positional.map((p) => p!.value);
    if (call.name === 'get' || call.name === 'meta_get') this.#get(call, values);
    else this.#reference(call, values, new Map(named.map(([name, value]) => [name, value!.value])));
  }

  result(): { readonly captures: Captures; readonly places: Pick<ConfigLayer, 'spanOf'> } {
    const { config: gets, meta } = this.#used;
    const config = { ...this.#config };
    if (gets.length > 0 || meta.length > 0) {
      // By these names, templates that write the code behind the model find what it asks for.
      config.config_keys_used = gets.map(([key]) => key);
      config.config_keys_defaults = gets.map(([, value]) => value);
      config.meta_keys_used = meta.map(([key]) => key);
      config.meta_keys_defaults = meta.map(([, value]) => value);
    }
    const captures = { ...NO_CAPTURES, refs: this.#refs, sources: this.#sources, config };
    const { file } = this;
    const spanOf = (key: string) => {
      const place = this.#places.get(key);
      return place && { file, ...place };
    };
    return { captures, places: { spanOf } };
  }

  #literal(tokens: readonly Token[]): { readonly value: Literal } | undefined {
    const value = literalOf(tokens);
    if (value === undefined)
      this.problems.push({
        message:
          'Arguments of dbt.ref, dbt.source and dbt.config must be literals, since the file is read without being run',
        at: tokens[0]!.start,
        end: tokens.at(-1)!.end,
      });
    return value;
  }

  #get(call: DbtCall, values: readonly Literal[]): void {
    const name = `dbt.config.${call.name}()`;
    const [key, fallback] = values;
    if (values.length === 0) this.#problem(call, `${name} requires at least one argument`);
    else if (values.length > 2) this.#problem(call, `${name} takes at most 2 arguments (${values.length} given)`);
    else this.#used[call.name === 'get' ? 'config' : 'meta'].push([String(key), (fallback ?? null) as Json]);
  }

  #reference(call: DbtCall, values: readonly Literal[], named: ReadonlyMap<string, Literal>): void {
    const texts = values.filter((value) => typeof value === 'string');
    const span = { file: this.file, start: call.start + this.shift, end: call.end + this.shift };
    const [first, second] = texts;
    if (
      first === undefined ||
      texts.length !== values.length ||
      values.length > 2 ||
      (call.name === 'source' && !second)
    )
      this.#problem(call, `dbt.${call.name}() takes ${call.name === 'ref' ? 'one or two names' : 'two names'}`);
    else if (call.name === 'source') this.#sources.push({ source: first, table: second!, span });
    else {
      const version = named.get('v') ?? named.get('version') ?? null;
      const [name, packageName] = second === undefined ? [first, null] : [second, first];
      this.#refs.push({ name, package: packageName, version: version as RefCall['version'], span });
    }
  }

  #problem(call: DbtCall, message: string): void {
    this.problems.push({ message, at: call.start, end: call.end });
  }
}
