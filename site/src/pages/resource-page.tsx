import { useState } from 'preact/hooks';
import { useSite } from '../context.js';
import type { Resource } from '../data/project.js';
import { GRAPH_TYPES } from '../graph/select.js';
import { Code } from '../parts/code.js';
import { Columns } from '../parts/columns.js';
import { Config } from '../parts/config.js';
import { Facts } from '../parts/facts.js';
import { Icon } from '../parts/icons.js';
import { Markdown } from '../parts/markdown.js';
import { MiniLineage } from '../parts/mini-lineage.js';
import { Relatives, Tests } from '../parts/relatives.js';
import { TypeBadge } from '../parts/resource-link.js';
import { graphLink } from '../route.js';
import { KindDetails } from './kind-details.js';
import { selectorOf } from './selector.js';

export function ResourcePage({ id }: { readonly id: string }) {
  const { project } = useSite();
  const resource = project.resources.get(id);
  if (!resource) return <NotFound id={id} />;
  const parents = project.parentsOf(id);
  const children = project.childrenOf(id);
  return (
    <article class="page">
      <Head resource={resource} />
      <Facts resource={resource} />
      {resource.type === 'source' && resource.node.source_description && (
        <section class="section">
          <h2>Source {resource.node.source_name}</h2>
          <Markdown text={resource.node.source_description} />
        </section>
      )}
      <section class="section">
        <h2>Description</h2>
        {resource.description ? (
          <Markdown text={resource.description} />
        ) : (
          <p class="quiet">No description. Add one in {descriptionPlace(resource)}.</p>
        )}
      </section>
      <KindDetails resource={resource} />
      {resource.columns.length > 0 && (
        <section class="section">
          <h2>
            Columns <span class="count">{resource.columns.length}</span>
          </h2>
          <Columns resource={resource} />
        </section>
      )}
      {GRAPH_TYPES.has(resource.type) && <MiniLineage resource={resource} />}
      {(parents.length > 0 || children.length > 0) && (
        <section class="section two">
          <Relatives title="Depends on" resources={parents} />
          <Relatives
            title="Referenced by"
            resources={children.filter(({ type }) => type !== 'test' && type !== 'unit_test')}
          />
        </section>
      )}
      <Tests tests={project.testsOf(id)} of={resource} />
      <CodeSection resource={resource} />
      <Config resource={resource} />
    </article>
  );
}

function Head({ resource }: { readonly resource: Resource }) {
  const { node, path, packageName, type, label } = resource;
  const latest = type === 'model' && (node.version ?? null) !== null && node.version === node.latest_version;
  return (
    <header class="page-head">
      <p class="eyebrow">
        <TypeBadge type={type} />
        <span class="path">
          {packageName} / {path}
        </span>
      </p>
      <h1>
        {node.label && type !== 'source' ? node.label : label}
        {latest && <span class="chip good">latest version</span>}
        {node.deprecation_date && (
          <span class="chip warn">deprecated {String(node.deprecation_date).slice(0, 10)}</span>
        )}
      </h1>
      <div class="actions">
        {GRAPH_TYPES.has(type) && (
          <a class="button" href={graphLink(`1+${selectorOf(resource)}+1`)}>
            <Icon name="graph" /> Lineage
          </a>
        )}
        {safeUrl(node.url) && (
          <a class="button" href={safeUrl(node.url)} target="_blank" rel="noopener noreferrer">
            <Icon name="external" /> Open
          </a>
        )}
      </div>
    </header>
  );
}

/** An address of an exposure is its author's: only pages may be opened. */
export function safeUrl(url: unknown): string | undefined {
  return typeof url === 'string' && /^https?:\/\//i.test(url) ? url : undefined;
}

function descriptionPlace({ node, path }: Resource): string {
  const patch = typeof node.patch_path === 'string' ? node.patch_path.replace(/^\w+:\/\//, '') : undefined;
  return patch ?? (/\.ya?ml$/.test(path) ? path : 'a YAML file beside it');
}

function CodeSection({ resource }: { readonly resource: Resource }) {
  const { node } = resource;
  const raw = node.raw_code ?? node.macro_sql ?? '';
  const compiled = node.compiled_code ?? '';
  const [view, setView] = useState<'source' | 'compiled'>(node.test_metadata ? 'compiled' : 'source');
  if (!raw.trim() || resource.type === 'seed') return null;
  const language = node.language === 'python' ? 'python' : 'sql';
  return (
    <section class="section">
      <div class="section-head">
        <h2>Code</h2>
        {compiled && (
          <div class="segmented" role="tablist" aria-label="Code">
            {(['source', 'compiled'] as const).map((name) => (
              <button type="button" role="tab" aria-selected={view === name} onClick={() => setView(name)}>
                {name === 'source' ? 'Source' : 'Compiled'}
              </button>
            ))}
          </div>
        )}
      </div>
      {view === 'source' || !compiled ? (
        <Code code={raw} language={language} of={resource} />
      ) : (
        <Code code={compiled} language={language} />
      )}
    </section>
  );
}

function NotFound({ id }: { readonly id: string }) {
  return (
    <article class="page">
      <header class="page-head">
        <h1>Not in this project</h1>
        <p>
          There is nothing with the id <code>{id}</code>. It may have been renamed, or disabled.
        </p>
      </header>
    </article>
  );
}
