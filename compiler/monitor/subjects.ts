import type { DiagnosticSink } from '../base/diagnostics.js';
import type { EntryValues } from '../base/entry-values.js';
import { closest } from '../base/suggest.js';
import { nothingSelected, unknownSubject } from './diagnostics.js';
import type { MonitorEntry } from './read.js';
import type { MonitorType, Subject } from './types.js';

/** What of a project can be watched. */
export interface Subjects {
  /** Models, seeds and snapshots, by name and by `package.name`. */
  readonly nodes: ReadonlyMap<string, Subject>;
  /** Tables of sources, by `source.table`. */
  readonly sources: ReadonlyMap<string, Subject>;
  /** What a selection comes to. Throws a QuernError where it can't be read. */
  readonly select: (selection: readonly string[]) => readonly Subject[];
}

export const WHOLE_RUN: Subject = { id: 'run', name: 'the run' };

/** The subjects that an entry names; undefined where one is not there. A duration without any is that of the whole run. */
export function subjectsOf(
  name: string,
  type: MonitorType,
  values: EntryValues,
  { spanOf }: Pick<MonitorEntry, 'spanOf'>,
  all: Subjects,
  sink: DiagnosticSink,
): readonly Subject[] | undefined {
  const found = new Map<string, Subject>();
  let isWhole = true;
  const look = (key: string, kind: string, known: ReadonlyMap<string, Subject>): void => {
    for (const text of values.texts(key)) {
      const subject = known.get(text);
      if (subject) found.set(subject.id, subject);
      else {
        isWhole = false;
        sink.report(unknownSubject({ name, kind, subject: text, near: closest(text, known.keys()) }, spanOf(key)));
      }
    }
  };
  look('model', 'model', all.nodes);
  look('models', 'model', all.nodes);
  // How long a source takes nobody knows.
  if (type !== 'duration') {
    look('source', 'source', all.sources);
    look('sources', 'source', all.sources);
  }
  const selection = values.texts('select');
  if (selection.length > 0) {
    const selected = all.select(selection).filter(({ id }) => type !== 'duration' || !id.startsWith('source.'));
    for (const subject of selected) found.set(subject.id, subject);
    if (selected.length === 0) sink.report(nothingSelected({ name, selection: selection.join(' ') }, spanOf('select')));
  }
  if (!isWhole) return undefined;
  if (found.size > 0 || selection.length > 0) return [...found.values()];
  if (type === 'duration') return [WHOLE_RUN];
  values.wrong('name', 'says not what it watches', 'Add model: NAME, source: SOURCE.TABLE, or select: tag:NAME');
  return undefined;
}
