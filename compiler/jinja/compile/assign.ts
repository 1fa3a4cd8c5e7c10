import { TemplateError } from '../errors.js';
import type * as n from '../parser/nodes.js';
import type { Scope } from '../runtime/render.js';
import { Namespace } from '../values/host.js';
import { unpack } from '../values/sequences.js';
import type { Value } from '../values/types.js';
import { outward, settle } from './frames.js';

export interface Assigner {
  /** To be done before the value is evaluated: attributes can be set on namespaces only. */
  readonly check?: (s: Scope) => void;
  readonly assign: (s: Scope, value: Value) => void;
}

/** Stores a value in a target of set, for or with. */
export function assigner(target: n.Expression): Assigner {
  switch (target.kind) {
    case 'name': {
      const slot = target.variable!.slot;
      return {
        assign: (s, value) => {
          s.vars[slot] = value;
        },
      };
    }
    case 'tuple':
      return unpacker(target);
    case 'nsref':
      return namespaceAttribute(target);
    default:
      throw new Error(`Not a target: ${target.kind}`);
  }
}

function unpacker(target: n.Tuple): Assigner {
  const parts = target.children.map(assigner);
  const checks = parts.flatMap((part) => (part.check ? [part.check] : []));
  const assign = (s: Scope, value: Value) => {
    s.at = target;
    const items = unpack(value, parts.length);
    for (let i = 0; i < parts.length; i++) parts[i]!.assign(s, items[i]!);
  };
  if (checks.length === 0) return { assign };
  return {
    assign,
    check: (s) => {
      for (const check of checks) check(s);
    },
  };
}

function namespaceAttribute(target: n.NamespaceTarget): Assigner {
  const { variable, value: name, hops } = target.target;
  const find = (s: Scope): Namespace => {
    const found = settle(outward(s, hops), variable!.slot, name);
    if (found instanceof Namespace) return found;
    s.at = target;
    throw new TemplateError('TemplateRuntimeError', 'cannot assign attribute on non-namespace object');
  };
  return {
    check: find,
    assign: (s, value) => find(s).setAttribute(target.val, value),
  };
}
