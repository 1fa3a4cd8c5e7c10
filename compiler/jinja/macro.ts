import type { Block, Context, Macro, StaticFacts } from './api.js';
import { macroCode } from './compile/macros.js';
import type { Effect, EffectOracle, MacroEffects } from './effects/api.js';
import { macroEffects } from './effects/index.js';
import { TemplateError } from './errors.js';
import { factsOf } from './facts.js';
import { tokenize } from './lexer/lexer.js';
import type * as n from './parser/nodes.js';
import { parseStatements } from './parser/parser.js';
import { onlyPrints } from './printed.js';
import { type FindPrinting, printedParameters } from './printing.js';
import { type MacroCode, MacroValue } from './runtime/macro.js';
import { Render, Scope } from './runtime/render.js';
import { analyzeIn } from './scope/analyze-in.js';
import type { PyCallable } from './values/callable.js';

/** A macro of a file. Its body is parsed at its first call (or when its facts are asked for). */
export function macroOf(block: Block): Macro {
  return new FileMacro(block);
}

type Parameter = { readonly name: string; readonly hasDefault: boolean };

class FileMacro implements Macro {
  private statements: readonly n.Statement[] | undefined;
  private code: MacroCode | undefined;
  private rootSize = 0;
  private known: StaticFacts | undefined;
  private header: readonly Parameter[] | undefined;

  constructor(readonly block: Block) {}

  get file() {
    return this.block.span.file;
  }

  get parameters(): readonly Parameter[] {
    this.header ??= parametersOf(this.block);
    return this.header;
  }

  facts(): StaticFacts {
    this.known ??= factsOf(this.file, this.parse());
    return this.known;
  }

  effects<E extends Effect>(oracle: EffectOracle<E>): MacroEffects<E> | undefined {
    const { node } = this;
    return node && macroEffects(this.file, node, oracle);
  }

  onlyPrints(parameter: number, attribute: string): boolean {
    const { node } = this;
    const name = node?.signature.args[parameter]?.value;
    return node !== undefined && name !== undefined && onlyPrints(node, name, attribute);
  }

  printed(find: FindPrinting): ReadonlySet<string> {
    const { node } = this;
    return node ? printedParameters(node, find) : new Set();
  }

  private get node(): n.Macro | undefined {
    return this.parse().find((statement) => statement.kind === 'macro');
  }

  private parse(): readonly n.Statement[] {
    this.statements ??= parseStatements(this.file, this.block.span.start, this.block.span.end);
    return this.statements;
  }

  private compiled(): MacroCode {
    if (!this.code) {
      const { node } = this;
      if (!node)
        throw new TemplateError('TemplateSyntaxError', `Not a macro: ${this.block.name}`, { span: this.block.span });
      this.rootSize = analyzeIn(this.file, this.parse()).unit.size;
      this.code = macroCode(node)(this.file);
    }
    return this.code;
  }

  bind(context: Context, display = this.block.macroName, onOuterCall?: () => void): PyCallable {
    // The scope around a macro holds nothing but the macro itself, by the name that dbt gives it.
    const scope = new Scope(0, undefined, NO_RENDER, context, this.file, false);
    const value: MacroValue = new MacroValue(
      () => {
        const code = this.compiled();
        if (this.rootSize > 0) scope.vars[0] = value;
        return code;
      },
      scope,
      display,
      true,
      onOuterCall,
    );
    return value;
  }
}

/** Scopes around macros never run anything. */
const NO_RENDER = new Render();

/** From the tokens of the opening tag. */
function parametersOf(block: Block): Parameter[] {
  if (block.kind === 'materialization') return [{ name: 'supported_languages', hasDefault: true }];
  if (block.kind !== 'macro' && block.kind !== 'test') return [];
  const tokens = tokenize(block.span.file.text, block.span.start, block.bodySpan.start);
  const parameters: { name: string; hasDefault: boolean }[] = [];
  let depth = 0;
  let expectsName = false;
  for (const token of tokens) {
    if (token.type === 'block_end') break;
    if (token.type === 'lparen' || token.type === 'lbracket' || token.type === 'lbrace') {
      depth++;
      expectsName = depth === 1;
    } else if (token.type === 'rparen' || token.type === 'rbracket' || token.type === 'rbrace') depth--;
    else if (depth === 1 && token.type === 'comma') expectsName = true;
    else if (depth === 1 && token.type === 'name' && expectsName) {
      parameters.push({ name: token.value as string, hasDefault: false });
      expectsName = false;
    } else if (depth === 1 && token.type === 'assign') parameters.at(-1)!.hasDefault = true;
  }
  return parameters;
}
