import { TemplateError } from '../errors.js';
import { BoundMethod, type Method, type MethodTable, positionalOnly, withNames } from './methods.js';
import { indexOf } from './sequences.js';
import { PyObject, type Value } from './types.js';

const ENCODINGS: ReadonlyMap<string, 'utf8' | 'latin1' | 'ascii'> = new Map([
  ['utf-8', 'utf8'],
  ['utf8', 'utf8'],
  ['u8', 'utf8'],
  ['latin-1', 'latin1'],
  ['latin1', 'latin1'],
  ['iso-8859-1', 'latin1'],
  ['ascii', 'ascii'],
]);

/** bytes, as `'…'.encode()` gives them. */
export class PyBytes extends PyObject {
  readonly typeName = 'bytes';

  constructor(readonly data: Buffer) {
    super();
  }

  static encode(text: string, encoding: string): PyBytes {
    const name = ENCODINGS.get(encoding.toLowerCase().replaceAll('_', '-'));
    if (!name) throw new TemplateError('LookupError', `unknown encoding: ${encoding}`);
    const limit = name === 'ascii' ? 0x7f : 0xff;
    if (name !== 'utf8') {
      for (const character of text) {
        if (character.codePointAt(0)! > limit) {
          throw new TemplateError(
            'UnicodeEncodeError',
            `'${encoding}' codec can't encode character: ordinal not in range(${limit + 1})`,
          );
        }
      }
    }
    return new PyBytes(Buffer.from(text, name));
  }

  override getAttribute(name: string): Value | undefined {
    const method = METHODS.get(name);
    return method && new BoundMethod(name, this, method);
  }

  override getItem(key: Value): Value | undefined {
    const index = indexOf(key, this.data.length);
    return index === undefined ? undefined : this.data[index];
  }

  override truthy(): boolean {
    return this.data.length > 0;
  }

  override iterate(): Iterable<Value> {
    return [...this.data];
  }

  override length(): number {
    return this.data.length;
  }

  override equals(other: Value): boolean {
    return other instanceof PyBytes && this.data.equals(other.data);
  }

  override hashKey(): string {
    return `b${this.data.toString('latin1')}`;
  }

  override repr(): string {
    const shown = this.data.toString('latin1').replace(/[^\x20-\x7e]|[\\]/g, (c) => {
      if (c === '\\') return '\\\\';
      if (c === '\n') return '\\n';
      if (c === '\r') return '\\r';
      if (c === '\t') return '\\t';
      return `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`;
    });
    return shown.includes("'") && !shown.includes('"') ? `b"${shown}"` : `b'${shown.replaceAll("'", "\\'")}'`;
  }
}

const METHODS: MethodTable = new Map<string, Method>([
  [
    'decode',
    withNames<PyBytes>('decode', ['encoding', 'errors'], 0, (self, encoding = 'utf-8') => {
      const name = ENCODINGS.get(String(encoding).toLowerCase().replaceAll('_', '-'));
      if (!name) throw new TemplateError('LookupError', `unknown encoding: ${String(encoding)}`);
      return self.data.toString(name);
    }),
  ],
  ['hex', positionalOnly<PyBytes>('hex', 0, 0, (self) => self.data.toString('hex'))],
]);
