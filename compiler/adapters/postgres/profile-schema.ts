const text = { type: 'string' } as const;
const count = { type: ['integer', 'string'] } as const;

/** One output of a profile, for editors; `credentials.ts` checks it. */
export const profileSchema = {
  type: 'object',
  properties: {
    type: { const: 'postgres' },
    host: { ...text, description: "The server's name or address, or the folder of its Unix socket" },
    port: { ...count, description: '5432 by default' },
    user: text,
    password: text,
    pass: { ...text, description: 'Another name of password' },
    dbname: { ...text, description: 'The database' },
    database: { ...text, description: 'Another name of dbname' },
    schema: { ...text, description: 'Where models go that name no schema' },
    threads: count,
    role: { ...text, description: 'A role that every session takes with SET ROLE' },
    search_path: { ...text, description: 'The search_path of every session' },
    connect_timeout: { ...count, description: 'Seconds, 10 by default' },
    keepalives_idle: {
      ...count,
      description: "Seconds of silence before TCP asks for a sign of life; 0: the system's",
    },
    sslmode: { enum: ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] },
    sslcert: { ...text, description: "The client's certificate (file)" },
    sslkey: { ...text, description: "The client's key (file)" },
    sslrootcert: { ...text, description: "Certificates of authorities (file), or 'system'" },
    application_name: { ...text, description: "What pg_stat_activity shows, 'quern' by default" },
    retries: {
      ...count,
      description: 'How often a failed login, or work whose connection was lost, is tried again, 1 by default',
    },
    autocommit: { type: 'boolean', description: 'Every statement commits by itself; no transactions' },
  },
  required: ['type', 'host', 'user', 'schema'],
};
