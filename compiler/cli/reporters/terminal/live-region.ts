import type { OutputStream } from '../../io.js';
import { displayWidth } from '../../text/width.js';

const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';
const CLEAR_BELOW = '\u001b[J';
const up = (rows: number) => (rows > 0 ? `\u001b[${rows}A` : '');

const FALLBACK_COLUMNS = 80;

/**
 * The last lines of the screen, which are drawn anew while text scrolls by above them. Lines are to be narrower than the
 * screen. When the screen has become narrower since, what was drawn fills more rows: they are counted by its present width.
 */
export class LiveRegion {
  #widths: number[] = [];
  #hidden = false;

  constructor(private readonly stream: OutputStream) {}

  get columns(): number {
    return Math.max(this.stream.columns || FALLBACK_COLUMNS, 10);
  }

  /** Writes lines above the region and draws the region below them, in one piece so that nothing flickers. */
  update(above: readonly string[], lines: readonly string[]): void {
    if (above.length === 0 && lines.length === 0 && this.#widths.length === 0) return;
    let out = this.#erase();
    for (const line of above) out += `${line}\n`;
    if (lines.length > 0 && !this.#hidden) out += HIDE_CURSOR;
    if (lines.length === 0 && this.#hidden) out += SHOW_CURSOR;
    this.#hidden = lines.length > 0;
    for (const line of lines) out += `${line}\n`;
    this.#widths = lines.map(displayWidth);
    this.stream.write(out);
  }

  #erase(): string {
    if (this.#widths.length === 0) return '';
    const columns = this.columns;
    const rows = this.#widths.reduce((sum, width) => sum + Math.max(Math.ceil(width / columns), 1), 0);
    return `${up(rows)}\r${CLEAR_BELOW}`;
  }

  /** Takes the region off the screen and shows the cursor again. */
  close(): void {
    this.update([], []);
  }
}
