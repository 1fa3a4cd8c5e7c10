import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cliReference } from '../../../compiler/cli/reference.js';

describe('docs/cli.md', () => {
  it('is what scripts/build-docs.mjs makes of the code', async () => {
    expect(readFileSync(join(import.meta.dirname, '../../../docs/cli.md'), 'utf8')).toBe(await cliReference());
  });
});
