import { TranslationError } from '../errors.js';

const DATE_PARTS: readonly (readonly [snowflake: string, strftime: string])[] = [
  ['YYYY', '%Y'],
  ['YY', '%y'],
  ['MMMM', '%B'],
  ['MON', '%b'],
  ['MM', '%m'],
  ['DD', '%d'],
  ['DY', '%a'],
  ['HH24', '%H'],
  ['HH12', '%I'],
  ['HH', '%H'],
  ['AM', '%p'],
  ['PM', '%p'],
  ['MI', '%M'],
  ['SS', '%S'],
  ['FF3', '%g'],
  ['FF6', '%f'],
  ['FF9', '%n'],
  ['FF', '%n'],
];

/** A date format of Snowflake's for strftime and strptime. Throws for what has no counterpart. */
export function dateFormat(format: string): string {
  let out = '';
  let at = 0;
  while (at < format.length) {
    const rest = format.slice(at);
    const quoted = /^"([^"]*)"/.exec(rest);
    const part = DATE_PARTS.find(([name]) => rest.toUpperCase().startsWith(name));
    if (quoted) {
      out += quoted[1]!.replaceAll('%', '%%');
      at += quoted[0].length;
    } else if (part) {
      out += part[1];
      at += part[0].length;
    } else if (/^[A-SU-Z]/i.test(rest)) throw new TranslationError(`the format '${format}'`);
    else {
      out += rest[0] === '%' ? '%%' : rest[0];
      at++;
    }
  }
  return out;
}

/** Whether a format is for numbers. */
export function isNumberFormat(format: string): boolean {
  return /^[09,.$DGSMIFX\s-]+$/i.test(format) && /[09X]/i.test(format);
}
