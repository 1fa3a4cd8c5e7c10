import { SourceFile, type Span } from '../base/source.js';
import {
  type CallOutcome,
  type Context,
  type Effect,
  type EffectOracle,
  type MacroEffects,
  parseTemplate,
  type StaticCall,
} from '../jinja/index.js';
import { type CallArguments, toValue, type Value } from '../jinja/values/index.js';
import type { RefCall, SourceCall } from '../manifest/types.js';
import { inertAtParse } from './adapter/index.js';
import { CaptureCollector, type Captures } from './captures.js';
import type { MacroEntry } from './macro-index.js';
import { nameCall, refCall, sourceCall } from './members/calls.js';
import { configArguments } from './members/config.js';
import { parseMembers } from './members/parse.js';
import type { RenderServices } from './services.js';
import { COLUMN_MEMBERS } from './values/column-members.js';
import { RELATION_MEMBERS } from './values/relation-members.js';

/** What evaluating a template at parse time notes. */
export type ParseEffect = Effect &
  (
    | { readonly kind: 'ref'; readonly call: RefCall }
    | { readonly kind: 'source'; readonly call: SourceCall }
    | { readonly kind: 'metric' | 'function'; readonly call: readonly string[] }
    | { readonly kind: 'config'; readonly values: ReadonlyMap<string, Value> }
    | { readonly kind: 'macro'; readonly uniqueId: string }
    | { readonly kind: 'var'; readonly name: string }
  );

type Outcome = CallOutcome<ParseEffect>;

const NOTHING: Outcome = { effects: [] };
/** What is tried must be quick: what takes longer is evaluated with its template. */
const TRIAL = { iterations: 5000, output: 1 << 20 };

/** Names of the parse phase that are plain data. */
const DATA: ReadonlySet<string> = new Set([
  ...['target', 'env', 'execute', 'this', 'model', 'graph', 'flags', 'database', 'schema', 'selected_resources'],
  ...['dbt_version', 'project_name', 'run_started_at', 'invocation_id', 'thread_id', 'pre_hooks', 'post_hooks', 'sql'],
  ...['compiled_code', 'sql_now', 'defer_relation', 'context_macro_stack', 'invocation_args_dict', 'dbt_metadata_envs'],
]);

/** Functions that only answer, or that do so while parsing. */
const ANSWERING: ReadonlySet<string> = new Set([
  ...['set', 'set_strict', 'zip', 'zip_strict', 'fromjson', 'tojson', 'fromyaml', 'toyaml', 'local_md5'],
  ...['diff_of_two_dicts', 'var.has_var', 'load_result', 'store_result', 'store_raw_result', 'load_agate_table'],
  ...['write', 'render', 'try_or_compiler_error', 'submit_python_job'],
]);

const CONFIG_READS: ReadonlyMap<string, Outcome> = new Map<string, Outcome>([
  ...['get', 'require', 'meta_get', 'meta_require'].map(
    (name) => [`config.${name}`, { effects: [], value: '' }] as const,
  ),
  ...['relation', 'column'].map((what) => [`config.persist_${what}_docs`, { effects: [], value: false }] as const),
]);

const DATE_METHODS: ReadonlySet<string> = new Set([
  'strftime',
  'isoformat',
  'astimezone',
  'date',
  'time',
  'timestamp',
  'weekday',
]);

/**
 * Tells the effects of templates of one package while a project is parsed, from syntax trees alone. Whatever is not known for
 * sure (an undefined name, a call with computed arguments, anything that may raise on purpose, write a log or read the
 * environment) is not told: the template is evaluated then, so that nothing gets lost and every error is raised.
 */
export class StaticEffects implements EffectOracle<ParseEffect> {
  readonly #macros = new Map<string, MacroEffects<ParseEffect> | null>();
  readonly #trials = new Map<string, boolean>();

  constructor(
    private readonly services: RenderServices,
    private readonly packageName: string,
    /** A context in which what has no effect is evaluated to see whether it can be. */
    private readonly trialContext: () => Context,
  ) {}

  has(name: string): boolean {
    return this.#isMacroName(name) || Object.hasOwn(parseMembers, name);
  }

  isData(name: string): boolean {
    return DATA.has(name) && !this.#isMacroName(name);
  }

