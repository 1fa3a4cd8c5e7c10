import { useSite } from '../context.js';
import type { Resource } from '../data/project.js';
import { Code } from '../parts/code.js';
import { Markdown } from '../parts/markdown.js';
import { ResourceLink } from '../parts/resource-link.js';
import { type Fixture, Rows } from '../parts/rows.js';

/** What only resources of its kind have. */
export function KindDetails({ resource }: { readonly resource: Resource }) {
  switch (resource.type) {
    case 'macro':
    case 'function':
      return <Arguments resource={resource} />;
    case 'group':
      return <Members resource={resource} />;
    case 'metric':
    case 'semantic_model':
    case 'saved_query':
      return <Definition resource={resource} />;
    case 'test':
      return <TestArguments resource={resource} />;
    case 'unit_test':
      return <UnitTest resource={resource} />;
    default:
      return null;
  }
}

function Arguments({ resource: { node } }: { readonly resource: Resource }) {
  const args = node.arguments ?? [];
  if (args.length === 0) return null;
  return (
    <section class="section">
      <h2>Arguments</h2>
      <div class="table-scroll">
        <table class="columns">
          <thead>
            <tr>
              <th scope="col">Argument</th>
              <th scope="col">Type</th>
              <th scope="col">Description</th>
            </tr>
          </thead>
          <tbody>
            {args.map((argument) => (
              <tr>
                <th scope="row">
                  <code>{argument.name}</code>
                </th>
                <td>{argument.type && <code class="data-type">{argument.type}</code>}</td>
                <td>
                  {argument.description ? <Markdown text={argument.description} /> : <span class="quiet">–</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Members({ resource }: { readonly resource: Resource }) {
  const { project } = useSite();
  const { name, package_name: packageName } = resource.node;
  const members = [...project.resources.values()].filter(
    ({ node, type }) =>
      type !== 'test' && (node.group ?? node.config?.group) === name && node.package_name === packageName,
  );
  return (
    <section class="section">
      <h2>
        Members <span class="count">{members.length}</span>
      </h2>
      <ul class="link-list">
        {members.map((member) => (
          <li>
            <ResourceLink resource={member} />
            {member.node.access && <span class="chip">{member.node.access}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

const PARTS: Readonly<Record<string, readonly string[]>> = {
  metric: ['type', 'type_params', 'filter', 'time_granularity'],
  semantic_model: ['model', 'defaults', 'primary_entity', 'entities', 'dimensions', 'measures'],
  saved_query: ['query_params', 'exports'],
};

function Definition({ resource }: { readonly resource: Resource }) {
  const parts = (PARTS[resource.type] ?? []).flatMap((key) => {
    const value = withoutEmpty(resource.node[key]);
    return value === undefined ? [] : [`${key}: ${JSON.stringify(value, null, 2)}`];
  });
  if (parts.length === 0) return null;
  return (
    <section class="section">
      <h2>Definition</h2>
      <Code code={parts.join('\n')} language="python" />
    </section>
  );
}

function TestArguments({ resource: { node } }: { readonly resource: Resource }) {
  const { model: _, ...args } = node.test_metadata?.kwargs ?? {};
  const shown = Object.entries(args).flatMap(([key, value]) => {
    const own = withoutEmpty(value);
    return own === undefined ? [] : [`${key}: ${JSON.stringify(own, null, 2)}`];
  });
  if (shown.length === 0) return null;
  return (
    <section class="section">
      <h2>Arguments of {node.test_metadata!.name}</h2>
      <Code code={shown.join('\n')} language="python" />
    </section>
  );
}

function UnitTest({ resource: { node } }: { readonly resource: Resource }) {
  const given = (node.given ?? []) as readonly Fixture[];
  const overrides = withoutEmpty(node.overrides);
  return (
    <>
      {given.map((fixture) => (
        <section class="section" key={fixture.input}>
          <h2>
            Given <code>{fixture.input}</code>
          </h2>
          <Rows fixture={fixture} />
        </section>
      ))}
      <section class="section">
        <h2>Expected</h2>
        <Rows fixture={(node.expect ?? {}) as Fixture} />
      </section>
      {overrides !== undefined && (
        <section class="section">
          <h2>Overrides</h2>
          <Code code={JSON.stringify(overrides, null, 2)} language="python" />
        </section>
      )}
    </>
  );
}

/** A value without what says nothing. */
export function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(withoutEmpty).filter((item) => item !== undefined);
    return items.length > 0 ? items : undefined;
  }
  if (value && typeof value === 'object') {
    const entries = Object.entries(value).flatMap(([key, item]) => {
      const own = withoutEmpty(item);
      return own === undefined ? [] : [[key, own] as const];
    });
    return entries.length > 0 ? Object.fromEntries(entries) : undefined;
  }
  return value === null || value === '' ? undefined : value;
}
