import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DiagnosticList, QuernError } from '../base/diagnostics.js';
import { SourceFile } from '../base/source.js';
import type { SeedNode } from '../manifest/types.js';
import { readSeed } from '../render/values/seed.js';
import { seedDelimiter } from '../render/values/seed-errors.js';
import type { TableValue } from '../render/values/table.js';

/**
 * The rows of a seed's file, typed as dbt types them; `empty`: none of them, but their types. Throws a QuernError that points
 * into the file.
 */
export function loadSeedTable(node: SeedNode, empty: boolean): TableValue {
  const text = readFileSync(join(node.rootPath, node.originalFilePath), 'utf8');
  const problems = new DiagnosticList();
  const { column_types: columnTypes, delimiter } = node.config as {
    column_types?: Record<string, string>;
    delimiter?: string;
  };
  if (delimiter !== undefined && [...delimiter].length !== 1)
    throw new QuernError(seedDelimiter({ seed: node.name, delimiter }, node.span, { nodeId: node.uniqueId }));
  const table = readSeed(
    new SourceFile(node.originalFilePath, text),
    { ...(delimiter ? { delimiter } : {}), textColumns: Object.keys(columnTypes ?? {}) },
    problems,
  );
  problems.throwIfErrors();
  return empty ? table.withoutRows() : table;
}
