const STRUCT = /^\s*(?:array\s*<\s*)?struct\s*[(<]/i;

export function isStruct(type: string): boolean {
  return STRUCT.test(type);
}

/** Names and types of the fields of `STRUCT(a INTEGER, "b c" STRUCT(…))[]` or `ARRAY<STRUCT<a INT64>>`; none for what is no struct. */
export function structFields(type: string): [name: string, type: string][] {
  const head = STRUCT.exec(type);
  if (!head) return [];
  const close = head[0].endsWith('(') ? ')' : /^\s*array/i.test(type) ? />\s*>\s*$/ : />\s*$/;
  const end = typeof close === 'string' ? type.lastIndexOf(close) : type.search(close);
  const body = type.slice(head[0].length, end);
  return splitTopLevel(body).map((field) => {
    const quoted = /^(["`])((?:(?!\1)[\s\S]|\1\1)*)\1\s+([\s\S]*)$/.exec(field);
    if (quoted) return [quoted[2]!.replaceAll(quoted[1]!.repeat(2), quoted[1]!), quoted[3]!.trim()];
    const space = field.search(/\s/);
    return space < 0 ? [field, ''] : [field.slice(0, space), field.slice(space).trim()];
  });
}

function splitTopLevel(text: string): string[] {
  const out: string[] = [];
  let depth = 0;
  let quote: string | undefined;
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    const c = text[i];
    if (c === quote) quote = undefined;
    else if (quote === undefined && (c === '"' || c === '`')) quote = c;
    else if (quote === undefined && (c === '(' || c === '<')) depth++;
    else if (quote === undefined && (c === ')' || c === '>')) depth--;
    if (i === text.length || (c === ',' && depth === 0 && quote === undefined)) {
      const part = text.slice(start, i).trim();
      if (part !== '') out.push(part);
      start = i + 1;
    }
  }
  return out;
}
