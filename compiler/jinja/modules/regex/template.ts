/** Replacement texts of re.sub. */
import { TemplateError } from '../../errors.js';
import type { Regex } from './nodes.js';

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['v', '\v'],
  ['\\', '\\'],
]);

/** Fills `\1`, `\g<1>`, `\g<name>` and escapes of a replacement. Throws Python's errors. */
export function expandTemplate(template: string, regex: Regex, group: (index: number) => string): string {
  if (!template.includes('\\')) return template;
  const fail = (message: string, at: number): never => {
    throw new TemplateError('error', `${message} at position ${at}`);
  };
  return template.replace(
    /\\(?:g<([^>]*)>|g|([1-9]\d?)|(0[0-7]{0,2})|([\s\S])|$)/g,
    (whole, name, digits, octal, other, offset) => {
      if (name !== undefined) {
        const index = /^\d+$/.test(name) ? Number(name) : regex.names.get(name);
        if (index === undefined) throw new TemplateError('IndexError', `unknown group name '${name}'`);
        if (index > regex.groups) fail(`invalid group reference ${index}`, offset + 3);
        return group(index);
      }
      if (whole === '\\g') return fail('missing <', offset + 2);
      if (digits !== undefined) {
        if (Number(digits) > regex.groups) fail(`invalid group reference ${digits}`, offset + 1);
        return group(Number(digits));
      }
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      if (other === undefined) return fail('bad escape (end of pattern)', offset);
      const escape = ESCAPES.get(other);
      if (escape === undefined && /[a-zA-Z]/.test(other)) fail(`bad escape \\${other}`, offset);
      return escape ?? whole;
    },
  );
}
