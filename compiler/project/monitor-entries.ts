import type { DiagnosticSink } from '../base/diagnostics.js';
import { SourceFile } from '../base/source.js';
import { parseYaml, type YamlDocument } from '../base/yaml/index.js';
import type { ProjectConfig } from '../config/types.js';
import { isMapping } from '../config/vars.js';
import { discover } from '../load/discover.js';
import { readEntry } from '../load/read.js';
import type { MonitorEntry } from '../monitor/read.js';
import type { Operations } from './operations.js';

/** The entries of `monitors:` in quern.yml and in the root project's properties files, rendered but for the keys of `sql`. */
export function monitorEntries(
  config: ProjectConfig,
  operations: Operations,
  sql: ReadonlySet<string>,
  sink: DiagnosticSink,
): readonly MonitorEntry[] {
  const [root] = discover(config);
  const documents = (root?.byKind.properties ?? []).flatMap((entry): YamlDocument[] => {
    const file = readEntry(entry, sink);
    // What is wrong with these files was told when the project was read.
    return file && /\bmonitors\b/.test(file.text) ? [parseYaml(new SourceFile(file.path, file.text))] : [];
  });
  return [...(operations.file ? [operations.file] : []), ...documents].flatMap((document) => {
    const list = isMapping(document.value) ? document.value.monitors : undefined;
    return (Array.isArray(list) ? list : []).flatMap((value: unknown, index): MonitorEntry[] => {
      if (!isMapping(value)) return [];
      const at = ['monitors', index];
      const spanOf = (path: readonly (string | number)[], what?: 'key' | 'value') =>
        document.spanOf([...at, ...path], what);
      const rendered = operations.render(value, spanOf, sink, (key) => sql.has(key) || key === 'description');
      return [
        {
          value: rendered as Readonly<Record<string, unknown>>,
          spanOf: (key, what) => spanOf(key === undefined ? [] : [key], what),
        },
      ];
    });
  });
}
