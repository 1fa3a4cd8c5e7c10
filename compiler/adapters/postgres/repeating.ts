/** What may be sent again after a connection was lost. Doubt counts as no: these rules only ever refuse too much. */

/** The beginning of a statement, comments before it passed over. */
const START = String.raw`(?:^|;)(?:\s|--[^\n]*(?:\n|$)|/\*.*?\*/)*`;
const statement = (words: string): RegExp => new RegExp(`${START}(?:${words})\\b`, 'is');

const CONTROL = statement('begin|start|commit|end|abort|rollback|savepoint|release|prepare|call|do');
const SESSION = statement(
  String.raw`set(?!\s+(?:local|transaction)\b)|reset|prepare|deallocate|declare|listen|unlisten|load|discard|lock|create\s+(?:local\s+|global\s+)?temp(?:orary)?`,
);
const SESSION_FUNCTION = /\b(?:set_config|pg_(?:try_)?advisory_\w+|setval|dblink\w*)\s*\(/i;
const READ = new RegExp(`^${START.replace('(?:^|;)', '')}(?:select|with|values|show)\\b`, 'is');
const WRITING = /\b(?:into|nextval|insert|update|delete|merge)\b/i;
const AGAIN = new RegExp(
  `^${START.replace('(?:^|;)', '')}(?:${[
    String.raw`drop\s+(?:table|view|materialized\s+view|index|schema)\s+if\s+exists`,
    String.raw`create\s+schema\s+if\s+not\s+exists`,
  ].join('|')})\\b`,
  'is',
);

/** Whether a text may end the transaction that it runs in, or begin another. */
export function controlsTransaction(sql: string): boolean {
  return CONTROL.test(sql);
}

/** Whether a text may leave something behind in the session that another session would miss. */
export function changesSession(sql: string): boolean {
  if (SESSION_FUNCTION.test(sql)) return true;
  // Temporary tables that go with their transaction are no state.
  return SESSION.test(sql) && !(/\bon\s+commit\s+drop\b/i.test(sql) && !/;\s*\S/.test(sql.trim()));
}

/** Whether a text that commits by itself can run twice and be the same as once: a query whose rows are wanted, `drop … if exists`. */
export function canRunTwice(sql: string, fetch: boolean): boolean {
  if (/;\s*\S/.test(sql)) return false;
  return AGAIN.test(sql) || (fetch && READ.test(sql) && !WRITING.test(sql));
}
