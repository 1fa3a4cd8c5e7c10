import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { quern } from './cli.js';
import { writeProject } from './project.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'quern-e2e-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** The statement that builds model x, as the database got it. */
function statementWith(comment: string): { code: number | null; output: string; sql: string } {
  writeProject(dir, {
    'models/x.sql': 'select 1 as id',
    'macros/who.sql': "{% macro who(node) %}{{ return('by ' ~ node.name) }}{% endmacro %}",
  });
  const project = join(dir, 'dbt_project.yml');
  writeFileSync(project, readFileSync(project, 'utf8') + comment);
  const { code, output } = quern(dir, ['--debug', '--log-format', 'json', 'run']);
  const statements = output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
    .filter((record) => record.info.name === 'SQLQuery' && record.data.sql.includes('select 1 as id'));
  return { code, output, sql: statements[0]?.data.sql ?? '' };
}

describe('query-comment', () => {
  it('names project and node where the project says nothing', () => {
    const { sql } = statementWith('');
    expect(sql).toMatch(
      /^\/\* \{"app": "dbt", "dbt_version": "[\d.]+", "profile_name": "shop", "target_name": "dev", "node_id": "model.shop.x"\} \*\/\n/,
    );
  });

  it('is a template that sees the node and may return()', () => {
    expect(statementWith("query-comment: '{% if node %}{{ return(who(node)) }}{% endif %}'\n").sql).toMatch(
      /^\/\* by x \*\/\n/,
    );
  });

  it('goes behind the statement on request', () => {
    const { sql } = statementWith('query-comment: {comment: "run of\\n{{ target.name }}", append: true}\n');
    expect(sql.trim()).toMatch(/^create[\s\S]*\n\/\* run of\ndev \*\/;?$/);
  });

  it.each(['query-comment:\n', 'query-comment: ""\n', 'query-comment: \'{{ none or "" }}\'\n'])(
    'is left out: %j',
    (comment) => {
      const { code, sql } = statementWith(comment);
      expect(code).toBe(0);
      expect(sql).not.toContain('/*');
    },
  );

  it('must not end itself', () => {
    const { code, output } = statementWith('query-comment: "a */ b"\n');
    expect(code).toBe(2);
    expect(output).toContain("holds '*/', which would end it");
  });
});
