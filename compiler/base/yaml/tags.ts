import { Float } from '../scalars.js';
import { InvalidScalar, resolvePlain, toBool, toFloat, toInt, toTimestamp } from './scalars.js';

/**
 * The value of content under an explicit tag (`!!str`, `!`, `!<tag:yaml.org,2002:int>`): undefined for a tag that YAML 1.1 does not
 * define, as PyYAML's safe loader refuses those.
 */
export function resolveTagged(tag: string, content: unknown): unknown {
  if (tag === '!') return content;
  const name = /^(?:!!|!<tag:yaml\.org,2002:)([a-z]+)>?$/.exec(tag)?.[1];
  const collection = typeof content === 'object' && content !== null;
  if (name === 'seq' || name === 'omap' || name === 'pairs') {
    if (!Array.isArray(content)) return new InvalidScalar(`it is tagged ${tag}, but no list`);
    return name === 'seq' ? content : content.map((item) => Object.entries(item as object)[0] ?? item);
  }
  if (name === 'map')
    return collection && !Array.isArray(content) ? content : new InvalidScalar(`it is tagged ${tag}, but no mapping`);
  if (name === 'set')
    return collection && !Array.isArray(content)
      ? Object.keys(content)
      : new InvalidScalar('a set is written as a mapping');
  if (collection) return name === undefined ? undefined : new InvalidScalar(`it is tagged ${tag}, but no scalar`);
  return name === undefined ? undefined : scalar(name, String(content));
}

function scalar(name: string, text: string): unknown {
  switch (name) {
    case 'str':
    case 'binary':
      return text;
    case 'null':
      return null;
    case 'bool':
      return toBool(text) ?? new InvalidScalar(`'${text}' is neither true nor false`);
    case 'int': {
      const value = /^[-+]?[\d_]/.test(text) ? toInt(text) : undefined;
      return value ?? new InvalidScalar(`'${text}' is not an integer`);
    }
    case 'float': {
      if (/^[-+]?\.(?:inf|nan)$/i.test(text)) return toFloat(text);
      const plain = resolvePlain(text);
      if (plain instanceof Float || (typeof plain === 'number' && !Number.isInteger(plain))) return plain;
      const value = text.trim() === '' ? Number.NaN : Number(text.replaceAll('_', ''));
      if (Number.isNaN(value)) return new InvalidScalar(`'${text}' is not a number`);
      return Number.isInteger(value) ? new Float(value) : value;
    }
    case 'timestamp':
      return toTimestamp(text);
    default:
      return undefined;
  }
}
