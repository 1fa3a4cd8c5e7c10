import { useState } from 'preact/hooks';
import { useSite } from '../context.js';
import type { Column } from '../data/columns.js';
import type { Resource } from '../data/project.js';
import { linkTo } from '../route.js';
import { Markdown } from './markdown.js';

const FILTER_FROM = 12;

export function Columns({ resource }: { readonly resource: Resource }) {
  const [filter, setFilter] = useState('');
  const wanted = filter.toLowerCase();
  const hasTypes = resource.columns.some((column) => column.type);
  const shown = resource.columns.filter(
    (c) => c.name.toLowerCase().includes(wanted) || c.description.toLowerCase().includes(wanted),
  );
  return (
    <>
      {resource.columns.length >= FILTER_FROM && (
        <input
          class="filter"
          type="search"
          placeholder="Filter columns"
          aria-label="Filter columns"
          value={filter}
          onInput={(event) => setFilter(event.currentTarget.value)}
        />
      )}
      <div class="table-scroll">
        <table class="columns">
          <thead>
            <tr>
              <th scope="col">Column</th>
              {hasTypes && <th scope="col">Type</th>}
              <th scope="col">Description</th>
              <th scope="col">Tests and constraints</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((column) => (
              <ColumnRow key={column.name} column={column} hasTypes={hasTypes} />
            ))}
          </tbody>
        </table>
      </div>
      {shown.length === 0 && <p class="quiet">No column fits.</p>}
    </>
  );
}

function ColumnRow({ column, hasTypes }: { readonly column: Column; readonly hasTypes: boolean }) {
  const { project } = useSite();
  return (
    <tr>
      <th scope="row">
        <code>{column.name}</code>
        {column.isMissing && (
          <span class="chip warn" title="Documented, but the database has no such column">
            missing
          </span>
        )}
      </th>
      {hasTypes && <td>{column.type && <code class="data-type">{column.type.toLowerCase()}</code>}</td>}
      <td>
        {column.description ? <Markdown text={column.description} /> : <span class="quiet">–</span>}
        {column.tags.map((tag) => (
          <span class="chip">{tag}</span>
        ))}
      </td>
      <td>
        {column.constraints.map((constraint) => (
          <span class="chip constraint">{constraint}</span>
        ))}
        {column.tests.map((test) => {
          const target = project.resources.get(test.id);
          return (
            <a class="chip test" href={target && linkTo(target)} title={target?.label}>
              {test.name.replace(/_/g, ' ')}
            </a>
          );
        })}
      </td>
    </tr>
  );
}
