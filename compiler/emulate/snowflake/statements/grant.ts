import type { Grant } from '../engine/catalog.js';
import { unsupported } from '../engine/errors.js';
import { display, displayObject } from '../engine/names.js';
import { fullName, readName, requireRelation } from '../engine/resolve.js';
import { type StatementResult, statusResult } from '../results/result.js';
import type { StatementContext } from './context.js';

const CONTAINERS = [
  'SCHEMA',
  'DATABASE',
  'WAREHOUSE',
  'SEQUENCE',
  'STAGE',
  'FILE FORMAT',
  'ROLE',
  'ACCOUNT',
  'INTEGRATION',
  'FUNCTION',
];
const RELATIONS = ['TABLE', 'VIEW', 'DYNAMIC TABLE', 'MATERIALIZED VIEW', 'EXTERNAL TABLE'];

type Target = Pick<Grant, 'on' | 'name'>;

/** `GRANT a, b ON [kind] name TO [ROLE|USER|SHARE] c`; roles that are granted are accepted and forgotten. */
export async function grant(context: StatementContext): Promise<StatementResult> {
  const { cursor, engine, session } = context;
  cursor.expect('GRANT');
  const privileges = readPrivileges(context);
  if (!privileges) return done();
  const targets = readTargets(context);
  cursor.expect('TO');
  const [toKind, to] = readGrantee(context);
  const grantOption = cursor.accept('WITH', 'GRANT', 'OPTION');
  for (const target of targets)
    for (const privilege of privileges) {
      remove(context, target, privilege, to);
      engine.catalog.grants.push({
        created: Date.now(),
        privilege,
        ...target,
        toKind,
        to,
        grantOption,
        grantedBy: session.role,
      });
    }
  await engine.store.save(engine.catalog);
  return done();
}

export async function revoke(context: StatementContext): Promise<StatementResult> {
  const { cursor, engine } = context;
  cursor.expect('REVOKE');
  cursor.accept('GRANT', 'OPTION', 'FOR');
  const privileges = readPrivileges(context);
  if (!privileges) return done();
  const targets = readTargets(context);
  cursor.expect('FROM');
  const [, to] = readGrantee(context);
  for (const target of targets) for (const privilege of privileges) remove(context, target, privilege, to);
  await engine.store.save(engine.catalog);
  return done();
}

const done = (): StatementResult => statusResult('Statement executed successfully.');

function readPrivileges({ cursor }: StatementContext): string[] | undefined {
  if (cursor.sees('ROLE') || cursor.sees('DATABASE', 'ROLE')) return undefined;
  const privileges: string[] = [];
  do privileges.push(cursor.until(',', 'ON').toUpperCase());
  while (cursor.accept(','));
  cursor.expect('ON');
  return privileges;
}

/** What the privileges are on: one thing, or all of a kind in a schema or database. FUTURE grants are kept by their text. */
function readTargets({ cursor, engine, session }: StatementContext): Target[] {
  const future = cursor.accept('FUTURE');
  if (future || cursor.accept('ALL')) {
    const kinds = RELATIONS.find((kind) => cursor.accept(...`${kind}S`.split(' ')));
    if (!kinds) throw unsupported(`GRANT on ALL ${cursor.peek()?.text.toUpperCase()}`);
    cursor.expect('IN');
    const scope = cursor.acceptOne('SCHEMA', 'DATABASE');
    const parts = readName(cursor);
    if (future) return [{ on: kinds, name: `${parts.map(display).join('.')}.<${kinds}>` }];
    const [schema, database = session.database] = scope === 'SCHEMA' ? [...parts].reverse() : [undefined, parts[0]];
    return engine.catalog
      .list(['TABLE', 'VIEW', 'DYNAMIC TABLE', 'MATERIALIZED VIEW'], session.id)
      .filter((o) => o.kind === kinds && o.database === database && (schema === undefined || o.schema === schema))
      .map((o) => ({ on: o.kind, name: displayObject(o) }));
  }
  const kind = cursor.acceptOne(...RELATIONS, ...CONTAINERS);
  if (kind === 'ACCOUNT') return [{ on: kind, name: 'ACCOUNT' }];
  const parts = readName(cursor);
  if (kind !== undefined && CONTAINERS.includes(kind)) {
    const full = kind === 'SCHEMA' && parts.length === 1 && session.database ? [session.database, ...parts] : parts;
    return [{ on: kind, name: full.map(display).join('.') }];
  }
  const object = requireRelation(engine, session, fullName(session, parts));
  return [{ on: object.kind, name: displayObject(object) }];
}

function readGrantee({ cursor }: StatementContext): [string, string] {
  const kind = cursor.acceptOne('ROLE', 'USER', 'SHARE', 'DATABASE ROLE') ?? 'ROLE';
  return [kind, readName(cursor).join('.')];
}

function remove({ engine }: StatementContext, target: Target, privilege: string, to: string): void {
  const { grants } = engine.catalog;
  for (let i = grants.length - 1; i >= 0; i--) {
    const known = grants[i]!;
    const same = known.name === target.name && known.to === to;
    if (same && (known.privilege === privilege || /^ALL( PRIVILEGES)?$/.test(privilege))) grants.splice(i, 1);
  }
}
