/** Jinja's expressions: its precedences and messages. */
import { describeToken, type Token, type TokenType } from '../lexer/tokens.js';
import * as n from './nodes.js';
import { TokenParser } from './tokens.js';

const COMPARISONS: ReadonlyMap<TokenType, n.ComparisonKind> = new Map([
  ['eq', '=='],
  ['ne', '!='],
  ['lt', '<'],
  ['lteq', '<='],
  ['gt', '>'],
  ['gteq', '>='],
]);

const PRODUCTS: ReadonlyMap<TokenType, n.BinaryKind> = new Map([
  ['mul', '*'],
  ['div', '/'],
  ['floordiv', '//'],
  ['mod', '%'],
]);

const CONSTANTS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['none', null],
  ['None', null],
]);

const NO_ARGUMENTS: n.Arguments = { positional: [], named: [], rest: null, namedRest: null };

export interface TupleOptions {
  /** Names and literals only (targets of assignments). */
  readonly simple?: boolean;
  readonly inlineIf?: boolean;
  readonly parentheses?: boolean;
  readonly namespace?: boolean | undefined;
}

/** What follows an expression that has no operators. */
const ENDS: ReadonlySet<TokenType> = new Set<TokenType>([
  'rparen',
  'comma',
  'rbracket',
  'rbrace',
  'variable_end',
  'block_end',
]);

export class ExpressionParser extends TokenParser {
  /** The operand that was parsed already, which the levels of precedence begin with. */
  private left: n.Expression | undefined;

  parseTuple(options: TupleOptions): n.Expression {
    const start = this.current.start;
    const items: n.Expression[] = [];
    let isTuple = false;
    for (;;) {
      if (items.length > 0) this.expectType('comma');
      if (this.tupleEnds()) break;
      items.push(options.simple ? this.parsePrimary(options.namespace) : this.parseExpression(options.inlineIf));
      if (this.current.type !== 'comma') break;
      isTuple = true;
    }
    if (!isTuple) {
      if (items.length > 0) return items[0]!;
      if (!options.parentheses)
        this.failAt(`Expected an expression, got '${describeToken(this.current)}'`, this.current);
    }
    return new n.Tuple(start, this.lastEnd(), items);
  }

  private tupleEnds(): boolean {
    const { type } = this.current;
    return type === 'variable_end' || type === 'block_end' || type === 'rparen';
  }

  override parseExpression(inlineIf = true): n.Expression {
    this.enter();
    const expression = this.operand() ?? (inlineIf ? this.parseInlineIf() : this.parseOr());
    this.leave();
    return expression;
  }

  /** An expression without operators, as most are, without going through all the levels of precedence; undefined: it is none. */
  private operand(): n.Expression | undefined {
    const { type } = this.current;
    if (type !== 'string' && type !== 'integer' && type !== 'name') return undefined;
    if (type === 'name' && this.current.value === 'not') return undefined;
    this.left = this.parseUnary();
    if (!ENDS.has(this.current.type)) return undefined;
    const expression = this.left;
    this.left = undefined;
    return expression;
  }

  private parseInlineIf(): n.Expression {
    let expression = this.parseOr();
    while (this.skipName('if')) {
      const cond = this.parseOr();
      const otherwise = this.skipName('else') ? this.parseExpression() : null;
      expression = new n.InlineIf(expression.start, this.lastEnd(), cond, expression, otherwise);
    }
    return expression;
  }

  private parseOr(): n.Expression {
    let left = this.parseAnd();
    while (this.skipName('or')) {
      const right = this.parseAnd();
      left = new n.Logic(left.start, this.lastEnd(), 'or', left, right);
    }
    return left;
  }

  private parseAnd(): n.Expression {
    let left = this.parseNot();
    while (this.skipName('and')) {
      const right = this.parseNot();
      left = new n.Logic(left.start, this.lastEnd(), 'and', left, right);
    }
    return left;
  }

  private parseNot(): n.Expression {
    if (this.left || !this.isName('not')) return this.parseCompare();
    const start = this.advance().start;
    this.enter();
    const target = this.parseNot();
    this.leave();
    return new n.Unary(start, this.lastEnd(), 'not', target);
  }

  private parseCompare(): n.Expression {
    const expression = this.parseSum();
    const ops: { operator: n.ComparisonKind; expr: n.Expression }[] = [];
    for (;;) {
      const operator = COMPARISONS.get(this.current.type);
      if (operator) {
        this.advance();
        ops.push({ operator, expr: this.parseSum() });
      } else if (this.skipName('in')) ops.push({ operator: 'in', expr: this.parseSum() });
      else if (
        this.isName('not') &&
        this.list[this.position + 1]?.type === 'name' &&
        this.list[this.position + 1]?.value === 'in'
      ) {
        this.advance();
        this.advance();
        ops.push({ operator: 'not in', expr: this.parseSum() });
      } else break;
    }
    return ops.length === 0 ? expression : new n.Compare(expression.start, this.lastEnd(), expression, ops);
  }

