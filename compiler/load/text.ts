import { hexDigest } from '../base/digest.js';

/** What Python's str.split() and str.strip() take for whitespace (JavaScript's \s differs: it has U+FEFF and lacks U+001C–1F, U+0085). */
const OTHER_SPACE = '\\t-\\r\\x1c-\\x1f\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const SPACE = ` ${OTHER_SPACE}`;
/** Runs of whitespace that are something else than one space. */
const RUN = new RegExp(`[${OTHER_SPACE}][${SPACE}]*| [${SPACE}]+`, 'g');
const ONE = new RegExp(`[${SPACE}]`);

function isSpace(code: number): boolean {
  return code < 0x80
    ? code === 32 || (code >= 9 && code <= 13) || (code >= 28 && code <= 31)
    : ONE.test(String.fromCharCode(code));
}

/** Python's str.strip(). */
export function strip(text: string): string {
  let end = text.length;
  while (end > 0 && isSpace(text.charCodeAt(end - 1))) end--;
  let start = 0;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  return text.slice(start, end);
}

export function sha256(text: string): string {
  return hexDigest('sha256', text);
}

/** dbt 1.12's checksum of a file with code: of its text with every run of whitespace as one space. */
export function codeChecksum(text: string): string {
  return sha256(strip(text.replace(RUN, ' ')));
}

/** dbt's checksum of a seed: of its text without surrounding whitespace, line breaks as "\n". */
export function seedChecksum(text: string): string {
  return sha256(strip(text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text));
}
