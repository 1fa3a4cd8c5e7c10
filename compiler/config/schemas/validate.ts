import type { Diagnostic, DiagnosticSink } from '../../base/diagnostics.js';
import type { Span } from '../../base/source.js';
import { closest } from '../../base/suggest.js';
import type { YamlDocument, YamlPath } from '../../base/yaml/index.js';
import { checkConfigKeys } from '../keys/check-keys.js';
import { missingKey, unknownKey, unknownTopLevelKey, wrongType } from './diagnostics.js';
import { fitsSchema } from './fits.js';
import { accepts, adviceOnKind, describeKind, type Kind, type Shape } from './kinds.js';
import {
  operations,
  packages,
  profiles,
  project,
  properties,
  SHAPES,
  selectors,
  vars,
} from './validators.generated.js';

export type SchemaKind = 'project' | 'properties' | 'profiles' | 'packages' | 'selectors' | 'vars' | 'operations';

interface SchemaError {
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

const TABLES = SHAPES as unknown as Readonly<Record<string, Shape>>;
const VALIDATORS: Readonly<Record<SchemaKind, Validator>> = {
  project,
  properties,
  profiles,
  packages,
  selectors,
  vars,
  operations,
};

type Validator = ((data: unknown) => boolean) & { errors?: readonly SchemaError[] | null };

/**
 * Checks a document against the schema of its kind: unknown keys are warnings, other types and missing keys errors. Answers whether there
 * are no errors. Positions are looked up only for what is wrong.
 */
export function validate(kind: SchemaKind, document: YamlDocument, sink: DiagnosticSink): boolean {
  if (fitsSchema(kind, document.value)) return true;
  const validator = VALIDATORS[kind];
  if (validator(document.value)) return true;
  const errors = validator.errors ?? [];
  const wrongPlaces = errors.filter((error) => error.keyword === 'kind').map((error) => error.instancePath);
  const problems = errors
    // What stands in a value of another type says nothing new.
    .filter((error) => error.keyword === 'kind' || !wrongPlaces.includes(error.instancePath))
    .flatMap((error) => diagnosticsOf(error, document))
    .sort((a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0));
  for (const problem of problems) sink.report(problem);
  return problems.every((problem) => problem.severity !== 'error');
}

function diagnosticsOf(error: SchemaError, document: YamlDocument): Diagnostic[] {
  const path = pathOf(error.instancePath, document.value);
  switch (error.keyword) {
    case 'shape':
      return checkShape(TABLES[String(error.params.shape)]!, path, document);
    case 'kind':
      return [complaint(path, error.params.kind as Kind, valueAt(document.value, path), document)];
    case 'required': {
      const key = String(error.params.missingProperty);
      return [missingKey({ key, place: placeOf(path) }, firstLine(document.spanOf(path, 'key')))];
    }
    case 'config': {
      const config = valueAt(document.value, path);
      if (config === null || typeof config !== 'object' || Array.isArray(config)) {
        return [wrongType({ key: subject(path), wanted: describeKind('mapping') }, document.spanOf(path))];
      }
      const spanOf = (key: string, what: 'key' | 'value') => document.spanOf([...path, key], what);
      return checkConfigKeys(String(error.params.config), config as Record<string, unknown>, spanOf);
    }
    default:
      return [];
  }
}

function complaint(path: YamlPath, kind: Kind, value: unknown, document: YamlDocument): Diagnostic {
  const advice = adviceOnKind(kind, value);
  return wrongType({ key: subject(path), wanted: describeKind(kind), advice }, document.spanOf(path));
}

/** Of a mapping without a key enough to find it. */
function firstLine({ file, start, end }: Span): Span {
  const line = file.text.indexOf('\n', start);
  return { file, start, end: line < 0 ? end : Math.min(end, line) };
}

/** What `shapeFits` found. */
function checkShape(shape: Shape, path: YamlPath, document: YamlDocument): Diagnostic[] {
  const problems: Diagnostic[] = [];
  for (const [key, value] of Object.entries(valueAt(document.value, path) as Record<string, unknown>)) {
    const here = [...path, key];
    if (Object.hasOwn(shape.keys, key)) {
      const kind = shape.keys[key]!;
      if (!accepts(kind, value)) problems.push(complaint(here, kind, value, document));
    } else if (!shape.open) {
      const near = closest(key, Object.keys(shape.keys));
      const span = document.spanOf(here, 'key');
      problems.push(
        path.length === 0
          ? unknownTopLevelKey({ key, near }, span)
          : unknownKey({ key, near, place: placeOf(path) }, span),
      );
    }
  }
  return problems;
}

/** `/models/0/name` as a path; numbers where lists are. */
function pathOf(pointer: string, root: unknown): YamlPath {
  let value = root;
  return pointer
    .split('/')
    .slice(1)
    .map((part) => {
      const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
      const step = Array.isArray(value) ? Number(key) : key;
      value = (value as Record<string | number, unknown>)[step];
      return step;
    });
}

function valueAt(root: unknown, path: YamlPath): unknown {
  return path.reduce<unknown>((value, step) => (value as Record<string | number, unknown>)[step], root);
}

/** ` of models` for the keys of an item of `models`. */
function placeOf(path: YamlPath): string {
  const owner = path.findLast((part) => typeof part === 'string');
  return owner === undefined ? '' : typeof path.at(-1) === 'number' ? ` in an item of '${owner}'` : ` in '${owner}'`;
}

function subject(path: YamlPath): string {
  const last = path.at(-1);
  if (typeof last === 'number')
    return `An item of '${String(path.findLast((part) => typeof part === 'string') ?? '')}'`;
  return last === undefined ? 'The file' : `'${last}'`;
}
