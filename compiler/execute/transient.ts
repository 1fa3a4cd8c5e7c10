import type { DatabaseError } from '../adapters/types.js';

/** Connection lost, serialization, deadlock, resources, lock not to be had, shutdown. */
const SQL_STATES = /^(08|40001|40P01|53|55P03|57P0|58030)/;
const CODES = /^(lost|ECONN\w+|EPIPE|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH)$/;
const WORDS =
  /connection (?:was |is |has been )?(?:reset|closed|lost|refused|terminated|dropped)|server closed the connection|socket hang up|time(?:d)?[ -]?out|deadlock|could not serialize|write-write conflict|transaction conflict|conflict on|lock wait|could not (?:set|obtain) lock|try again|temporar(?:y|ily) (?:unavailable|failure|error)|rate ?limit|too many (?:requests|connections|clients)|service unavailable|bad gateway|\b50[234]\b|backend ?error|internal ?error, please|ECONNRESET|ECONNREFUSED|EPIPE/i;

/** Whether a statement that failed may succeed at a later attempt, though nothing is changed. Adapters have tried again by then. */
export function isTransient({
  message,
  details: { code, sqlState },
}: Pick<DatabaseError, 'message' | 'details'>): boolean {
  if (code === 'cancelled') return false;
  return SQL_STATES.test(sqlState ?? '') || CODES.test(code ?? '') || WORDS.test(message.split('\n')[0]!);
}
