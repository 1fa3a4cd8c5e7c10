import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CASES, type GoldenCase } from './golden-cases.js';
import { outcomes, TestProject } from './project.js';
import { open, startServer } from './target.js';

/** The SQL that BigQuery is sent for each kind of node, as files for people to read; `UPDATE_GOLDEN=1` writes them anew. */
const GOLDEN = join(import.meta.dirname, 'golden');

async function sentBy({ files, steps = [{}], rows }: GoldenCase): Promise<string> {
  const server = await startServer();
  const project = new TestProject(server, files);
  const parts: string[] = [];
  try {
    for (const [i, step] of steps.entries()) {
      const before = server.log.length;
      const results = await project.run(step);
      expect(results.length).toBeGreaterThan(0);
      expect(outcomes(results).filter((text) => !/: (success|pass)/.test(text))).toEqual([]);
      const statements = server.log.slice(before).map(({ sql }) => sql.trim().replace(/;$/, ''));
      parts.push(
        `-- run ${i + 1}: ${statements.length} jobs\n\n${statements.map((sql) => `${tidy(sql)};\n`).join('\n')}`,
      );
    }
    if (rows) {
      const warehouse = await open(server);
      const session = await warehouse.session('check');
      expect((await session.execute(rows[0], { fetch: true })).rows).toEqual(rows[1]);
      await warehouse.close();
    }
  } finally {
    project.remove();
    await server.close();
  }
  return parts.join('\n');
}

/** Without empty lines, which come from templates. */
function tidy(sql: string): string {
  return sql.replace(/^[ \t]*\n/gm, '');
}

describe('SQL sent to BigQuery', () => {
  it.each(Object.entries(CASES))('%s', async (name, given) => {
    const text = await sentBy(given);
    const path = join(GOLDEN, `${name}.sql`);
    if (process.env.UPDATE_GOLDEN || !existsSync(path)) writeFileSync(path, text);
    expect(text).toBe(readFileSync(path, 'utf8'));
  });

  it('has no file that no case writes', () => {
    expect(readdirSync(GOLDEN).sort()).toEqual(
      Object.keys(CASES)
        .map((name) => `${name}.sql`)
        .sort(),
    );
  });
});
