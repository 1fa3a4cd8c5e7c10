/** Runs programs: a backtracking matcher with a stack of its own, so that neither deep nor endless matching can bring the process down. */
import { foldedOf, isWord } from './characters.js';
import { budgetError } from './errors.js';
import type { Position } from './nodes.js';
import { type Instruction, lastGroupRegister, type Program } from './program.js';
import type { Subject } from './subject.js';

/** Steps of one call of a function of `re`, all its matches together; less than half a second. */
const MAX_STEPS = 5_000_000;
/** Numbers on the stack. */
const MAX_STACK = 12_000_000;
/** Instead of an instruction, on the stack: a register that gets its old value back. */
const RESTORE = -1;
/** Instead of the further number: matching goes on at the instruction, which has not begun. */
const RESUME = -1;

/** Where groups start and end, as registers of a program have them, and the group that was closed last (-1: none). */
export interface Found {
  readonly spans: Int32Array;
  readonly lastGroup: number;
}

export interface Attempt {
  /** The match has to reach the end. */
  readonly whole?: boolean;
  /** At `start` itself, an empty match does not count. */
  readonly advancing?: boolean;
}

export class Matcher {
  private readonly instructions: readonly Instruction[];
  private readonly codes: ArrayLike<number>;
  private readonly registers: Int32Array;
  /** Threes: (RESTORE, register, value) or (instruction, position, RESUME or how far a `run` may still go). */
  private readonly stack: number[] = [];
  private steps = 0;
  private start = 0;
  private whole = false;
  private advancing = false;

  constructor(
    private readonly program: Program,
    subject: Subject,
    /** Nothing from here on is seen. */
    readonly end: number,
  ) {
    this.instructions = program.instructions;
    this.codes = subject.codes;
    this.registers = new Int32Array(program.registers);
  }

  /** The first match that starts at `from` or later. */
  search(from: number, { advancing = false }: Attempt = {}): Found | undefined {
    const { first } = this.program;
    for (let start = from; start <= this.end; start++) {
      if (first) {
        const skipped = start;
        while (start < this.end && !first(this.codes[start]!)) start++;
        this.spend(start - skipped);
        if (start === this.end) return undefined;
      }
      const found = this.match(start, { advancing: advancing && start === from });
      if (found) return found;
    }
    return undefined;
  }

  /** The match that starts here. */
  match(start: number, { whole = false, advancing = false }: Attempt = {}): Found | undefined {
    this.registers.fill(-1);
    this.stack.length = 0;
    this.start = start;
    this.whole = whole;
    this.advancing = advancing;
    const end = this.run(0, start, true);
    if (end < 0) return undefined;
    const { groups } = this.program;
    const spans = this.registers.slice(0, 2 * groups + 2);
    spans[0] = start;
    spans[1] = end;
    for (let i = 2; i < spans.length; i += 2) if (spans[i + 1]! < 0) spans[i] = -1;
    return { spans, lastGroup: this.registers[lastGroupRegister(groups)]! };
  }

  private spend(steps: number): void {
    this.steps += steps;
    if (this.steps > MAX_STEPS) throw budgetError();
  }

  private push(instruction: number, position: number, extra: number): void {
    const { stack } = this;
    if (stack.length > MAX_STACK) throw budgetError();
    stack.push(instruction, position, extra);
  }

  private set(register: number, value: number): void {
    this.push(RESTORE, register, this.registers[register]!);
    this.registers[register] = value;
  }

