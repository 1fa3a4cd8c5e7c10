import { describe, expect, it } from 'vitest';
import { type Diagnostic, defineDiagnostic } from '../../../compiler/base/diagnostics.js';
import { SourceFile, type Span, spanAt } from '../../../compiler/base/source.js';
import { renderDiagnostic, renderDiagnostics } from '../../../compiler/cli/render-diagnostic.js';
import { createPaint } from '../../../compiler/cli/text/style.js';
import { stripEscapes } from '../../../compiler/cli/text/width.js';

const problem = defineDiagnostic<{ text: string; hint?: string }>({
  code: 'TST001',
  message: (d) => d.text,
  hint: (d) => d.hint,
});

function spanOf(file: SourceFile, text: string, from = 0): Span {
  const start = file.text.indexOf(text, from);
  return { file, start, end: start + text.length };
}

/** Without the margin that a template literal has here. */
function block(text: string): string {
  return text
    .replace(/^\n/, '')
    .replace(/\n\s*$/, '')
    .replaceAll(/^ {4}/gm, '');
}

const orders = new SourceFile(
  'models/orders.sql',
  "with x as (\n\n  select 1\n)\nselect *\nfrom {{ ref('stg_order') }}\nwhere true\n",
);

describe('a diagnostic', () => {
  it('shows place, lines around, mark and hint', () => {
    const d = problem(
      { text: "Model 'orders' refers to 'stg_order', which does not exist", hint: "Did you mean 'stg_orders'?" },
      spanOf(orders, "'stg_order'"),
    );
    expect(renderDiagnostic(d)).toBe(
      block(`
    error[TST001]: Model 'orders' refers to 'stg_order', which does not exist
      models/orders.sql:6:13
      5 | select *
      6 | from {{ ref('stg_order') }}
        |             ^^^^^^^^^^^ Did you mean 'stg_orders'?
      7 | where true
    `),
    );
  });

  it('has its label at the mark and the hint below', () => {
    const d = problem({ text: 'Unknown column', hint: 'Check the seed' }, spanOf(orders, 'true'), { label: 'here' });
    expect(renderDiagnostic(d, { context: 0 })).toBe(
      block(`
    error[TST001]: Unknown column
      models/orders.sql:7:7
      7 | where true
        |       ^^^^ here
      hint: Check the seed
    `),
    );
  });

  it('underlines each line of a span, its middle left out when long', () => {
    const file = new SourceFile(
      'a.sql',
      ['one', '  two {', '    a', '    b', '    c', '    d', '    e', '  }', 'end'].join('\n'),
    );
    const start = file.text.indexOf('{');
    const d = problem({ text: 'Not closed', hint: 'Close it' }, { file, start, end: file.text.indexOf('}') + 1 });
    expect(renderDiagnostic(d)).toBe(
      block(`
    error[TST001]: Not closed
      a.sql:2:7
      1 | one
      2 |   two {
        |       ^
      3 |     a
        |     ^
        …
      8 |   }
        |   ^ Close it
      9 | end
    `),
    );
  });

  it('counts tabs and wide characters as columns', () => {
    const file = new SourceFile('t.sql', "\tselect '東京' as x, bad\n");
    expect(renderDiagnostic(problem({ text: 'Bad' }, spanOf(file, 'bad')))).toBe(
      block(`
    error[TST001]: Bad
      t.sql:1:20
      1 |     select '東京' as x, bad
        |                         ^^^
    `),
    );
  });

  it('cuts a long line around its mark', () => {
    const file = new SourceFile('long.sql', `select ${'a, '.repeat(60)}bad${', b'.repeat(60)}`);
    const rendered = renderDiagnostic(problem({ text: 'Bad', hint: 'No' }, spanOf(file, 'bad')), { width: 60 });
    const lines = rendered.split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60);
    const [source, mark] = [lines[2]!, lines[3]!];
    expect(source.slice(mark.indexOf('^'), mark.lastIndexOf('^') + 1)).toBe('bad');
    expect(source).toMatch(/\| ….*…$/);
  });

  it('puts a hint that does not fit below the mark', () => {
    const hint = 'This is a hint that needs more room than there is beside the mark, so it goes below';
    const rendered = renderDiagnostic(problem({ text: 'Bad', hint }, spanOf(orders, 'true')), {
      width: 50,
      context: 0,
    });
    expect(rendered).toBe(
      block(`
    error[TST001]: Bad
      models/orders.sql:7:7
      7 | where true
        |       ^^^^
        | This is a hint that needs more room than
        | there is beside the mark, so it goes below
    `),
    );
  });

  it('shows related places and the macro calls', () => {
    const macros = new SourceFile('macros/m.sql', '{% macro m() %}\n{{ n() }}\n{% endmacro %}');
    const d = problem({ text: 'Twice' }, spanOf(orders, 'select 1'), {
      related: [{ message: 'the other one', span: spanAt(macros, 2, 4, 3) }],
      trace: [{ name: 'n' }, { name: 'm', span: spanAt(macros, 2, 4) }],
    });
    expect(renderDiagnostic(d, { context: 0 })).toBe(
      block(`
    error[TST001]: Twice
      models/orders.sql:3:3
      3 |   select 1
        |   ^^^^^^^^
      note: the other one
      macros/m.sql:2:4
      2 | {{ n() }}
        |    ^^^
      macro calls, innermost first:
        n
        m  macros/m.sql:2:4
    `),
    );
  });

  it('without a place names the node', () => {
    expect(renderDiagnostic(problem({ text: 'Bad\nmore', hint: 'So' }, undefined, { nodeId: 'model.shop.x' }))).toBe(
      block(`
    error[TST001]: Bad
      more
      in model.shop.x
      hint: So
    `),
    );
  });

  it('keeps control characters from the terminal', () => {
    const file = new SourceFile('x.sql', 'select \u001b[31m1');
    const rendered = renderDiagnostic(problem({ text: 'a\u001b[2Jb' }, { file, start: 0, end: 6 }));
    expect(rendered).not.toContain('\u001b');
  });

  it.each([
    [0, 0],
    [5, 5],
    [70, 70],
    [0, 72],
  ])('survives a span from %i to %i', (start, end) => {
    expect(renderDiagnostic(problem({ text: 'Bad' }, { file: orders, start, end }))).toContain('^');
  });

  it('of an empty file has no frame', () => {
    const file = new SourceFile('empty.sql', '');
    expect(renderDiagnostic(problem({ text: 'Empty', hint: 'Fill it' }, { file, start: 0, end: 0 }))).toBe(
      'error[TST001]: Empty\n  empty.sql:1:1\n  hint: Fill it',
    );
  });

  it('has colours that change nothing else', () => {
    const d = problem({ text: 'Bad', hint: 'So' }, spanOf(orders, 'true'));
    const colored = renderDiagnostic(d, { paint: createPaint(true) });
    expect(colored).toContain('\u001b[31m');
    expect(stripEscapes(colored)).toBe(renderDiagnostic(d));
  });
});

describe('several diagnostics', () => {
  const warning = (text: string): Diagnostic => ({ ...problem({ text }), severity: 'warning' });

  it('are told once, errors last, and counted', () => {
    const error = problem({ text: 'E' });
    expect(renderDiagnostics([error, warning('W'), error, { ...error }])).toBe(
      'warning[TST001]: W\n\nerror[TST001]: E\n\n1 error, 1 warning',
    );
  });

  it('are shortened where many warnings are of one kind', () => {
    const many = Array.from({ length: 8 }, (_, n) => warning(`W${n}`));
    const text = renderDiagnostics(many, { limit: 2 });
    expect(text).toContain('W1');
    expect(text).not.toContain('W2');
    expect(text).toContain('… and 6 more TST001 warnings');
    expect(text).toMatch(/8 warnings$/);
  });

  it('may be none', () => {
    expect(renderDiagnostics([])).toBe('');
  });
});
