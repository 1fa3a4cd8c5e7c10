import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { findBinaries } from './binaries.js';

export interface PostgresServer {
  readonly host: string;
  readonly port: number;
  readonly socketFolder: string;
  /** A superuser. */
  readonly user: string;
  readonly password: string;
  readonly version: number;
  /** Certificates: ca.crt, client.crt, client.key. */
  readonly certificates: string;
}

const PASSWORD = 'grain and stone';
const CERTIFICATES = join(import.meta.dirname, 'certs');

/** Without durability: what a crash would lose, nobody misses. */
const SETTINGS = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_connections=200',
  'ssl=on',
  'logging_collector=off',
];

const RULES = `
local all all trust
hostssl all certified 127.0.0.1/32 cert
hostnossl all plain_only 127.0.0.1/32 scram-sha-256
hostssl all plain_only 127.0.0.1/32 reject
hostssl all ssl_only 127.0.0.1/32 scram-sha-256
hostnossl all ssl_only 127.0.0.1/32 reject
host all all 127.0.0.1/32 scram-sha-256
host all all ::1/128 scram-sha-256
`;

/** Makes a cluster in `folder` and starts its server. */
export async function startServer(folder: string, bin: string): Promise<PostgresServer> {
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, PASSWORD);
  chownToServer(folder);
  chownToServer(passwordFile);
  asServer(
    join(bin, 'initdb'),
    '-D',
    data,
    '-U',
    'quern',
    `--pwfile=${passwordFile}`,
    '-A',
    'scram-sha-256',
    '-E',
    'UTF8',
    '--locale=C',
    '-N',
  );
  writeFileSync(join(data, 'pg_hba.conf'), RULES);
  for (const name of ['server.crt', 'server.key', 'ca.crt']) {
    copyFileSync(join(CERTIFICATES, name), join(data, name));
    chmodSync(join(data, name), 0o600);
    chownToServer(join(data, name));
  }
  const port = await freePort();
  const settings = [
    ...SETTINGS,
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${folder}`,
    'ssl_ca_file=ca.crt',
  ];
  const options = settings.map((setting) => `-c ${setting}`).join(' ');
  asServer(join(bin, 'pg_ctl'), '-D', data, '-l', join(folder, 'log'), '-w', '-t', '60', '-o', options, 'start');
  const version = Number.parseInt(readFileSync(join(data, 'PG_VERSION'), 'utf8'), 10);
  return {
    host: '127.0.0.1',
    port,
    socketFolder: folder,
    user: 'quern',
    password: PASSWORD,
    version,
    certificates: CERTIFICATES,
  };
}

/** Stops the server of a test run, if it was started. */
export function stopServer(folder: string): void {
  const data = join(folder, 'data');
  if (!existsSync(join(data, 'postmaster.pid'))) return;
  const bin = findBinaries(folder, () => {});
  if (bin) asServer(join(bin, 'pg_ctl'), '-D', data, '-m', 'immediate', 'stop');
}

/** The server refuses to run as root: then it runs as nobody. */
function asServer(command: string, ...args: string[]): void {
  const asRoot = process.getuid?.() === 0;
  const [program, all] = asRoot ? ['runuser', ['-u', 'nobody', '--', command, ...args]] : [command, args];
  const result = spawnSync(program, all, {
    encoding: 'utf8',
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 120_000,
  });
  if (result.status !== 0)
    throw new Error(`${command} failed: ${result.stderr || result.stdout || result.error?.message}`);
}

function chownToServer(path: string): void {
  if (process.getuid?.() !== 0) return;
  const id = Number(spawnSync('id', ['-u', 'nobody'], { encoding: 'utf8' }).stdout);
  chownSync(path, id, id);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
