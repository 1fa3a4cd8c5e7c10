import type { Adapter, Credentials } from '../types.js';
import { checkLogin } from './check-login.js';
import { resolveCredentials } from './credentials.js';
import { dialect } from './dialect.js';
import { externalSource } from './external-source.js';
import { profileSchema, publicKeys } from './profile-schema.js';
import { templateMethods } from './template-methods.js';
import { traits } from './traits.js';

const adapter: Adapter = {
  name: 'snowflake',
  macroPrefixes: ['snowflake'],
  capabilities: {
    transactionalDdl: false,
    autocommit: true,
    merge: true,
    clone: true,
    grants: true,
    concurrentWrites: true,
    schemaMetadataByRelations: true,
    lastModifiedMetadata: true,
    microbatchConcurrency: true,
    javascriptFunctions: ['scalar'],
  },
  dialect,
  traits,
  templateMethods,
  externalSource,
  fileStaging: { takes: 'files' },
  profileSchema,
  publicKeys,
  resolveCredentials,
  checkLogin,
  // The driver is 700 modules: loaded with the first connection.
  connect: async (credentials: Credentials, options) => (await import('./warehouse.js')).connect(credentials, options),
};

export default adapter;
