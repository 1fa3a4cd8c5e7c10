import { type Project, type Resource, TYPES } from './project.js';

export interface Branch {
  /** Unique in its tree. */
  readonly key: string;
  readonly label: string;
  readonly resource?: Resource;
  readonly children: readonly Branch[];
}

interface Making {
  readonly key: string;
  readonly label: string;
  resource?: Resource;
  readonly children: Map<string, Making>;
}

/** Kinds that have a section of their own above the folders. */
const SECTIONS: Readonly<Record<string, string>> = {
  source: 'Sources',
  exposure: 'Exposures',
  metric: 'Metrics',
  semantic_model: 'Semantic models',
  saved_query: 'Saved queries',
  group: 'Groups',
};

/** The project as its author sees it: sections, then the folders of the project, then those of packages. */
export function projectTree(project: Project): Branch[] {
  const roots = new Map<string, Making>();
  const packages = new Map<string, Making>();
  for (const resource of shown(project)) {
    const section = SECTIONS[resource.type];
    if (section) {
      const folders = resource.type === 'source' ? [resource.node.source_name ?? ''] : [];
      put(roots, [section, ...folders], resource, resource.type === 'source' ? resource.node.name : nameIn(resource));
    } else if (resource.type !== 'test' && resource.type !== 'unit_test') {
      put(packages, [resource.packageName, ...foldersOf(resource)], resource, resource.label);
    }
  }
  const order = Object.values(SECTIONS);
  const sections = [...roots.values()].sort((a, b) => order.indexOf(a.label) - order.indexOf(b.label));
  const own = packages.get(keyOf(project.name));
  const others = [...packages.values()].filter((making) => making !== own).sort(byLabel);
  return [...(own ? [own] : []), ...sections, ...others].map((making) => withMainFoldersFirst(frozen(making)));
}

/** Folders of models before those of seeds, and so on. */
function withMainFoldersFirst(branch: Branch): Branch {
  const kindOf = ({ resource, children }: Branch): number =>
    resource ? (TYPES as readonly string[]).indexOf(resource.type) : Math.min(...children.map(kindOf));
  return { ...branch, children: [...branch.children].sort((a, b) => kindOf(a) - kindOf(b)) };
}

/** The project as the database sees it: databases, schemas, relations. */
export function databaseTree(project: Project): Branch[] {
  const roots = new Map<string, Making>();
  for (const resource of shown(project)) {
    const { node, type } = resource;
    if (!node.schema || !['model', 'source', 'seed', 'snapshot', 'function'].includes(type)) continue;
    if (node.config?.materialized === 'ephemeral') continue;
    const name = node.identifier ?? node.alias ?? node.name;
    put(roots, [node.database ?? '', node.schema].filter(Boolean), resource, name);
  }
  return [...roots.values()].sort(byLabel).map((making) => frozen(making));
}

function shown({ resources }: Project): Resource[] {
  return [...resources.values()].filter((resource) => resource.isShown);
}

function nameIn({ node, label }: Resource): string {
  return node.label || label;
}

function foldersOf({ path }: Resource): string[] {
  return path.split('/').slice(0, -1);
}

function put(level: Map<string, Making>, folders: readonly string[], resource: Resource, label: string): void {
  let at = level;
  let key = '';
  for (const folder of folders) {
    key = `${key}/${folder}`;
    let next = at.get(keyOf(folder));
    if (!next) at.set(keyOf(folder), (next = { key, label: folder, children: new Map() }));
    at = next.children;
  }
  at.set(resource.id, { key: resource.id, label, resource, children: new Map() });
}

/** Of a folder, beside those of resources. */
function keyOf(folder: string): string {
  return `/${folder}`;
}

/** Folders first, each by name. */
function frozen({ key, label, resource, children }: Making): Branch {
  const sorted = [...children.values()].sort(
    (a, b) => Number(a.resource !== undefined) - Number(b.resource !== undefined) || byLabel(a, b),
  );
  return { key, label, ...(resource ? { resource } : {}), children: sorted.map(frozen) };
}

function byLabel(a: { readonly label: string }, b: { readonly label: string }): number {
  return a.label < b.label ? -1 : Number(a.label > b.label);
}

/** Keys of the folders on the way to a resource. */
export function wayTo(branches: readonly Branch[], id: string): string[] | undefined {
  for (const branch of branches) {
    if (branch.resource?.id === id) return [];
    const below = wayTo(branch.children, id);
    if (below) return [branch.key, ...below];
  }
  return undefined;
}
