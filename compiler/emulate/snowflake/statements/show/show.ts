import { compare, type SchemaObject } from '../../engine/catalog.js';
import { unsupported } from '../../engine/errors.js';
import { display, displayObject } from '../../engine/names.js';
import { fullName, readName, requireRelation, requireSchema } from '../../engine/resolve.js';
import { DEFAULT_PARAMETERS } from '../../engine/session.js';
import type { SnowType } from '../../engine/types.js';
import type { StatementResult } from '../../results/result.js';
import type { StatementContext } from '../context.js';
import { isAsked, readShowClauses, type ShowClauses } from './clauses.js';
import { countRows, type ObjectShow, objectShows, showRow, TERSE_COLUMNS } from './objects.js';
import { showResult, yesNo } from './rows.js';

type Show = (context: StatementContext, clauses: ShowClauses) => StatementResult;

export async function show(context: StatementContext): Promise<StatementResult> {
  const { cursor } = context;
  cursor.expect('SHOW');
  if (cursor.accept('GRANTS')) return showGrants(context);
  const terse = cursor.accept('TERSE');
  const primary = cursor.acceptOne('PRIMARY KEYS', 'UNIQUE KEYS', 'IMPORTED KEYS');
  if (primary) return showKeys(context, readShowClauses(cursor, terse), primary);
  const kind = cursor.acceptOne(...Object.keys(objectShows), ...Object.keys(OTHERS));
  if (kind === undefined) throw unsupported(`SHOW ${cursor.peek()?.text.toUpperCase() ?? ''}`);
  const clauses = readShowClauses(cursor, terse);
  const objects = objectShows[kind];
  return objects ? await showObjects(context, objects, clauses) : OTHERS[kind]!(context, clauses);
}

async function showObjects(
  context: StatementContext,
  { kinds, columns, counts }: ObjectShow,
  clauses: ShowClauses,
): Promise<StatementResult> {
  const inScope = scopeTest(context, clauses);
  const asked = context.engine.catalog
    .list(kinds, context.session.id)
    .filter((object) => inScope(object.database, object.schema) && isAsked(clauses, object.name))
    .slice(0, clauses.limit);
  const rows = counts && !clauses.terse ? await countRows(context, asked) : [];
  return showResult(
    clauses.terse ? TERSE_COLUMNS : columns,
    asked.map((object, i) => showRow(object, rows[i], clauses.terse)),
  );
}

/** Which databases and schemas a SHOW looks into: the current ones, if nothing is said. */
function scopeTest(
  { session, engine }: StatementContext,
  { scope }: ShowClauses,
): (database: string, schema: string) => boolean {
  if (scope?.kind === 'ACCOUNT') return () => true;
  if (scope?.kind === 'DATABASE') {
    const database = scope.name[0] ?? session.database;
    if (database !== undefined && !engine.catalog.databases.has(database))
      requireSchema(engine, { database, schema: '' });
    return (d) => d === database;
  }
  const [schema = session.schema, database = session.database] = [...(scope?.name ?? [])].reverse();
  if (database === undefined) return () => true;
  if (schema === undefined) return (d) => d === database;
  if (scope) requireSchema(engine, { database, schema });
  return (d, s) => d === database && s === schema;
}

