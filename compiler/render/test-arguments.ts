import type { Json } from '../base/json.js';
import { SourceFile } from '../base/source.js';
import { isScalarObject } from '../base/yaml/scalars.js';
import { parseTemplate, type RenderOutput, type Template } from '../jinja/index.js';
import { PyDict, toValue, type Value } from '../jinja/values/index.js';
import type { CompilableNode } from '../manifest/types.js';
import type { HoldsFor, NodeReads } from './node-reads.js';
import type { ScopeContext } from './scope.js';
import { RelationValue } from './values/relation.js';

/** A node whose arguments are evaluated, and what was read of it. */
interface Reader {
  readonly node: CompilableNode;
  readonly reads: NodeReads;
}

/** Whether a value cannot be changed, so that two nodes may have it. */
function isPlain(value: Value): boolean {
  return value === null || typeof value !== 'object' || value instanceof RelationValue;
}

/** Text that is a call to one of these is evaluated although it has no braces (`to: ref('orders')`). */
const LOOKS_LIKE_CALL = /^\s*(env_var|ref|var|source|doc)\s*\(.+\)\s*$/;

/** Whether the text of an argument is evaluated. */
export function isTemplate(text: string): boolean {
  return LOOKS_LIKE_CALL.test(text) || text.includes('{{') || text.includes('{%') || text.includes('{#');
}

/** `{{ get_where_subquery(source('raw', 'orders')) }}` and `{{ ref('orders') }}`: all that differ in the texts only are parsed once. */
const CALL_WITH_TEXTS = /^(\{\{ (?:[A-Za-z_]+\()?[A-Za-z_]+\()('[^'"\\{}%#]*'(?:, '[^'"\\{}%#]*')*)(\)\)? \}\})$/;

function nativeOf(output: RenderOutput): Value {
  return output.value === undefined ? output.text : output.value;
}

/** Evaluates arguments of generic tests. The tests of a model have the same `model` argument: its template is parsed once. */
export class TestArguments {
  readonly #templates = new Map<string, Template>();
  readonly #answers = new Map<string, { readonly value: Value; readonly holdsFor: HoldsFor }>();

  /** The arguments as the test's macro gets them: strings evaluated natively, column names left alone. */
  render(args: Readonly<Record<string, Json>>, context: ScopeContext, reader?: Reader): PyDict {
    const out = new PyDict();
    for (const key of Object.keys(args)) {
      const value = args[key]!;
      if (typeof value !== 'string') out.set(key, this.#argument(value, context));
      else if (key === 'column_name') out.set(key, value);
      else out.set(key, reader ? this.#shared(value, context, reader) : this.#argument(value, context));
    }
    return out;
  }

  /** The tests of a model say the same of it: an answer is kept for all nodes for which it holds. */
  #shared(text: string, context: ScopeContext, { node, reads }: Reader): Value {
    const key = `${node.packageName}\0${text}`;
    const known = this.#answers.get(key);
    if (known?.holdsFor(node)) return known.value;
    const value = this.#argument(text, context);
    const holdsFor = isPlain(value) ? reads.holdsFor(context) : undefined;
    if (holdsFor) this.#answers.set(key, { value, holdsFor });
    return value;
  }

  #argument(value: Json, context: ScopeContext): Value {
    if (typeof value === 'string') {
      const text = LOOKS_LIKE_CALL.test(value) ? `{{ ${value} }}` : value;
      // Jinja drops the last line break of a template: also of one without anything to evaluate.
      if (!text.includes('{{') && !text.includes('{%') && !text.includes('{#'))
        return text.replace(/(?:\r\n|\r|\n)$/, '');
      return this.#ofCall(text, context) ?? nativeOf(this.#template(text).render(context, { native: true }));
    }
    if (isScalarObject(value)) return toValue(value);
    if (Array.isArray(value)) return value.map((item) => this.#argument(item as Json, context));
    if (typeof value === 'object' && value !== null) {
      const dict = new PyDict();
      for (const [key, item] of Object.entries(value)) dict.set(key, this.#argument(item as Json, context));
      return dict;
    }
    return toValue(value);
  }

  /** The value of a call with texts in it; undefined if it is no such call, or fails. */
  #ofCall(text: string, context: ScopeContext): Value | undefined {
    const parts = CALL_WITH_TEXTS.exec(text);
    if (!parts) return undefined;
    const texts = parts[2]!.slice(1, -1).split("', '");
    const shape = `${parts[1]}${texts.map((_, i) => `text_${i}`).join(', ')}${parts[3]}`;
    const given = new Map(texts.map((value, i) => [`text_${i}`, value]));
    const lookup = (name: string): Value | undefined => given.get(name) ?? context.lookup(name);
    try {
      return nativeOf(this.#template(shape).render({ lookup }, { native: true }));
    } catch {
      // The text itself tells where it fails.
      return undefined;
    }
  }

  #template(text: string): Template {
    let template = this.#templates.get(text);
    if (!template) {
      template = parseTemplate(new SourceFile('<test argument>', text));
      this.#templates.set(text, template);
    }
    return template;
  }
}
