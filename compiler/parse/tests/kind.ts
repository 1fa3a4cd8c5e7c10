import { SourceFile } from '../../base/source.js';
import { parseTemplate, type Template } from '../../jinja/index.js';
import type { MacroEntry, MacroIndex } from '../../render/macro-index.js';
import { findAnywhere, findTest } from '../macros/lookup.js';

/** What all generic tests of one name in one package have in common. */
export interface TestKind {
  readonly macro: MacroEntry;
  /** The macro that dbt notes for it: by its name alone, whatever package it is called from. */
  readonly named: MacroEntry;
  /** dbt's own `unique` and `not_null` refer to nothing but what they test. */
  readonly isPlain: boolean;
  /** Its settings count once: dbt does not evaluate the raw code of what it notes as its own `unique` or `not_null`. */
  readonly settingsOnce: boolean;
  /** The call that its raw code begins with. */
  readonly call: string;
  /** That call, parsed. A test of another package can be used without its name, which no other call in a template could. */
  readonly template: Template;
}

/** Finds kinds of tests, each once. */
export class TestKinds {
  readonly #kinds = new Map<string, TestKind | undefined>();
  readonly #templates = new Map<string, Template>();

  constructor(private readonly macros: MacroIndex) {}

  /** Undefined if there is no such test. */
  of(name: string, namespace: string | null, packageName: string): TestKind | undefined {
    const key = namespace === null ? `${packageName} ${name}` : `${packageName} ${namespace}.${name}`;
    let kind = this.#kinds.get(key);
    if (kind === undefined && !this.#kinds.has(key)) {
      kind = this.#make(name, namespace, packageName);
      this.#kinds.set(key, kind);
    }
    return kind;
  }

  #make(name: string, namespace: string | null, packageName: string): TestKind | undefined {
    const { macros } = this;
    const macro = findTest(macros, name, namespace, packageName);
    if (!macro) return undefined;
    const named = findAnywhere(macros, macro.name, packageName) ?? macro;
    const call = callText(namespace, name);
    const far = namespace === null && macros.find(macro.name, packageName) !== macro;
    return {
      macro,
      named,
      isPlain: isPlain(macro),
      settingsOnce: isPlain(named),
      call,
      template: this.#templateOf(far ? callText(macro.packageName, name) : call),
    };
  }

  #templateOf(call: string): Template {
    let template = this.#templates.get(call);
    if (!template) {
      template = parseTemplate(new SourceFile('<generic test>', call));
      this.#templates.set(call, template);
    }
    return template;
  }
}

function isPlain({ uniqueId }: MacroEntry): boolean {
  return uniqueId === 'macro.dbt.test_unique' || uniqueId === 'macro.dbt.test_not_null';
}

function callText(namespace: string | null, name: string): string {
  return `{{ ${namespace === null ? '' : `${namespace}.`}test_${name}(**_dbt_generic_test_kwargs) }}`;
}
