import { displayWidth } from '../../../../compiler/cli/text/width.js';

/** What a terminal of so many columns shows once it was sent a text: a small part of what terminals do, with wrapping. */
export class Screen {
  lines: string[] = [''];
  #row = 0;
  #column = 0;
  cursorShown = true;

  constructor(public columns: number) {}

  send(text: string): this {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what a terminal is sent
    for (const token of text.matchAll(/\u001b\[([?0-9;]*)([A-Za-z])|\r|\n|[^\u001b\r\n]/gu)) this.#token(token);
    return this;
  }

  #token([text, argument, command]: RegExpMatchArray): void {
    if (text === '\n') this.#to(this.#row + 1);
    else if (text === '\r') this.#column = 0;
    else if (command === 'A') this.#row = Math.max(this.#row - Number(argument || 1), 0);
    else if (command === 'J') {
      this.lines.length = this.#row + 1;
      this.lines[this.#row] = this.lines[this.#row]!.slice(0, this.#column);
    } else if (command === 'h' || command === 'l') this.cursorShown = command === 'h';
    else if (command === undefined) this.#put(text);
  }

  #to(row: number): void {
    this.#row = row;
    this.#column = 0;
    while (this.lines.length <= row) this.lines.push('');
  }

  #put(character: string): void {
    const width = displayWidth(character);
    if (this.#column + width > this.columns) this.#to(this.#row + 1);
    const line = this.lines[this.#row]!;
    this.lines[this.#row] = line.slice(0, this.#column) + character + line.slice(this.#column + character.length);
    this.#column += width;
  }

  /** A terminal that gets narrower breaks the lines that have become too long. */
  narrow(columns: number): void {
    this.columns = columns;
    this.lines = this.lines.flatMap((line) => line.match(new RegExp(`.{1,${columns}}`, 'gu')) ?? ['']);
    this.#row = this.lines.length - 1;
    this.#column = 0;
  }

  get text(): string {
    return this.lines
      .map((line) => line.trimEnd())
      .join('\n')
      .trimEnd();
  }
}
