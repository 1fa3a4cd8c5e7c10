import { Code } from './code.js';

/** Rows of a unit test, as its author wrote them. */
export interface Fixture {
  readonly input?: string;
  readonly format?: string;
  readonly rows?: readonly Readonly<Record<string, unknown>>[] | string | null;
  readonly fixture?: string | null;
}

export function Rows({ fixture: { rows, format, fixture } }: { readonly fixture: Fixture }) {
  if (typeof rows === 'string') return <Code code={rows} language={format === 'sql' ? 'sql' : 'python'} />;
  if (fixture && !rows?.length)
    return (
      <p>
        The rows of fixture <code>{fixture}</code>
      </p>
    );
  if (!rows?.length) return <p class="quiet">No rows</p>;
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return (
    <div class="table-scroll">
      <table class="columns data">
        <thead>
          <tr>
            {names.map((name) => (
              <th scope="col" key={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              {names.map((name) => (
                <td key={name}>{cellText(row[name])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function cellText(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
