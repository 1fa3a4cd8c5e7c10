import { loadDriver } from '../load-driver.js';
import type { Adapter, Credentials } from '../types.js';
import { resolveCredentials } from './credentials.js';
import { dialect } from './dialect.js';
import { columnType } from './file-columns.js';
import { profileSchema } from './profile-schema.js';
import { templateMethods } from './template-methods.js';
import { traits } from './traits.js';

const adapter: Adapter = {
  name: 'postgres',
  macroPrefixes: ['postgres'],
  capabilities: {
    transactionalDdl: true,
    merge: true,
    clone: false,
    grants: true,
    concurrentWrites: true,
    schemaMetadataByRelations: true,
    lastModifiedMetadata: false,
    microbatchConcurrency: false,
  },
  dialect,
  traits,
  templateMethods,
  profileSchema,
  resolveCredentials,
  publicKeys: [
    'host',
    'port',
    'user',
    'database',
    'schema',
    'connect_timeout',
    'role',
    'search_path',
    'keepalives_idle',
    'sslmode',
    'sslcert',
    'sslkey',
    'sslrootcert',
    'application_name',
    'autocommit',
    'retries',
  ],
  fileStaging: {
    takes: 'rows',
    columnType,
    ownTypes: { file: 'text not null', time: 'timestamptz not null default current_timestamp' },
  },
  connect: async (credentials: Credentials, options) => {
    const { connect } = await loadDriver('PostgreSQL', ['pg', 'pg-copy-streams'], () => import('./warehouse.js'));
    return connect(credentials, options);
  },
};

export default adapter;
