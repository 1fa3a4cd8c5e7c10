import { createColors } from 'picocolors';
import type { OutputStream } from '../io.js';

export type Tone = 'good' | 'bad' | 'warn' | 'info' | 'dim' | 'strong';

/** Colours a text by its meaning, or leaves it as it is. */
export type Paint = (tone: Tone, text: string) => string;

export const plainPaint: Paint = (_tone, text) => text;

export function createPaint(colors: boolean): Paint {
  if (!colors) return plainPaint;
  const c = createColors(true);
  const byTone: Record<Tone, (text: string) => string> = {
    good: c.green,
    bad: c.red,
    warn: c.yellow,
    info: c.cyan,
    dim: c.dim,
    strong: c.bold,
  };
  return (tone, text) => (text === '' ? text : byTone[tone](text));
}

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Whether to colour what goes to a stream. An option of the command line decides first, then FORCE_COLOR and NO_COLOR (any
 * value that is not empty; FORCE_COLOR=0 means no), then whether it is a terminal.
 */
export function wantsColors(stream: OutputStream, env: Env, option: boolean | undefined): boolean {
  if (option !== undefined) return option;
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '')
    return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  return Boolean(stream.isTTY) && env.TERM !== 'dumb';
}

/** Whether a terminal shows characters beyond ASCII, as far as its environment tells. */
export function showsUnicode(env: Env, platform: string): boolean {
  if (env.TERM === 'linux' || env.TERM === 'dumb') return false;
  if (platform === 'win32') return Boolean(env.WT_SESSION || env.TERM_PROGRAM);
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG;
  return !locale || /utf-?8/i.test(locale);
}
