import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { DatabaseError } from '../adapters/types.js';
import { artifactMetadata } from '../artifacts/metadata.js';
import { writeJsonFile } from '../artifacts/write.js';
import { defineDiagnostic } from '../base/diagnostics.js';
import { groupBy } from '../base/group.js';
import { type Catalog, catalogOf } from '../docs/catalog.js';
import { sitePage, staticPage } from '../docs/site.js';
import { internalOperation } from '../execute/internal-operation.js';
import type { RunInputs } from '../execute/ports.js';
import { isRelational } from '../execute/prepare.js';
import { QueryComment } from '../execute/query-comment.js';
import { SessionPool } from '../execute/sessions.js';
import { positionalArguments, type Value } from '../jinja/values/index.js';
import type { CompilableNode, SourceNode } from '../manifest/types.js';
import type { CatalogOptions, CatalogReport } from '../project.js';
import { diagnoseTemplateError } from '../render/template-diagnostics.js';
import { RelationValue } from '../render/values/relation.js';
import { RELATION_MEMBERS } from '../render/values/relation-members.js';
import { type RelationTraits, relationTraits } from '../render/values/relation-state.js';
import { TableValue } from '../render/values/table.js';
import { compileProject } from './compile.js';
import { runInputs } from './runner.js';
import { type ProjectState, selectFor } from './state.js';

/** From this number of relations on, the database is asked for whole schemas. */
const MOST_RELATIONS = 100;

const catalogFailed = defineDiagnostic<{ reason: string }>({
  code: 'CAT001',
  severity: 'warning',
  category: 'Database Error',
  event: 'CatalogGenerationError',
  message: (d) => `Encountered an error while generating catalog: ${d.reason}`,
});

type Described = CompilableNode | SourceNode;

/**
 * Writes catalog.json, what the database says of the project's relations, and the documentation site beside it. Compiles first,
 * unless told otherwise. What can't be asked of the database is an error of the catalog, which has the rest all the same.
 */
export async function writeCatalog(state: ProjectState, options: CatalogOptions): Promise<CatalogReport> {
  const { targetPath } = state.config.root;
  const path = join(targetPath, 'catalog.json');
  if (options.compiles) {
    const { exitCode } = await compileProject(state, options);
    if (exitCode !== 0) return { path: null, relations: 0, errors: 0, exitCode };
  }
  const { nodes, sources } = describedBy(state, options);
  options.onAsking?.();
  const { errors, ...catalog } = options.isEmpty ? EMPTY : await ask(state, nodes, sources);
  const metadata = artifactMetadata('catalog/v1', state.config, new Date());
  const artifact = { metadata, ...catalog, errors: errors.length > 0 ? errors : null };
  if (state.config.flags.writeJson) {
    writeJsonFile(path, artifact);
    state.events({ type: 'artifact-written', kind: 'CatalogArtifact', path });
  }
  writeSite(state, options.isStatic ?? false, JSON.stringify(artifact));
  const relations = Object.keys(catalog.nodes).length + Object.keys(catalog.sources).length;
  return { path, relations, errors: errors.length, exitCode: errors.length > 0 ? 1 : 0 };
}

const EMPTY: Asked = { nodes: {}, sources: {}, errors: [] };

interface Asked extends Catalog {
  readonly errors: readonly string[];
}

/** The site, and the files that descriptions show. */
function writeSite(state: ProjectState, isStatic: boolean, catalog: string): void {
  const { targetPath } = state.config.root;
  const page = sitePage();
  mkdirSync(targetPath, { recursive: true });
  writeFileSync(join(targetPath, 'index.html'), page);
  copyAssets(state);
  if (!isStatic) return;
  const manifest = readIfThere(join(targetPath, 'manifest.json')) ?? 'null';
  writeFileSync(join(targetPath, 'static_index.html'), staticPage(page, { manifest, catalog }));
}

function readIfThere(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** Files that descriptions show go with the catalog. */
function copyAssets({ config: { root } }: ProjectState): void {
  for (const folder of root.paths.assets) {
    const from = resolve(root.root, folder);
    const to = join(root.targetPath, relative(root.root, from));
    if (!existsSync(from) || to === from) continue;
    rmSync(to, { recursive: true, force: true });
    cpSync(from, to, { recursive: true });
  }
}

/** Relations of the selection. */
function describedBy(state: ProjectState, options: CatalogOptions): { nodes: CompilableNode[]; sources: SourceNode[] } {
  const { manifest } = state.linked;
  const selects = options.select !== undefined || options.exclude !== undefined || options.selector !== undefined;
  const all = [...manifest.nodes.keys(), ...manifest.sources.keys()];
  const ids = selects ? selectFor(state, options).ids : all;
  const nodes = ids.flatMap((id) => manifest.nodes.get(id) ?? []);
  return {
    nodes: nodes.filter((node) => node.resourceType !== 'test' && isRelational(node)),
    sources: ids.flatMap((id) => manifest.sources.get(id) ?? []),
  };
}

/** Asks one database after the other: one that can't answer does not keep the others from it. */
async function ask(state: ProjectState, nodes: CompilableNode[], sources: SourceNode[]): Promise<Asked> {
  const inputs = runInputs(state, { empty: false }, []);
  const pool = new SessionPool(inputs.warehouse, state.events, state.relations, new QueryComment(inputs));
  const traits = relationTraits(state.adapter, state.quoting);
  const answers: TableValue[] = [];
  const errors: string[] = [];
  try {
    const databases = groupBy<string | null, Described>([...nodes, ...sources], ({ database }) => database);
    for (const [database, described] of databases) {
      try {
        const answer = await askDatabase(state, inputs, pool, traits, database, described);
        if (answer instanceof TableValue) answers.push(answer);
      } catch (error) {
        errors.push(tellFailure(state, error));
        await pool.release(CONNECTION, true);
      }
    }
  } finally {
    await pool.close();
  }
  return { ...catalogOf(answers, nodes, sources), errors };
}

const CONNECTION = 'generate_catalog';

async function askDatabase(
  state: ProjectState,
  inputs: RunInputs,
  pool: SessionPool,
  traits: RelationTraits,
  database: string | null,
  described: readonly Described[],
): Promise<Value> {
  const operation = internalOperation(CONNECTION, state.config.root.name);
  const context = inputs.render.nodeContext(operation, null, pool.connection(CONNECTION));
  const [macro, wanted] = request(state, traits, described);
  const any = RelationValue.create(traits, { database, schema: described[0]!.schema, identifier: null });
  const information = RELATION_MEMBERS.methods.get('information_schema')!(any, positionalArguments());
  return await context.call(macro, positionalArguments(information, wanted));
}

/** A failure that a user can cause, as a warning and as the catalog's text of it. */
function tellFailure(state: ProjectState, error: unknown): string {
  const reason = DatabaseError.behind(error)?.message ?? diagnoseTemplateError(error, {})[0]!.message;
  state.sink.report(catalogFailed({ reason }));
  return reason;
}

function request(
  { adapter }: ProjectState,
  traits: RelationTraits,
  described: readonly Described[],
): [macro: string, wanted: RelationValue[] | string[]] {
  if (!adapter.capabilities.schemaMetadataByRelations || described.length > MOST_RELATIONS)
    return ['get_catalog', [...new Set(described.map(({ schema }) => schema))]];
  const relations = described.map((node) => {
    const identifier = node.resourceType === 'source' ? node.identifier : node.alias;
    return RelationValue.create(traits, { database: node.database, schema: node.schema, identifier });
  });
  return ['get_catalog_relations', relations];
}
