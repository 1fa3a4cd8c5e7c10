import { createHash } from 'node:crypto';

/** What Python's str.split() and str.strip() take for whitespace (JavaScript's \s differs: it has U+FEFF and lacks U+001C–1F, U+0085). */
const SPACE = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const RUN = new RegExp(`[${SPACE}]+`, 'g');
const LEADING = new RegExp(`^[${SPACE}]+`);
const ONE = new RegExp(`[${SPACE}]`);

/** Python's str.strip(). */
export function strip(text: string): string {
  let end = text.length;
  while (end > 0 && ONE.test(text[end - 1]!)) end--;
  return text.slice(LEADING.exec(text)?.[0].length ?? 0, Math.max(end, 0)) || '';
}

export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** dbt 1.12's checksum of a file with code: of its text with every run of whitespace as one space. */
export function codeChecksum(text: string): string {
  return sha256(strip(text.replace(RUN, ' ')));
}

/** dbt's checksum of a seed: of its text without surrounding whitespace, line breaks as "\n". */
export function seedChecksum(text: string): string {
  return sha256(strip(text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text));
}
