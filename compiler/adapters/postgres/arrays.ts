/** An element of an array as its text, null, or an array inside it. */
export type ArrayItem = string | null | readonly ArrayItem[];

/** PostgreSQL's text of an array, `{1,NULL,"a b",{2}}`, with bounds `[0:1]={…}` left out. */
export function parseArray(text: string): readonly ArrayItem[] {
  const open = text.indexOf('{');
  return open < 0 ? [] : new ArrayReader(text, open + 1).items();
}

class ArrayReader {
  constructor(
    private readonly text: string,
    private at: number,
  ) {}

  /** The items up to the closing brace, which is passed. */
  items(): ArrayItem[] {
    const items: ArrayItem[] = [];
    for (;;) {
      const c = this.text[this.at];
      if (c === undefined || c === '}') {
        this.at++;
        return items;
      }
      if (c === ',') this.at++;
      else items.push(this.item(c));
    }
  }

  private item(first: string): ArrayItem {
    if (first === '{') {
      this.at++;
      return this.items();
    }
    if (first === '"') return this.quoted();
    const start = this.at;
    while (this.at < this.text.length && this.text[this.at] !== ',' && this.text[this.at] !== '}') this.at++;
    const word = this.text.slice(start, this.at);
    return word === 'NULL' ? null : word;
  }

  private quoted(): string {
    let out = '';
    for (this.at++; this.at < this.text.length && this.text[this.at] !== '"'; this.at++) {
      if (this.text[this.at] === '\\') this.at++;
      out += this.text[this.at] ?? '';
    }
    this.at++;
    return out;
  }
}
