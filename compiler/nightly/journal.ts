import { closeSync, fdatasyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { NightState, NightStatus, NodeRecord, StepRecord } from './types.js';

type Line =
  | { readonly event: 'night-started'; readonly id: string; readonly fingerprint: string }
  | { readonly event: 'attempt-started' }
  | { readonly event: 'step-started'; readonly step: string }
  | ({ readonly event: 'node-finished'; readonly step: string; readonly node: string } & NodeRecord)
  | ({ readonly event: 'step-finished' } & StepRecord)
  | { readonly event: 'told'; readonly channel: string; readonly status: NightStatus }
  | { readonly event: 'night-finished'; readonly status: NightStatus; readonly resumable: boolean };

/**
 * What happened in a night, a line of JSON each. A line survives the end of the process as soon as it is written, and those of steps
 * that of the machine.
 */
export class NightJournal {
  readonly #file: number;

  /** @param isNew the file of an earlier night is replaced */
  constructor(
    path: string,
    isNew: boolean,
    private readonly now: () => Date,
    /** Puts stars in place of secrets: a database's message may hold one. */
    private readonly hide: (text: string) => string = (text) => text,
  ) {
    mkdirSync(dirname(path), { recursive: true });
    this.#file = openSync(path, isNew ? 'w' : 'a');
    // The last line of a killed night may be half a one.
    if (!isNew) writeSync(this.#file, '\n');
  }

  write(line: Line): void {
    writeSync(this.#file, `${this.hide(JSON.stringify({ at: this.now().toISOString(), ...line }))}\n`);
    if (line.event !== 'node-finished') fdatasyncSync(this.#file);
  }

  close(): void {
    closeSync(this.#file);
  }
}

/** The night that the journal tells of; undefined where there is none. */
export function readNight(path: string): NightState | undefined {
  let state: Mutable | undefined;
  for (const { at, line } of linesOf(path)) {
    if (line.event === 'night-started') state = begun(line.id, line.fingerprint, at);
    else if (state) note(state, line, at);
  }
  return state;
}

interface Mutable extends NightState {
  attempt: number;
  earlierSeconds: number;
  readonly steps: Map<string, StepRecord>;
  readonly nodes: Map<string, Map<string, NodeRecord>>;
  readonly told: Set<string>;
  readonly toldOfFailure: Set<string>;
  lastAt: Date;
  ended?: NightState['ended'];
}

function begun(id: string, fingerprint: string, at: Date): Mutable {
  const [steps, nodes] = [new Map(), new Map()];
  const told = { told: new Set<string>(), toldOfFailure: new Set<string>() };
  return { id, fingerprint, startedAt: at, attempt: 1, earlierSeconds: 0, steps, nodes, ...told, lastAt: at };
}

function note(state: Mutable, line: Line, at: Date): void {
  // Between two attempts nothing is at work.
  if (line.event !== 'attempt-started') state.earlierSeconds += (at.getTime() - state.lastAt.getTime()) / 1000;
  state.lastAt = at;
  switch (line.event) {
    case 'attempt-started':
      state.attempt++;
      delete state.ended;
      break;
    case 'step-started':
      state.steps.delete(line.step);
      break;
    case 'node-finished': {
      const nodes = state.nodes.get(line.step) ?? new Map<string, NodeRecord>();
      const { event: _, step: __, node, ...record } = line;
      nodes.set(node, record);
      state.nodes.set(line.step, nodes);
      break;
    }
    case 'step-finished': {
      const { event: _, ...record } = line;
      state.steps.set(line.name, record);
      break;
    }
    case 'told':
      state.told.add(toldKey(line.channel, line.status));
      if (line.status === 'failure') state.toldOfFailure.add(line.channel);
      break;
    case 'night-finished':
      state.ended = { status: line.status, resumable: line.resumable };
      // The next attempt's outcome is another.
      state.told.clear();
  }
}

export function toldKey(channel: string, status: NightStatus): string {
  return `${status} ${channel}`;
}

function* linesOf(path: string): Iterable<{ readonly at: Date; readonly line: Line }> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  for (const one of text.split('\n')) {
    if (one === '') continue;
    try {
      const { at, ...line } = JSON.parse(one) as Line & { readonly at: string };
      yield { at: new Date(at), line: line as Line };
    } catch {
      // Half a line, of a process that was killed while it wrote: what it tells of did not come to its end.
    }
  }
}
