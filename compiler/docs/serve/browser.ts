import { spawn } from 'node:child_process';

type Environment = Readonly<Record<string, string | undefined>>;

/** Opens a page in the user's browser, where there is one. That it can't be opened is no failure. */
export function openBrowser(url: string, env: Environment, platform: NodeJS.Platform = process.platform): void {
  const command = browserCommand(url, env, platform);
  if (!command) return;
  const child = spawn(command[0]!, command.slice(1), { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}

export function browserCommand(url: string, env: Environment, platform: NodeJS.Platform): string[] | undefined {
  if (platform === 'darwin') return ['open', url];
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', url];
  return env.DISPLAY || env.WAYLAND_DISPLAY ? ['xdg-open', url] : undefined;
}
