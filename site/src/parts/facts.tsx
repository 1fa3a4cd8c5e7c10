import type { ComponentChildren } from 'preact';
import { useSite } from '../context.js';
import type { Freshness } from '../data/artifacts.js';
import type { Resource } from '../data/project.js';
import { graphLink, linkTo } from '../route.js';

type Fact = readonly [label: string, value: ComponentChildren];

/** What there is to know at a glance. */
export function Facts({ resource }: { readonly resource: Resource }) {
  const facts = [...relationFacts(resource), ...ownFacts(resource)];
  if (facts.length === 0 && resource.tags.length === 0) return null;
  return (
    <dl class="facts">
      {facts.map(([label, value]) => (
        <div>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      <GroupFact resource={resource} />
      {resource.tags.length > 0 && (
        <div>
          <dt>Tags</dt>
          <dd>
            {resource.tags.map((tag) => (
              <a class="chip" href={graphLink(`tag:${tag}`)}>
                {tag}
              </a>
            ))}
          </dd>
        </div>
      )}
    </dl>
  );
}

function relationFacts({ node, catalog, type }: Resource): Fact[] {
  const facts: Fact[] = [];
  const { materialized } = node.config ?? {};
  if (typeof materialized === 'string' && type === 'model')
    facts.push(['Materialized', materialized.replace(/_/g, ' ')]);
  if (node.relation_name && type !== 'test')
    facts.push([
      catalog?.metadata.type?.toLowerCase() === 'view' ? 'View' : 'Relation',
      <code class="relation">{plainName(node.relation_name)}</code>,
    ]);
  if (catalog?.metadata.owner) facts.push(['Owner', catalog.metadata.owner]);
  for (const stat of Object.values(catalog?.stats ?? {})) {
    if (!stat.include || stat.value === null) continue;
    facts.push([stat.label, typeof stat.value === 'number' ? stat.value.toLocaleString('en') : String(stat.value)]);
  }
  return facts;
}

function ownFacts({ node, type }: Resource): Fact[] {
  const facts: Fact[] = [];
  const owner = ownerText(node.owner);
  if (owner) facts.push(['Owner', owner]);
  if (type === 'exposure' && node.type) facts.push(['Kind', node.type]);
  if (type === 'metric' && node.type) facts.push(['Kind', node.type]);
  if (node.maturity) facts.push(['Maturity', node.maturity]);
  if (type === 'model' && node.access) facts.push(['Access', node.access]);
  if (node.contract?.enforced) facts.push(['Contract', 'enforced']);
  if (type === 'source' && node.loader) facts.push(['Loader', node.loader]);
  if (type === 'source') {
    const fresh = freshnessText(node.freshness);
    if (fresh) facts.push(['Freshness', fresh]);
    if (node.loaded_at_field) facts.push(['Loaded at', <code>{node.loaded_at_field}</code>]);
  }
  if (type === 'test') facts.push(['Severity', String(node.config?.severity ?? 'error').toLowerCase()]);
  if (type === 'test' && node.column_name) facts.push(['Column', <code>{node.column_name}</code>]);
  return facts;
}

function GroupFact({ resource: { node } }: { readonly resource: Resource }) {
  const { project } = useSite();
  const name = node.group ?? node.config?.group;
  if (typeof name !== 'string' || name === '') return null;
  const group = project.resources.get(`group.${node.package_name}.${name}`);
  return (
    <div>
      <dt>Group</dt>
      <dd>{group ? <a href={linkTo(group)}>{name}</a> : name}</dd>
    </div>
  );
}

/** `warn after 12 hours, error after 2 days`. */
export function freshnessText(freshness: Freshness | null | undefined): string {
  const part = (word: string, limit: Freshness['warn_after']): string[] =>
    limit?.count && limit.period ? [`${word} after ${limit.count} ${limit.period}${limit.count === 1 ? '' : 's'}`] : [];
  return [...part('warn', freshness?.warn_after), ...part('error', freshness?.error_after)].join(', ');
}

export function ownerText(owner: { readonly name?: string | null; readonly email?: unknown } | undefined): string {
  const email = Array.isArray(owner?.email) ? owner.email.join(', ') : owner?.email;
  return [owner?.name, email && `<${String(email)}>`].filter(Boolean).join(' ');
}

function plainName(relation: string): string {
  return /^[\w."`$-]+$/.test(relation) ? relation.replace(/["`]/g, '') : relation;
}