const OTHERS: Readonly<Record<string, Show>> = {
  DATABASES: ({ engine, session }, clauses) => {
    const columns = [
      'created_on',
      'name',
      'is_default',
      'is_current',
      'origin',
      'owner',
      'comment',
      'options',
      'retention_time',
      'kind',
      'budget',
      'owner_role_type',
    ];
    const rows = [...engine.catalog.databases.values()]
      .filter(({ name }) => isAsked(clauses, name))
      .sort((a, b) => compare(a.name, b.name))
      .slice(0, clauses.limit)
      .map((d) => ({
        created_on: d.created,
        name: d.name,
        is_default: 'N',
        is_current: yesNo(d.name === session.database),
        origin: '',
        owner: d.owner,
        comment: d.comment,
        options: d.transient ? 'TRANSIENT' : '',
        retention_time: d.retentionDays ?? 1,
        kind: 'STANDARD',
        budget: null,
        owner_role_type: 'ROLE',
        database_name: null,
        schema_name: null,
      }));
    return showResult(clauses.terse ? TERSE_COLUMNS : columns, rows);
  },
  SCHEMAS: (context, clauses) => {
    const { engine, session } = context;
    const columns = [
      'created_on',
      'name',
      'is_default',
      'is_current',
      'database_name',
      'owner',
      'comment',
      'options',
      'retention_time',
      'owner_role_type',
      'budget',
    ];
    const database = clauses.scope?.kind === 'ACCOUNT' ? undefined : (clauses.scope?.name[0] ?? session.database);
    if (database !== undefined && !engine.catalog.databases.has(database))
      requireSchema(engine, { database, schema: '' });
    const information = [...engine.catalog.databases.values()].map((d) => ({
      ...d,
      database: d.name,
      name: 'INFORMATION_SCHEMA',
    }));
    const rows = [...engine.catalog.schemas.values(), ...information]
      .filter((s) => (database === undefined || s.database === database) && isAsked(clauses, s.name))
      .sort((a, b) => compare(a.database, b.database) || compare(a.name, b.name))
      .slice(0, clauses.limit)
      .map((s) => ({
        created_on: s.created,
        name: s.name,
        is_default: 'N',
        is_current: yesNo(s.database === session.database && s.name === session.schema),
        database_name: s.database,
        owner: s.owner,
        comment: s.comment,
        options: s.transient ? 'TRANSIENT' : '',
        retention_time: s.retentionDays ?? 1,
        owner_role_type: 'ROLE',
        budget: null,
        kind: null,
        schema_name: null,
      }));
    return showResult(clauses.terse ? TERSE_COLUMNS : columns, rows);
  },
  COLUMNS: (context, clauses) => {
    const columns = [
      'table_name',
      'schema_name',
      'column_name',
      'data_type',
      'null?',
      'default',
      'kind',
      'expression',
      'comment',
      'database_name',
      'autoincrement',
      'schema_evolution_record',
    ];
    const relations = relationsIn(context, clauses);
    const rows = relations.flatMap((object) =>
      object.columns
        .filter(({ name }) => isAsked(clauses, name))
        .map((column) => ({
          table_name: object.name,
          schema_name: object.schema,
          column_name: column.name,
          data_type: JSON.stringify(typeJson(column.type, column.nullable)),
          'null?': column.nullable ? 'true' : 'NOT_NULL',
          default: column.default ?? '',
          kind: 'COLUMN',
          expression: '',
          comment: column.comment ?? '',
          database_name: object.database,
          autoincrement: column.autoincrement ? 'IDENTITY START 1 INCREMENT 1 ORDER' : '',
        })),
    );
    return showResult(columns, rows.slice(0, clauses.limit));
  },
  PARAMETERS: ({ session }, clauses) => {
    const rows = [...session.parameters]
      .filter(([name]) => isAsked(clauses, name))
      .sort(([a], [b]) => compare(a, b))
      .map(([key, value]) => {
        const fallback = DEFAULT_PARAMETERS[key];
        return {
          key,
          value: String(value),
          default: String(fallback ?? ''),
          level: fallback === value ? '' : 'SESSION',
          description: '',
          type: typeof value === 'boolean' ? 'BOOLEAN' : typeof value === 'number' ? 'NUMBER' : 'STRING',
        };
      });
    return showResult(['key', 'value', 'default', 'level', 'description', 'type'], rows);
  },
  WAREHOUSES: ({ session }, clauses) => {
    const name = session.warehouse;
    const rows =
      name !== undefined && isAsked(clauses, name)
        ? [
            {
              name,
              state: 'STARTED',
              type: 'STANDARD',
              size: 'X-Small',
              running: 0,
              queued: 0,
              is_default: 'N',
              is_current: 'Y',
              auto_suspend: 600,
              auto_resume: 'true',
              owner: session.role,
            },
          ]
        : [];
    return showResult(
      [
        'name',
        'state',
        'type',
        'size',
        'running',
        'queued',
        'is_default',
        'is_current',
        'auto_suspend',
        'auto_resume',
        'owner',
      ],
      rows,
    );
  },
  ROLES: ({ session }, clauses) => {
    const rows = isAsked(clauses, session.role)
      ? [{ created_on: 0, name: session.role, is_default: 'Y', is_current: 'Y', is_inherited: 'N', comment: '' }]
      : [];
    return showResult(['created_on', 'name', 'is_default', 'is_current', 'is_inherited', 'comment'], rows);
  },
  VARIABLES: ({ session }, clauses) => {
    const rows = [...session.variables]
      .filter(([name]) => isAsked(clauses, name))
      .map(([name, value]) => ({ session_id: session.id, name, value, type: 'text', comment: '' }));
    return showResult(['session_id', 'name', 'value', 'type', 'comment'], rows);
  },
  TRANSACTIONS: () => showResult(['id', 'user', 'session', 'name', 'started_on', 'state'], []),
  LOCKS: () =>
    showResult(['resource', 'type', 'transaction', 'transaction_started_on', 'status', 'acquired_on', 'query_id'], []),
  'USER FUNCTIONS': () => showResult(['created_on', 'name', 'schema_name'], []),
  PROCEDURES: () => showResult(['created_on', 'name', 'schema_name'], []),
};

