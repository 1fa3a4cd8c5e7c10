import { cpSync, existsSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { artifactMetadata } from '../artifacts/metadata.js';
import { writeJsonFile } from '../artifacts/write.js';
import { groupBy } from '../base/group.js';
import { type Catalog, catalogOf } from '../docs/catalog.js';
import { internalOperation } from '../execute/internal-operation.js';
import { isRelational } from '../execute/prepare.js';
import { QueryComment } from '../execute/query-comment.js';
import { SessionPool } from '../execute/sessions.js';
import { positionalArguments } from '../jinja/values/index.js';
import type { CompilableNode, SourceNode } from '../manifest/types.js';
import type { CatalogOptions, CatalogReport } from '../project.js';
import { RelationValue } from '../render/values/relation.js';
import { RELATION_MEMBERS } from '../render/values/relation-members.js';
import { type RelationTraits, relationTraits } from '../render/values/relation-state.js';
import { TableValue } from '../render/values/table.js';
import { compileProject } from './compile.js';
import { runInputs } from './runner.js';
import { type ProjectState, selectFor } from './state.js';

/** From this number of relations on, the database is asked for whole schemas. */
const MOST_RELATIONS = 100;

type Described = CompilableNode | SourceNode;

/** Writes catalog.json: what the database says of the project's relations. Compiles first, unless told otherwise. */
export async function writeCatalog(state: ProjectState, options: CatalogOptions): Promise<CatalogReport> {
  const path = join(state.config.root.targetPath, 'catalog.json');
  if (options.compiles) {
    const { exitCode } = await compileProject(state, options);
    if (exitCode !== 0) return { path: null, relations: 0, exitCode };
  }
  const { nodes, sources } = describedBy(state, options);
  const catalog = options.isEmpty ? { nodes: {}, sources: {} } : await ask(state, nodes, sources);
  copyAssets(state);
  const metadata = artifactMetadata('catalog/v1', state.config, new Date());
  if (state.config.flags.writeJson) writeJsonFile(path, { metadata, ...catalog, errors: null });
  return { path, relations: Object.keys(catalog.nodes).length + Object.keys(catalog.sources).length, exitCode: 0 };
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

async function ask(state: ProjectState, nodes: CompilableNode[], sources: SourceNode[]): Promise<Catalog> {
  const inputs = runInputs(state, { empty: false }, []);
  const pool = new SessionPool(inputs.warehouse, state.events, state.relations, new QueryComment(inputs));
  const traits = relationTraits(state.adapter, state.quoting);
  const answers: TableValue[] = [];
  try {
    const databases = groupBy<string | null, Described>([...nodes, ...sources], ({ database }) => database);
    for (const [database, described] of databases) {
      const operation = internalOperation('generate_catalog', state.config.root.name);
      const context = inputs.render.nodeContext(operation, null, pool.connection('generate_catalog'));
      const [macro, wanted] = request(state, traits, described);
      const any = RelationValue.create(traits, { database, schema: described[0]!.schema, identifier: null });
      const information = RELATION_MEMBERS.methods.get('information_schema')!(any, positionalArguments());
      const answer = await context.call(macro, positionalArguments(information, wanted));
      if (answer instanceof TableValue) answers.push(answer);
    }
  } finally {
    await pool.close();
  }
  return catalogOf(answers, nodes, sources);
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