  private parseSum(): n.Expression {
    let left = this.parseConcat();
    for (;;) {
      const { type } = this.current;
      if (type !== 'add' && type !== 'sub') return left;
      this.advance();
      const right = this.parseConcat();
      left = new n.Binary(left.start, this.lastEnd(), type === 'add' ? '+' : '-', left, right);
    }
  }

  private parseConcat(): n.Expression {
    const first = this.parseProduct();
    if (this.current.type !== 'tilde') return first;
    const children = [first];
    while (this.skipType('tilde')) children.push(this.parseProduct());
    return new n.Concat(first.start, this.lastEnd(), children);
  }

  private parseProduct(): n.Expression {
    let left = this.parsePower();
    for (;;) {
      const operator = PRODUCTS.get(this.current.type);
      if (!operator) return left;
      this.advance();
      const right = this.parsePower();
      left = new n.Binary(left.start, this.lastEnd(), operator, left, right);
    }
  }

  /** Left-associative, and weaker than unary minus, as in Jinja. */
  private parsePower(): n.Expression {
    let left = this.parseUnary();
    while (this.skipType('pow')) {
      const right = this.parseUnary();
      left = new n.Binary(left.start, this.lastEnd(), '**', left, right);
    }
    return left;
  }

  private parseUnary(withFilter = true): n.Expression {
    const { left } = this;
    if (left) {
      this.left = undefined;
      return left;
    }
    const { type, start } = this.current;
    let expression: n.Expression;
    if (type === 'sub' || type === 'add') {
      this.advance();
      this.enter();
      const target = this.parseUnary(false);
      this.leave();
      expression = new n.Unary(start, this.lastEnd(), type === 'sub' ? '-' : '+', target);
    } else expression = this.parsePrimary();
    expression = this.parsePostfix(expression);
    return withFilter ? this.parseFilterExpression(expression) : expression;
  }

  override parsePrimary(namespace = false): n.Expression {
    const token = this.current;
    switch (token.type) {
      case 'name':
        this.advance();
        if (CONSTANTS.has(token.value as string))
          return new n.Literal(token.start, token.end, CONSTANTS.get(token.value as string)!);
        return this.nameOrNamespace(token, namespace);
      case 'string':
        return this.strings();
      case 'integer':
      case 'float':
        this.advance();
        return new n.Literal(token.start, token.end, token.value);
      case 'lparen': {
        this.advance();
        const expression = this.parseTuple({ parentheses: true });
        this.expectType('rparen');
        if (expression.kind === 'tuple') Object.assign(expression, { start: token.start, end: this.lastEnd() });
        return expression;
      }
      case 'lbracket':
        return this.list_();
      case 'lbrace':
        return this.dict();
      default:
        this.failAt(`unexpected '${describeToken(token)}'`, token);
    }
  }

  private nameOrNamespace(token: Token, namespace: boolean): n.Expression {
    const name = new n.Name(token.start, token.end, token.value as string);
    if (namespace && this.skipType('dot')) {
      const attribute = this.expectType('name');
      return new n.NamespaceTarget(token.start, attribute.end, name, attribute.value as string);
    }
    this.noteSpecial(name);
    return name;
  }

  private strings(): n.Literal {
    const first = this.advance();
    let text = first.value as string;
    while (this.current.type === 'string') text += this.advance().value as string;
    return new n.Literal(first.start, this.lastEnd(), text);
  }

  private list_(): n.List {
    const start = this.advance().start;
    const children: n.Expression[] = [];
    while (!this.is('rbracket')) {
      if (children.length > 0) this.expectType('comma');
      if (this.is('rbracket')) break;
      children.push(this.parseExpression());
    }
    this.expectType('rbracket');
    return new n.List(start, this.lastEnd(), children);
  }

  private dict(): n.Dict {
    const start = this.advance().start;
    const pairs: [n.Expression, n.Expression][] = [];
    while (!this.is('rbrace')) {
      if (pairs.length > 0) this.expectType('comma');
      if (this.is('rbrace')) break;
      const key = this.parseExpression();
      this.expectType('colon');
      pairs.push([key, this.parseExpression()]);
    }
    this.expectType('rbrace');
    return new n.Dict(start, this.lastEnd(), pairs);
  }

  private parsePostfix(target: n.Expression): n.Expression {
    let expression = target;
    for (;;) {
      switch (this.current.type) {
        case 'dot':
        case 'lbracket':
          expression = this.subscript(expression);
          break;
        case 'lparen':
          expression = this.call(expression);
          break;
        default:
          return expression;
      }
    }
  }

