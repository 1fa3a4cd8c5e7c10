import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A git repository in a temporary folder. */
export class Repository {
  readonly folder = mkdtempSync(join(tmpdir(), 'quern-repository-'));

  constructor() {
    this.git('init', '--quiet', '--initial-branch=main', '.');
  }

  get url(): string {
    return `file://${this.folder}`;
  }

  git(...args: string[]): string {
    const who = ['-c', 'user.name=A', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false'];
    return execFileSync('git', [...who, ...args], { cwd: this.folder, encoding: 'utf8', stdio: 'pipe' }).trim();
  }

  /** Commits files; answers the commit. */
  commit(files: Readonly<Record<string, string>>): string {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      writeFileSync(join(this.folder, path), text);
    }
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message=change');
    return this.git('rev-parse', 'HEAD');
  }
}
