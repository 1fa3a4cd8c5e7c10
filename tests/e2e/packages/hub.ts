import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TarEntry, tarball } from './tar.js';

export interface PublishedVersion {
  /** The project's name; the package's where it is absent. */
  readonly name?: string;
  readonly packages?: readonly Readonly<Record<string, unknown>>[];
  readonly requires?: unknown;
  readonly files?: Readonly<Record<string, string>>;
  /** Instead of files. */
  readonly archive?: readonly TarEntry[] | Buffer;
}

/** `owner/name` → version → what is published. */
export type Published = Readonly<Record<string, Readonly<Record<string, PublishedVersion>>>>;

export interface HubServer {
  readonly url: string;
  /** Paths that were asked for, in order. */
  readonly calls: string[];
  /** Answers in the place of a path's own: status and body, for as many calls as there are. */
  readonly faults: Map<
    string,
    {
      readonly status: number | 'silence';
      readonly body?: string | Buffer;
      readonly headers?: Record<string, string>;
    }[]
  >;
  close(): Promise<void>;
}

/** A hub of packages on a port of this machine, with answers of the form that the public one has. */
export async function startHub(
  published: Published,
  extra: Readonly<Record<string, unknown>> = {},
): Promise<HubServer> {
  const calls: string[] = [];
  const faults: HubServer['faults'] = new Map();
  const server = createServer((request, response) => {
    const path = request.url!;
    calls.push(path);
    const fault = faults.get(path)?.shift();
    if (fault?.status === 'silence') return;
    if (fault) {
      response.writeHead(fault.status, fault.headers).end(fault.body ?? '');
      return;
    }
    const body = answer(path, published, extra, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    response.writeHead(body === undefined ? 404 : 200).end(body ?? '{}');
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    calls,
    faults,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

function answer(
  path: string,
  published: Published,
  extra: Readonly<Record<string, unknown>>,
  origin: string,
): string | Buffer | undefined {
  if (path === '/api/v1/index.json') return JSON.stringify(Object.keys(published).sort());
  const page = /^\/api\/v1\/([^/]+\/[^/]+)\.json$/.exec(path)?.[1];
  if (page !== undefined && published[page])
    return JSON.stringify({ ...describe(page, published[page], origin), ...(extra[page] as object | undefined) });
  const [, name, version] = /^\/archives\/([^/]+\/[^/]+)\/(.+)\.tar\.gz$/.exec(path) ?? [];
  const found = name !== undefined && version !== undefined ? published[name]?.[version] : undefined;
  return found && archiveOf(name!, version!, found);
}

function describe(id: string, versions: Published[string], origin: string) {
  const [namespace, name] = id.split('/');
  return {
    id,
    name,
    namespace,
    description: `Models of ${name}`,
    latest: Object.keys(versions).at(-1),
    assets: { logo: 'logos/placeholder.svg' },
    versions: Object.fromEntries(
      Object.entries(versions).map(([version, facts]) => [
        version,
        {
          id: `${id}/${version}`,
          name: facts.name ?? name,
          version,
          published_at: '2024-01-01T00:00:00+00:00',
          packages: facts.packages ?? [],
          require_dbt_version: facts.requires ?? [],
          works_with: [],
          _source: { type: 'github', url: `https://example.org/${id}/tree/${version}/`, readme: '' },
          downloads: { tarball: `${origin}/archives/${id}/${version}.tar.gz`, format: 'tgz', sha1: '0'.repeat(40) },
        },
      ]),
    ),
  };
}

function archiveOf(id: string, version: string, { name, files, archive }: PublishedVersion): Buffer {
  if (Buffer.isBuffer(archive)) return archive;
  const folder = `${id.split('/')[1]}-${version}`;
  const project = `name: ${name ?? id.split('/')[1]}\nversion: '${version.replace(/-.*/, '')}'\n`;
  const all = { 'dbt_project.yml': project, ...files };
  const entries = Object.entries(all).map(([path, body]) => ({ path: `${folder}/${path}`, body }));
  return tarball(
    (archive as readonly TarEntry[] | undefined) ?? [{ path: `${folder}/`, type: '5', mode: 0o755 }, ...entries],
  );
}
