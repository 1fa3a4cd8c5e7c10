import { overflowError } from '../../errors.js';
import { type CharacterTest, characterTest, setTest } from './characters.js';
import { type RegexNode, type RepeatNode, widthOf } from './nodes.js';
import type { ParsedPattern } from './parser.js';
import { type Instruction, lastGroupRegister, type Program } from './program.js';

const MAX_INSTRUCTIONS = 200_000;

/** The matcher's program for a pattern; as long as the pattern, as repeats are loops. */
export function compileProgram({ node, groups }: ParsedPattern): Program {
  const compiler = new Compiler(groups);
  compiler.emitNode(node);
  compiler.emit({ op: 'accept' });
  return { instructions: compiler.instructions, groups, registers: compiler.registers, first: firstOf(node) };
}

class Compiler {
  readonly instructions: Instruction[] = [];
  registers: number;
  private readonly widths = new Map<number, readonly [number, number]>();

  constructor(groups: number) {
    this.registers = lastGroupRegister(groups) + 1;
  }

  emit<T extends Instruction>(instruction: T): T {
    if (this.instructions.push(instruction) > MAX_INSTRUCTIONS)
      throw overflowError('regular expression code size limit exceeded');
    return instruction;
  }

  private get here(): number {
    return this.instructions.length;
  }

  emitNode(node: RegexNode): void {
    const test = testOf(node);
    if (test) {
      this.emit({ op: 'test', test });
      return;
    }
    switch (node.type) {
      case 'sequence':
        for (const item of node.items) this.emitNode(item);
        break;
      case 'plain':
        this.emitNode(node.body);
        break;
      case 'branch':
        this.emitBranch(node.options);
        break;
      case 'repeat':
        this.emitRepeat(node);
        break;
      case 'group':
        this.emit({ op: 'open', group: node.index });
        this.emitNode(node.body);
        this.emit({ op: 'close', group: node.index });
        this.widths.set(node.index, widthOf(node.body, this.widths));
        break;
      case 'position':
        this.emit({ op: 'position', at: node.at, ascii: node.ascii });
        break;
      case 'reference':
        this.emit({ op: 'reference', group: node.index, fold: node.fold });
        break;
      case 'look':
        this.emitLook(node);
        break;
      case 'atomic':
        this.emitAtomic(() => this.emitNode(node.body));
        break;
      case 'conditional':
        this.emitConditional(node.index, node.yes, node.no);
        break;
    }
  }

  private emitBranch(options: readonly RegexNode[]): void {
    const jumps: { next: number }[] = [];
    options.forEach((option, i) => {
      const split = i < options.length - 1 ? this.emit({ op: 'split' as const, other: 0 }) : undefined;
      this.emitNode(option);
      if (!split) return;
      jumps.push(this.emit({ op: 'jump' as const, next: 0 }));
      split.other = this.here;
    });
    for (const jump of jumps) jump.next = this.here;
  }

  private emitRepeat(node: RepeatNode): void {
    const { min, max, mode } = node;
    const test = testOf(node.body);
    if (test) this.emit({ op: 'run', test, min, max, mode });
    else if (mode === 'possessive') this.emitAtomic(() => this.emitLoop(node, false));
    else this.emitLoop(node, mode === 'lazy');
  }

  private emitLoop({ body, min, max }: RepeatNode, lazy: boolean): void {
    const counter = this.registers;
    this.registers += 2;
    this.emit({ op: 'enter', counter });
    const over = this.emit({ op: 'jump' as const, next: 0 });
    if (lazy) this.emit({ op: 'again', counter, body: this.here + 1 });
    const start = this.here;
    this.emitNode(body);
    over.next = this.here;
    const loop = this.emit({ op: 'loop' as const, counter, min, max, lazy, body: start, next: 0 });
    loop.next = this.here;
  }

  private emitLook(node: RegexNode & { readonly type: 'look' }): void {
    const back = node.behind ? widthOf(node.body, this.widths)[0] : 0;
    const look = this.emit({ op: 'look' as const, back, negated: node.negated, next: 0 });
    this.emitNode(node.body);
    this.emit({ op: 'accept' });
    look.next = this.here;
  }

  private emitAtomic(emitBody: () => void): void {
    const atomic = this.emit({ op: 'atomic' as const, next: 0 });
    emitBody();
    this.emit({ op: 'accept' });
    atomic.next = this.here;
  }

  private emitConditional(group: number, yes: RegexNode, no: RegexNode | undefined): void {
    const condition = this.emit({ op: 'ifGroup' as const, group, otherwise: 0 });
    this.emitNode(yes);
    const jump = no ? this.emit({ op: 'jump' as const, next: 0 }) : undefined;
    condition.otherwise = this.here;
    if (!no || !jump) return;
    this.emitNode(no);
    jump.next = this.here;
  }
}

/** The test of a node that is exactly one character. */
function testOf(node: RegexNode): CharacterTest | undefined {
  switch (node.type) {
    case 'character':
      return characterTest(node.code, node.fold);
    case 'set':
      return setTest(node.items, node.negated, node.fold);
    case 'any':
      return node.newlines ? () => true : (code) => code !== 10;
    case 'plain':
      return testOf(node.body);
    default:
      return undefined;
  }
}

/** What a match of the node starts with; undefined if that can't be said, or it may be empty. */
function firstOf(node: RegexNode): CharacterTest | undefined {
  switch (node.type) {
    case 'sequence': {
      const start = node.items.find((item) => item.type !== 'position' && item.type !== 'look');
      return start && firstOf(start);
    }
    case 'branch': {
      const tests = node.options.map(firstOf);
      if (tests.includes(undefined)) return undefined;
      return (code) => tests.some((test) => test!(code));
    }
    case 'repeat':
      return node.min > 0 ? firstOf(node.body) : undefined;
    case 'group':
    case 'plain':
    case 'atomic':
      return firstOf(node.body);
    default:
      return testOf(node);
  }
}
