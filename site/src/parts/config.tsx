import type { Resource } from '../data/project.js';
import { withoutEmpty } from '../pages/kind-details.js';

/** Keys that stand elsewhere on the page, or say nothing to a reader. */
const LEFT_OUT: ReadonlySet<string> = new Set(['tags', 'meta', 'group', 'docs', 'enabled', 'contract', 'access']);

export function Config({ resource: { node } }: { readonly resource: Resource }) {
  const config = Object.entries(node.config ?? {}).filter(([key]) => !LEFT_OUT.has(key));
  const meta = Object.entries({ ...(node.config?.meta as object | undefined), ...node.meta });
  return (
    <>
      <Table title="Meta" entries={meta} isOpen />
      <Table title="Configuration" entries={config} />
    </>
  );
}

interface TableProps {
  readonly title: string;
  readonly entries: readonly (readonly [string, unknown])[];
  readonly isOpen?: boolean;
}

function Table({ title, entries, isOpen = false }: TableProps) {
  const shown = entries.flatMap(([key, value]) => {
    const own = withoutEmpty(value);
    return own === undefined ? [] : [[key, own] as const];
  });
  if (shown.length === 0) return null;
  return (
    <details class="section config" open={isOpen}>
      <summary>
        <h2>{title}</h2>
      </summary>
      <dl>
        {shown.map(([key, value]) => (
          <div>
            <dt>
              <code>{key}</code>
            </dt>
            <dd>{typeof value === 'object' ? <pre>{JSON.stringify(value, null, 2)}</pre> : String(value)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
