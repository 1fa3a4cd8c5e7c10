import type { Cell } from '../types.js';

/** A statement with the placeholders that dbt's macros write (`%s`, and `%%` for a percent sign) in PostgreSQL's way. */
export function numberedPlaceholders(sql: string): string {
  let count = 0;
  return sql.replace(/%([s%])/g, (_, c: string) => {
    if (c === '%') return c;
    count++;
    return `$${count}`;
  });
}

/** A cell as the text of a parameter; the server reads it as the type that is wanted there. */
export function bindable(cell: Cell): string | Uint8Array | null {
  if (cell === null || cell instanceof Uint8Array) return cell;
  if (typeof cell !== 'object') return String(cell);
  if (Array.isArray(cell)) return `{${cell.map((item) => arrayItem(item)).join(',')}}`;
  return String(Object.values(cell)[0]);
}

function arrayItem(item: Cell): string {
  if (item === null) return 'NULL';
  if (Array.isArray(item)) return String(bindable(item));
  return `"${String(bindable(item)).replace(/[\\"]/g, '\\$&')}"`;
}
