import { useState } from 'preact/hooks';
import { type Resource, TYPES } from '../data/project.js';
import { linkTo } from '../route.js';
import { ResourceLink, typeName, typeNames } from './resource-link.js';

const FEW = 15;

/** Resources by kind; long lists open on request. */
export function Relatives({ title, resources }: { readonly title: string; readonly resources: readonly Resource[] }) {
  const shown = resources.filter(({ type }) => type !== 'group');
  return (
    <div class="relatives">
      <h2>
        {title} <span class="count">{shown.length}</span>
      </h2>
      {shown.length === 0 && <p class="quiet">Nothing</p>}
      {TYPES.map((type) => (
        <OfType key={type} type={type} resources={shown.filter((resource) => resource.type === type)} />
      ))}
    </div>
  );
}

function OfType({ type, resources }: { readonly type: string; readonly resources: readonly Resource[] }) {
  const [all, setAll] = useState(false);
  if (resources.length === 0) return null;
  const sorted = [...resources].sort((a, b) => (a.label < b.label ? -1 : 1));
  return (
    <div class="of-type">
      <h3>{resources.length > 1 ? typeNames(type) : typeName(type)}</h3>
      <ul class="link-list">
        {(all ? sorted : sorted.slice(0, FEW)).map((resource) => (
          <li key={resource.id}>
            <ResourceLink resource={resource} />
          </li>
        ))}
      </ul>
      {!all && sorted.length > FEW && (
        <button type="button" class="text-button" onClick={() => setAll(true)}>
          Show all {sorted.length}
        </button>
      )}
    </div>
  );
}

/** Tests that stand at no column of the table above. */
export function Tests({ tests, of }: { readonly tests: readonly Resource[]; readonly of: Resource }) {
  const ofColumns = new Set(of.columns.flatMap((column) => column.tests.map((test) => test.id)));
  const others = tests.filter((test) => !ofColumns.has(test.id));
  if (others.length === 0) return null;
  const sorted = [...others].sort((a, b) => (a.label < b.label ? -1 : 1));
  return (
    <section class="section">
      <h2>
        {ofColumns.size > 0 ? 'Further tests' : 'Tests'} <span class="count">{others.length}</span>
      </h2>
      <ul class="test-list">
        {sorted.map((test) => (
          <li key={test.id}>
            <a href={linkTo(test)}>
              <span class="chip test">{test.node.test_metadata?.name.replace(/_/g, ' ') ?? typeName(test.type)}</span>
              <span class="test-name">{test.node.column_name ?? test.label}</span>
            </a>
            {String(test.node.config?.severity ?? '').toLowerCase() === 'warn' && <span class="chip warn">warns</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
