import { tokenize } from '../../../../sql/lex/tokens.js';
import { compilationError, doesNotExist, unsupported } from '../../engine/errors.js';
import { displayObject } from '../../engine/names.js';
import { fullName, readName, requireRelation } from '../../engine/resolve.js';
import type { StagedFile } from '../../engine/stages.js';
import { cursorOf, type StatementContext } from '../context.js';

/** A place in a stage: `@stage/path`, `@%table`, `@~`. */
export interface StageLocation {
  /** The stage's name on the wire and on disk. */
  readonly stage: string;
  readonly path: string;
  /** Before files' names in LIST and in COPY's answer. */
  readonly prefix: string;
  /** The folder of an external stage whose URL is `file://…`. */
  readonly folder: string | undefined;
  /** The format that the stage was made with. */
  readonly format: string | undefined;
}

/** Where `@…` leads; throws Snowflake's error for a stage that is not there. */
export function stageLocation(context: StatementContext, written: string): StageLocation {
  const { engine, session } = context;
  const text = written.startsWith('@') ? written.slice(1) : written;
  if (text.startsWith('~'))
    return {
      stage: `user-${session.user}`,
      path: trim(text.slice(1)),
      prefix: '',
      folder: undefined,
      format: undefined,
    };
  const { name, path } = split(text);
  // `%` stands before a table's name, wherever that is.
  const isTable = name.includes('%');
  const cursor = cursorOf(name, tokenize(name.replace('%', '')));
  const full = fullName(session, readName(cursor));
  if (isTable) {
    const table = requireRelation(engine, session, full, 'Table');
    return { stage: `table-${table.id}`, path, prefix: '', folder: undefined, format: undefined };
  }
  const stage = engine.catalog.find('STAGE', full, session.id);
  if (!stage) throw doesNotExist('Stage', displayObject(full));
  const url = stage.properties?.URL;
  if (url !== undefined && !url.startsWith('file://'))
    throw unsupported(`the external stage ${displayObject(full)} on ${url}`);
  return {
    stage: `stage-${stage.id}`,
    path,
    prefix: url === undefined ? `${full.name.toLowerCase()}/` : url.replace(/\/?$/, '/'),
    folder: url?.slice('file://'.length),
    format: stage.properties?.FILE_FORMAT,
  };
}

/** The name of the stage and the path behind it: the first slash outside quotes parts them. */
function split(text: string): { name: string; path: string } {
  const name = /^(?:"(?:[^"]|"")*"|[^"/])*/.exec(text)?.[0] ?? '';
  if (name === '') throw compilationError(`invalid stage location '@${text}'`, '001003', '42000');
  return { name, path: trim(text.slice(name.length)) };
}

function trim(path: string): string {
  return path.replace(/^\//, '');
}

/** The files of a place, by pattern or by name where these are given. */
export function stageFiles(
  { engine }: StatementContext,
  { stage, path, folder }: StageLocation,
  { pattern, names }: { readonly pattern?: string; readonly names?: readonly string[] } = {},
): StagedFile[] {
  const files = engine.stages.list(stage, path, folder);
  const matches = pattern === undefined ? undefined : new RegExp(`^(?:${pattern})$`);
  const wanted = names?.map((name) => (path === '' ? name : `${path.replace(/\/?$/, '/')}${name}`));
  return files.filter(({ name }) => (matches?.test(name) ?? true) && (wanted?.includes(name) ?? true));
}