function relationsIn(context: StatementContext, clauses: ShowClauses): SchemaObject[] {
  const { engine, session } = context;
  const { scope } = clauses;
  const found =
    scope && (scope.kind === undefined || /TABLE|VIEW/.test(scope.kind)) && scope.name.length > 0
      ? [requireRelation(engine, session, fullName(session, scope.name))]
      : undefined;
  if (found) return found;
  const inScope = scopeTest(context, clauses);
  return engine.catalog.list(objectShows.OBJECTS!.kinds, session.id).filter((o) => inScope(o.database, o.schema));
}

/** As SHOW COLUMNS writes a type. */
function typeJson(type: SnowType, nullable: boolean): Record<string, unknown> {
  if (type.name === 'NUMBER') return { type: 'FIXED', precision: type.precision, scale: type.scale, nullable };
  if (type.name === 'FLOAT') return { type: 'REAL', nullable };
  if (type.name === 'TEXT' || type.name === 'BINARY') {
    const length = type.length ?? 16_777_216;
    return { type: type.name, length, byteLength: Math.min(length * 4, 16_777_216), nullable, fixed: false };
  }
  if (/TIME/.test(type.name)) return { type: type.name, precision: 0, scale: type.scale ?? 9, nullable };
  return { type: type.name, nullable };
}

function showKeys(context: StatementContext, clauses: ShowClauses, what: string): StatementResult {
  const columns = [
    'created_on',
    'database_name',
    'schema_name',
    'table_name',
    'column_name',
    'key_sequence',
    'constraint_name',
    'rely',
    'comment',
  ];
  const rows = relationsIn(context, clauses).flatMap((object) =>
    object.columns
      .filter((c) => (what === 'PRIMARY KEYS' ? c.primaryKey : what === 'UNIQUE KEYS' && c.uniqueKey))
      .map((c, i) => ({
        created_on: object.created,
        database_name: object.database,
        schema_name: object.schema,
        table_name: object.name,
        column_name: c.name,
        key_sequence: i + 1,
        constraint_name: `SYS_CONSTRAINT_${object.id}`,
        rely: 'false',
        comment: null,
      })),
  );
  return showResult(columns, rows);
}

function showGrants({ cursor, engine, session }: StatementContext): StatementResult {
  const columns = [
    'created_on',
    'privilege',
    'granted_on',
    'name',
    'granted_to',
    'grantee_name',
    'grant_option',
    'granted_by',
  ];
  let wanted = engine.catalog.grants;
  if (cursor.accept('ON')) {
    const kind = cursor.acceptOne(
      'TABLE',
      'VIEW',
      'DYNAMIC TABLE',
      'MATERIALIZED VIEW',
      'SCHEMA',
      'DATABASE',
      'SEQUENCE',
      'STAGE',
      'WAREHOUSE',
    );
    if (!kind) throw unsupported(`SHOW GRANTS ON ${cursor.peek()?.text.toUpperCase()}`);
    const parts = readName(cursor);
    const name = /SCHEMA|DATABASE|WAREHOUSE/.test(kind)
      ? parts.map(display).join('.')
      : displayObject(requireRelation(engine, session, fullName(session, parts)));
    wanted = wanted.filter((g) => g.name === name);
  } else if (cursor.accept('TO')) {
    const kind = cursor.acceptOne('ROLE', 'USER', 'SHARE', 'DATABASE ROLE');
    const to = readName(cursor).join('.');
    wanted = wanted.filter((g) => g.toKind === kind && g.to === to);
  }
  const rows = wanted.map((g) => ({
    created_on: g.created,
    privilege: g.privilege,
    granted_on: g.on.replaceAll(' ', '_'),
    name: g.name,
    granted_to: g.toKind,
    grantee_name: g.to,
    grant_option: String(g.grantOption),
    granted_by: g.grantedBy,
  }));
  return showResult(columns, rows);
}