  /** The end of the match from an instruction up to its `accept`; -1: none, and registers are as they were. */
  private run(from: number, at: number, outermost: boolean): number {
    const { instructions, codes, registers, stack, end } = this;
    const base = stack.length;
    let pc = from;
    let pos = at;
    for (;;) {
      if (++this.steps > MAX_STEPS) throw budgetError();
      const step = instructions[pc]!;
      let matched = true;
      switch (step.op) {
        case 'test':
          if (pos < end && step.test(codes[pos]!)) {
            pos++;
            pc++;
          } else matched = false;
          break;
        case 'run': {
          const limit = step.mode === 'lazy' ? step.min : step.max;
          const stop = limit < end - pos ? pos + limit : end;
          let reached = pos;
          while (reached < stop && step.test(codes[reached]!)) reached++;
          this.spend((reached - pos) >> 2);
          if (reached - pos < step.min) matched = false;
          else {
            if (step.mode === 'greedy' && reached > pos + step.min) this.push(pc, reached, pos + step.min);
            else if (step.mode === 'lazy' && step.max > step.min) this.push(pc, reached, Math.min(end, pos + step.max));
            pos = reached;
            pc++;
          }
          break;
        }
        case 'split':
          this.push(step.other, pos, RESUME);
          pc++;
          break;
        case 'jump':
          pc = step.next;
          break;
        case 'open':
          this.set(2 * step.group, pos);
          pc++;
          break;
        case 'close':
          this.set(2 * step.group + 1, pos);
          this.set(lastGroupRegister(this.program.groups), step.group);
          pc++;
          break;
        case 'position':
          if (this.holds(step.at, pos, step.ascii)) pc++;
          else matched = false;
          break;
        case 'reference': {
          const length = this.repeatedLength(step.group, pos, step.fold);
          if (length < 0) matched = false;
          else {
            pos += length;
            pc++;
          }
          break;
        }
        case 'look': {
          const mark = stack.length;
          const reached = pos < step.back ? -1 : this.run(pc + 1, pos - step.back, false);
          if (reached >= 0 && step.negated) this.undo(mark);
          if (reached >= 0 === step.negated) matched = false;
          else pc = step.next;
          break;
        }
        case 'atomic': {
          const reached = this.run(pc + 1, pos, false);
          if (reached < 0) matched = false;
          else {
            pos = reached;
            pc = step.next;
          }
          break;
        }
        case 'accept':
          if (!outermost) {
            this.forgetChoices(base);
            return pos;
          }
          if (!(this.whole && pos !== end) && !(this.advancing && pos === this.start)) return pos;
          matched = false;
          break;
        case 'ifGroup':
          pc = registers[2 * step.group + 1]! >= 0 ? pc + 1 : step.otherwise;
          break;
        case 'enter':
          this.set(step.counter, 0);
          this.set(step.counter + 1, -1);
          pc++;
          break;
        case 'loop': {
          const round = registers[step.counter]!;
          if (round < step.min) {
            this.set(step.counter, round + 1);
            pc = step.body;
          } else if (round >= step.max || registers[step.counter + 1] === pos) {
            // A round that matched nothing is not followed by another.
            pc = step.next;
          } else if (step.lazy) {
            this.push(step.body - 1, pos, RESUME);
            pc = step.next;
          } else {
            this.push(step.next, pos, RESUME);
            this.set(step.counter, round + 1);
            this.set(step.counter + 1, pos);
            pc = step.body;
          }
          break;
        }
        case 'again':
          this.set(step.counter, registers[step.counter]! + 1);
          this.set(step.counter + 1, pos);
          pc = step.body;
          break;
      }
      if (matched) continue;
      // Back to the last choice that was left open.
      for (;;) {
        if (stack.length === base) return -1;
        const extra = stack.pop()!;
        pos = stack.pop()!;
        pc = stack.pop()!;
        if (pc === RESTORE) {
          registers[pos] = extra;
          continue;
        }
        if (extra === RESUME) break;
        const choice = instructions[pc] as Instruction & { readonly op: 'run' };
        if (choice.mode === 'greedy') {
          pos--;
          if (pos > extra) stack.push(pc, pos, extra);
        } else {
          if (pos >= extra || !choice.test(codes[pos]!)) continue;
          pos++;
          stack.push(pc, pos, extra);
        }
        pc++;
        break;
      }
    }
  }

  /** Gives registers their values of when the stack was this long. */
  private undo(length: number): void {
    const { stack } = this;
    while (stack.length > length) {
      const extra = stack.pop()!;
      const position = stack.pop()!;
      if (stack.pop() === RESTORE) this.registers[position] = extra;
    }
  }

  /** Drops the choices above, keeping old values of registers. */
  private forgetChoices(base: number): void {
    const { stack } = this;
    let kept = base;
    for (let i = base; i < stack.length; i += 3) {
      if (stack[i] !== RESTORE) continue;
      stack[kept] = RESTORE;
      stack[kept + 1] = stack[i + 1]!;
      stack[kept + 2] = stack[i + 2]!;
      kept += 3;
    }
    this.spend((stack.length - base) >> 2);
    stack.length = kept;
  }

  private holds(at: Position, pos: number, ascii: boolean): boolean {
    const { codes, end } = this;
    switch (at) {
      case 'start':
        return pos === 0;
      case 'lineStart':
        return pos === 0 || codes[pos - 1] === 10;
      case 'end':
        return pos === end || (pos === end - 1 && codes[pos] === 10);
      case 'lineEnd':
        return pos === end || codes[pos] === 10;
      case 'textEnd':
        return pos === end;
      default: {
        if (end === 0) return false;
        const before = pos > 0 && isWord(codes[pos - 1]!, ascii);
        const after = pos < end && isWord(codes[pos]!, ascii);
        return (before !== after) === (at === 'boundary');
      }
    }
  }

  /** The length of a group's text if it stands here again; -1: it does not. */
  private repeatedLength(group: number, pos: number, fold: 'none' | 'unicode' | 'ascii'): number {
    const { codes, registers } = this;
    const start = registers[2 * group]!;
    const stop = registers[2 * group + 1]!;
    const length = stop - start;
    if (stop < 0 || length < 0 || pos + length > this.end) return -1;
    this.spend(length >> 2);
    for (let i = 0; i < length; i++) {
      const left = codes[start + i]!;
      const right = codes[pos + i]!;
      if (left !== right && foldedOf(left, fold) !== foldedOf(right, fold)) return -1;
    }
    return length;
  }
}
