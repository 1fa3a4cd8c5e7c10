import { Running } from './running.js';

const ROUND_END = /– watching \d+ files?$/m;

/** A `quern watch` that runs. */
export class Watching extends Running {
  constructor(dir: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
    super(dir, ['watch', ...args], env);
  }

  /** What the next round says. */
  round(): Promise<string> {
    return this.until(ROUND_END);
  }

  /** What the next rounds say, up to and with the first after which it is enough. */
  async rounds(isEnough: (told: string) => boolean): Promise<string> {
    let told = '';
    do told += `${await this.round()}\n`;
    while (!isEnough(told));
    return told;
  }
}