  constant(path: string): Value | undefined {
    if (path === 'execute') return this.isData('execute') ? false : undefined;
    if (!path.startsWith('target.') || !this.isData('target')) return undefined;
    const { visible } = this.services.target;
    const key = path.slice('target.'.length);
    return Object.hasOwn(visible, key) ? scalar(visible[key]) : undefined;
  }

  succeeds(text: string): boolean {
    let known = this.#trials.get(text);
    if (known === undefined) {
      known = this.#try(text);
      this.#trials.set(text, known);
    }
    return known;
  }

  #try(text: string): boolean {
    try {
      const context = this.trialContext();
      parseTemplate(new SourceFile('', text)).render(context, { undefined: 'lenient', budgets: TRIAL });
      return true;
    } catch {
      // The template's own evaluation says what is wrong.
      return false;
    }
  }

  moved(effect: ParseEffect, from: Span, to: Span): ParseEffect {
    if (effect.kind !== 'ref' && effect.kind !== 'source') return effect;
    const { file, start, end } = effect.call.span!;
    // What a macro refers to stays where the macro is.
    if (file !== from.file || start < from.start || end > from.end) return effect;
    const by = to.start - from.start;
    const span = { file: to.file, start: start + by, end: end + by };
    return effect.kind === 'ref'
      ? { kind: 'ref', needs: effect.needs, call: placedRef(effect.call, span) }
      : { kind: 'source', needs: effect.needs, call: placedSource(effect.call, span) };
  }

  isMethod(name: string): boolean {
    return RELATION_MEMBERS.methods.has(name) || COLUMN_MEMBERS.methods.has(name) || DATE_METHODS.has(name);
  }

  call(call: StaticCall, inMacro: boolean): Outcome | undefined {
    const { name } = call;
    const dot = name.indexOf('.');
    const root = dot < 0 ? name : name.slice(0, dot);
    const { macros } = this.services;
    const own = macros.find(root, this.packageName);
    if (own && !(macros.hasNamespace(root) && macros.isInternal(own)))
      return dot < 0 ? this.#macro(own, call, inMacro) : undefined;
    if (macros.hasNamespace(root)) {
      const entry = macros.inNamespace(root, name.slice(dot + 1));
      return dot >= 0 && entry ? this.#macro(entry, call, inMacro) : undefined;
    }
    return Object.hasOwn(parseMembers, root) ? this.#member(root, call) : undefined;
  }

  dispatch(dispatch: StaticCall, call: StaticCall, inMacro: boolean): Outcome | undefined {
    const { macros } = this.services;
    if (this.#isMacroName('adapter')) return undefined;
    const given = new Map<string, Value | undefined>(dispatch.positional.map((a, i) => [DISPATCH[i] ?? '', a.value]));
    for (const [key, argument] of dispatch.named) given.set(key, argument.value);
    const { macro_name: name, macro_namespace: namespace = null, ...others } = Object.fromEntries(given);
    if (typeof name !== 'string' || name.includes('.') || Object.keys(others).length > 0) return undefined;
    if (given.has('macro_namespace') && given.get('macro_namespace') === undefined) return undefined;
    if (namespace !== null && typeof namespace !== 'string') return undefined;
    const { entry } = macros.dispatch(name, namespace, this.packageName);
    return entry && this.#macro(entry, call, inMacro);
  }

  /** The effects of a call of a macro with arguments that are known to fit it. */
  ofMacro(entry: MacroEntry): MacroEffects<ParseEffect> | undefined {
    const known = this.#macros.get(entry.uniqueId);
    if (known !== undefined) return known ?? undefined;
    // A macro that calls itself is not told of.
    this.#macros.set(entry.uniqueId, null);
    let found: MacroEffects<ParseEffect> | undefined;
    try {
      found = entry.macro.effects(this);
    } catch {
      // Calling it says what is wrong with it.
    }
    this.#macros.set(entry.uniqueId, found ?? null);
    return found;
  }

  #macro(entry: MacroEntry, call: StaticCall, inMacro: boolean): Outcome | undefined {
    const macro = this.ofMacro(entry);
    if (!macro?.accepts(call)) return undefined;
    if (inMacro) return macro;
    return { ...macro, effects: [{ kind: 'macro', needs: 'once', uniqueId: entry.uniqueId }, ...macro.effects] };
  }

  #member(root: string, call: StaticCall): Outcome | undefined {
    const { name } = call;
    if (ANSWERING.has(name) || root === 'modules' || root === 'api') return NOTHING;
    if (root === 'config') return name === 'config' ? this.#captured(call) : CONFIG_READS.get(name);
    if (root === 'adapter') {
      const method = name.slice('adapter.'.length);
      return inertAtParse(this.services.adapter, method) ? NOTHING : undefined;
    }
    switch (name) {
      case 'return':
        return call.positional.length === 1 && call.named.size === 0 ? { effects: [], ends: true } : undefined;
      case 'var':
        return this.#var(call);
      case 'ref':
      case 'source':
      case 'metric':
      case 'function':
        return this.#captured(call);
      default:
        return undefined;
    }
  }

  #var(call: StaticCall): Outcome | undefined {
    const [first, second, ...rest] = call.positional;
    const name = first?.value;
    if (typeof name !== 'string' || rest.length > 0) return undefined;
    for (const key of call.named.keys()) if (key !== 'default' || second) return undefined;
    const found = this.services.config.lookupVar(name, this.packageName);
    if (!found && !second && !call.named.has('default')) return undefined;
    // A text may itself be a template.
    if (typeof found?.value === 'string' && /\{[{%#]/.test(found.value)) return undefined;
    const value = found ? scalar(found.value) : (second ?? call.named.get('default'))?.value;
    return { effects: [{ kind: 'var', needs: 'maybe', name }], safe: true, ...(value === undefined ? {} : { value }) };
  }

  #captured(call: StaticCall): Outcome | undefined {
    const args = literalArguments(call);
    if (!args) return undefined;
    try {
      const effects = [capturedBy(call, args)];
      // What a reference answers while parsing is the node's own relation.
      return call.name !== 'config' && this.isData('this')
        ? { effects, safe: true, sameAs: 'this' }
        : { effects, safe: true };
    } catch {
      // Evaluating it says what is wrong with the arguments.
      return undefined;
    }
  }

  #isMacroName(name: string): boolean {
    const { macros } = this.services;
    return macros.hasNamespace(name) || macros.find(name, this.packageName) !== undefined;
  }
}