  private parseFilterExpression(target: n.Expression): n.Expression {
    let expression = target;
    for (;;) {
      if (this.current.type === 'pipe') expression = this.parseFilters(expression)!;
      else if (this.isName('is')) expression = this.test(expression);
      else if (this.current.type === 'lparen') expression = this.call(expression);
      else return expression;
    }
  }

  private subscript(target: n.Expression): n.Expression {
    if (this.advance().type === 'dot') {
      const token = this.advance();
      if (token.type === 'name') return new n.Attribute(target.start, token.end, target, token.value as string);
      if (token.type !== 'integer') this.failAt('expected name or number', token);
      return new n.Item(target.start, token.end, target, new n.Literal(token.start, token.end, token.value));
    }
    const items: (n.Expression | n.Slice)[] = [];
    while (!this.is('rbracket')) {
      if (items.length > 0) this.expectType('comma');
      items.push(this.subscribed());
    }
    this.expectType('rbracket');
    const key = items.length === 1 ? items[0]! : new n.Tuple(target.start, this.lastEnd(), items as n.Expression[]);
    return new n.Item(target.start, this.lastEnd(), target, key);
  }

  private subscribed(): n.Expression | n.Slice {
    const start = this.current.start;
    const parts: (n.Expression | null)[] = [null, null, null];
    if (!this.is('colon')) {
      const first = this.parseExpression();
      if (!this.is('colon')) return first;
      parts[0] = first;
    }
    this.advance();
    const more = () => !['colon', 'rbracket', 'comma'].includes(this.current.type);
    if (more()) parts[1] = this.parseExpression();
    if (this.skipType('colon') && more()) parts[2] = this.parseExpression();
    return new n.Slice(start, this.lastEnd(), parts[0]!, parts[1]!, parts[2]!);
  }

  private call(target: n.Expression): n.Call {
    const args = this.callArguments();
    return new n.Call(target.start, this.lastEnd(), target, args);
  }

  protected callArguments(): n.Arguments {
    const open = this.expectType('lparen');
    if (this.skipType('rparen')) return NO_ARGUMENTS;
    const positional: n.Expression[] = [];
    const named: { name: string; start: number; value: n.Expression }[] = [];
    let rest: n.Expression | null = null;
    let namedRest: n.Expression | null = null;
    const ensure = (ok: boolean) => {
      if (!ok) this.failAt('invalid syntax for function call expression', open);
    };
    for (let first = true; !this.is('rparen'); first = false) {
      if (!first) {
        this.expectType('comma');
        if (this.is('rparen')) break;
      }
      if (this.current.type === 'mul') {
        ensure(rest === null && namedRest === null);
        this.advance();
        rest = this.parseExpression();
      } else if (this.current.type === 'pow') {
        ensure(namedRest === null);
        this.advance();
        namedRest = this.parseExpression();
      } else if (this.current.type === 'name' && this.list[this.position + 1]?.type === 'assign') {
        ensure(namedRest === null);
        const { value: name, start } = this.advance();
        this.advance();
        named.push({ name: name as string, start, value: this.parseExpression() });
      } else {
        ensure(rest === null && namedRest === null && named.length === 0);
        positional.push(this.parseExpression());
      }
    }
    this.expectType('rparen');
    return { positional, named, rest, namedRest };
  }

  private dottedName(): Token & { readonly full: string } {
    const token = this.expectType('name');
    let full = token.value as string;
    while (this.skipType('dot')) full += `.${this.expectType('name').value as string}`;
    return Object.assign(Object.create(token) as Token, { full });
  }

  /** `| name(…) | …`; with `startInline` the first bar is left out (filter blocks). */
  protected parseFilters(target: n.Expression | null, startInline = false): n.Expression | null {
    let expression = target;
    for (let inline = startInline; inline || this.current.type === 'pipe'; inline = false) {
      if (!inline) this.advance();
      const name = this.dottedName();
      const args = this.current.type === 'lparen' ? this.callArguments() : NO_ARGUMENTS;
      expression = new n.Filter(expression?.start ?? name.start, this.lastEnd(), expression, name.full, args);
    }
    return expression;
  }

  private test(target: n.Expression): n.Expression {
    this.advance();
    const negated = this.skipName('not');
    const name = this.dottedName();
    let args = NO_ARGUMENTS;
    const { type, value } = this.current;
    if (type === 'lparen') args = this.callArguments();
    else if (
      type === 'string' ||
      type === 'integer' ||
      type === 'float' ||
      type === 'lbracket' ||
      type === 'lbrace' ||
      (type === 'name' && value !== 'else' && value !== 'or' && value !== 'and')
    ) {
      if (type === 'name' && value === 'is') this.failAt('You cannot chain multiple tests with is', this.current);
      args = { ...NO_ARGUMENTS, positional: [this.parsePostfix(this.parsePrimary())] };
    }
    const test = new n.Test(target.start, this.lastEnd(), target, name.full, args);
    return negated ? new n.Unary(target.start, this.lastEnd(), 'not', test) : test;
  }
}
