const STRUCT = /^\s*struct\s*\(/i;

export function isStruct(type: string): boolean {
  return STRUCT.test(type);
}

/** Names and types of the fields of `STRUCT(a INTEGER, "b c" STRUCT(…))[]`; none for what is no struct. */
export function structFields(type: string): [name: string, type: string][] {
  const head = STRUCT.exec(type);
  if (!head) return [];
  const body = type.slice(head[0].length, type.lastIndexOf(')'));
  return splitTopLevel(body).map((field) => {
    const quoted = /^"((?:[^"]|"")*)"\s+([\s\S]*)$/.exec(field);
    if (quoted) return [quoted[1]!.replaceAll('""', '"'), quoted[2]!.trim()];
    const space = field.search(/\s/);
    return space < 0 ? [field, ''] : [field.slice(0, space), field.slice(space).trim()];
  });
}

function splitTopLevel(text: string): string[] {
  const out: string[] = [];
  let depth = 0;
  let quoted = false;
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    const c = text[i];
    if (c === '"') quoted = !quoted;
    if (!quoted && c === '(') depth++;
    if (!quoted && c === ')') depth--;
    if (i === text.length || (c === ',' && depth === 0 && !quoted)) {
      const part = text.slice(start, i).trim();
      if (part !== '') out.push(part);
      start = i + 1;
    }
  }
  return out;
}
