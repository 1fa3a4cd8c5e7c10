import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { runOptions } from './project.js';
import type { Topic } from './topic.js';

interface CatalogTable {
  readonly metadata: { readonly type: string; readonly comment: string | null };
  readonly columns: Readonly<
    Record<string, { readonly index: number; readonly type: string; readonly comment: string | null }>
  >;
}

const HOSTILE = 'it\'s "quoted", $$dollars$$ and a \\ backslash\nin two lines ü😀';

export const docs: Topic = {
  title: 'documentation',
  cases: {
    'the catalog has relations, columns and comments': async (project) => {
      project.write({
        'models/t.sql': "{{ config(materialized='table') }} select 1 as id, 'x' as name",
        'models/v.sql': "select * from {{ ref('t') }}",
        'models/_m.yml': JSON.stringify({
          models: ['t', 'v'].map((name) => ({
            name,
            description: `${name}: ${HOSTILE}`,
            config: { persist_docs: { relation: true, columns: true } },
            columns: [
              { name: 'id', description: HOSTILE },
              { name: 'not_there', description: 'gone' },
            ],
          })),
        }),
      });
      await project.ok('run');
      await project.open('docs generate', {}, (p) => p.catalog({ ...runOptions(), compiles: false, isEmpty: false }));
      const catalog = JSON.parse(readFileSync(join(project.dir, 'target/catalog.json'), 'utf8')) as {
        nodes: Record<string, CatalogTable>;
      };
      for (const name of ['t', 'v']) {
        const { metadata, columns } = catalog.nodes[`model.shop.${name}`]!;
        const lower = Object.fromEntries(Object.entries(columns).map(([key, column]) => [key.toLowerCase(), column]));
        expect(metadata.comment).toBe(`${name}: ${HOSTILE}`);
        expect(lower.id).toMatchObject({ index: 1, comment: HOSTILE });
        expect(lower.name!.index).toBe(2);
        expect(lower.name!.comment ?? null).toBe(null);
        expect(metadata.type).toMatch(name === 't' ? /TABLE/i : /VIEW/i);
      }
    },
  },
};