const DISPATCH = ['macro_name', 'macro_namespace', 'packages'];

function capturedBy(call: StaticCall, args: CallArguments): ParseEffect {
  const needs = 'exactly';
  switch (call.name) {
    case 'ref':
      return { kind: 'ref', needs, call: placedRef(refCall(args), call.span) };
    case 'source':
      return { kind: 'source', needs, call: placedSource(sourceCall(args), call.span) };
    case 'config':
      return { kind: 'config', needs, values: configArguments(args) };
    default:
      return { kind: call.name as 'metric' | 'function', needs, call: nameCall(call.name, args) };
  }
}

// Written out: spreading costs several times as much, and there is one of these for every reference.
function placedRef({ name, package: from, version }: RefCall, span: Span): RefCall {
  return { name, package: from, version, span };
}

function placedSource({ source, table }: SourceCall, span: Span): SourceCall {
  return { source, table, span };
}

function literalArguments(call: StaticCall): CallArguments | undefined {
  const positional: Value[] = [];
  for (const { value } of call.positional) {
    if (value === undefined) return undefined;
    positional.push(value);
  }
  const named = new Map<string, Value>();
  for (const [key, { value }] of call.named) {
    if (value === undefined) return undefined;
    named.set(key, value);
  }
  return { positional, named };
}

function scalar(value: unknown): Value | undefined {
  return value === null || ['string', 'boolean', 'number'].includes(typeof value) ? toValue(value) : undefined;
}

/** What evaluation would have captured. */
export function capturesOf(effects: readonly ParseEffect[]): Captures {
  const collector = new CaptureCollector();
  for (const effect of effects) {
    switch (effect.kind) {
      case 'ref':
        collector.refs.push(effect.call);
        break;
      case 'source':
        collector.sources.push(effect.call);
        break;
      case 'metric':
        collector.metrics.push([...effect.call]);
        break;
      case 'function':
        collector.functions.push([...effect.call]);
        break;
      case 'config':
        collector.addConfig(effect.values);
        break;
      case 'macro':
        collector.macros.add(effect.uniqueId);
        break;
      case 'var':
        collector.vars.add(effect.name);
        break;
    }
  }
  return collector.finish();
}
