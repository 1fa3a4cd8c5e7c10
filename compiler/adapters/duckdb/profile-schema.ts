const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const mapping = { type: 'object' } as const;

/** A profile output of type duckdb, keys as dbt-duckdb documents them. */
export const profileSchema = {
  type: 'object',
  properties: {
    type: { const: 'duckdb' },
    path: {
      type: 'string',
      description: "File of the database, relative to the project; ':memory:' (default); 'md:name' for MotherDuck.",
    },
    database: {
      type: 'string',
      description: 'Follows from path; another value must be the alias of an attached database.',
    },
    schema: { type: 'string', default: 'main' },
    threads: { type: ['integer', 'string'], description: 'Nodes that run at once.' },
    config_options: { type: 'object', description: 'Options of the database instance, set when it is opened.' },
    extensions: {
      type: 'array',
      items: {
        anyOf: [
          text,
          {
            type: 'object',
            required: ['name', 'repo'],
            properties: { name: text, repo: text },
            additionalProperties: false,
          },
        ],
      },
    },
    settings: { type: 'object', description: 'SET key = value on every connection.' },
    secrets: {
      type: 'array',
      items: {
        type: 'object',
        required: ['type'],
        properties: {
          type: text,
          name: text,
          persistent: flag,
          provider: text,
          storage: text,
          scope: { type: ['string', 'array'] },
        },
      },
    },
    external_root: { type: 'string', default: '.' },
    use_credential_provider: text,
    attach: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path'],
        properties: {
          path: text,
          alias: text,
          type: text,
          secret: text,
          read_only: flag,
          is_ducklake: flag,
          options: mapping,
        },
        additionalProperties: false,
      },
    },
    filesystems: { type: 'array', items: mapping },
    remote: mapping,
    plugins: { type: 'array', items: mapping },
    disable_transactions: flag,
    keep_open: flag,
    module_paths: { type: 'array', items: text },
    retries: {
      type: 'object',
      properties: {
        connect_attempts: { type: 'integer', minimum: 1 },
        query_attempts: { type: ['integer', 'null'], minimum: 1 },
        retryable_exceptions: { type: 'array', items: text },
      },
      additionalProperties: false,
    },
    flights: mapping,
    is_ducklake: flag,
    motherduck_token: text,
  },
  required: ['type'],
} as const;
