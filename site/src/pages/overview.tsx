import { useSite } from '../context.js';
import { type Project, type Resource, TYPES } from '../data/project.js';
import { Icon } from '../parts/icons.js';
import { Markdown } from '../parts/markdown.js';
import { ResourceLink, TypeDot, typeName, typeNames } from '../parts/resource-link.js';
import { graphLink } from '../route.js';
import { plainText } from '../text/markdown.js';

export function Overview({ onSearch }: { readonly onSearch: () => void }) {
  const { project } = useSite();
  const shown = [...project.resources.values()].filter((resource) => resource.isShown);
  // Macros of packages are not what the project is about.
  const counted = shown.filter(({ type, packageName }) => type !== 'macro' || packageName === project.name);
  const counts = TYPES.map((type) => [type, counted.filter((resource) => resource.type === type).length] as const);
  return (
    <article class="page">
      <header class="page-head">
        <p class="eyebrow">Documentation</p>
        <h1>{project.name}</h1>
        <p class="facts-line">
          {[project.adapter, project.generatedAt && `generated ${dateText(project.generatedAt)}`]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <div class="actions">
          <button type="button" class="button primary" onClick={onSearch}>
            <Icon name="search" /> Search
          </button>
          <a class="button" href={graphLink('')}>
            <Icon name="graph" /> Lineage
          </a>
        </div>
      </header>
      {!project.hasCatalog && (
        <p class="notice">
          There is no catalog.json: types, owners and sizes of relations are missing. <code>quern docs generate</code>{' '}
          asks the database for them.
        </p>
      )}
      <ul class="counts">
        {counts
          .filter(([, n]) => n > 0)
          .map(([type, n]) => (
            <li key={type}>
              <strong>{n.toLocaleString('en')}</strong>
              <span class="counted">
                <TypeDot type={type} /> {n === 1 ? typeName(type) : typeNames(type)}
              </span>
            </li>
          ))}
      </ul>
      {project.overview && (
        <section class="section">
          <Markdown text={project.overview} />
        </section>
      )}
      <Coverage shown={shown} />
      <Ends project={project} shown={shown} />
    </article>
  );
}

/** How much of the project is described. */
function Coverage({ shown }: { readonly shown: readonly Resource[] }) {
  const models = shown.filter(({ type }) => type === 'model');
  const columns = models.flatMap((model) => model.columns);
  const { project } = useSite();
  const rows = [
    ['Models with a description', models.filter((model) => model.description).length, models.length],
    ['Models with tests', models.filter((model) => project.testsOf(model.id).length > 0).length, models.length],
    ['Columns with a description', columns.filter((column) => column.description).length, columns.length],
  ] as const;
  if (models.length === 0) return null;
  return (
    <section class="section">
      <h2>Coverage</h2>
      <dl class="coverage">
        {rows.map(([label, n, of]) => (
          <div>
            <dt>{label}</dt>
            <dd>
              <strong>{of === 0 ? '–' : `${Math.floor((n / of) * 100)} %`}</strong>
              <span class="quiet">
                {n.toLocaleString('en')} of {of.toLocaleString('en')}
              </span>
              <progress value={n} max={Math.max(of, 1)} aria-label={label} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const MOST = 12;

/** What the project is for: exposures, or else the models that nothing else reads. */
function Ends({ project, shown }: { readonly project: Project; readonly shown: readonly Resource[] }) {
  const exposures = shown.filter(({ type }) => type === 'exposure');
  const leaves = shown.filter(
    ({ type, id, packageName }) =>
      type === 'model' &&
      packageName === project.name &&
      !project.childrenOf(id).some((child) => child.type === 'model' || child.type === 'snapshot'),
  );
  const list = exposures.length > 0 ? exposures : leaves;
  if (list.length === 0) return null;
  return (
    <section class="section">
      <h2>{exposures.length > 0 ? 'Exposures' : 'Models that no other model reads'}</h2>
      <ul class="cards">
        {list.slice(0, MOST).map((resource) => (
          <li class="card">
            <ResourceLink resource={resource} />
            <p>{plainText(resource.description) || <span class="quiet">No description</span>}</p>
          </li>
        ))}
      </ul>
      {list.length > MOST && <p class="quiet">and {list.length - MOST} more</p>}
    </section>
  );
}

export function dateText(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime())
    ? iso
    : date.toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short', hour12: false });
}
