import type { DepsEvent } from '../../../deps/types.js';
import type { CliEvent } from '../../events.js';
import type { EventName } from '../../records/codes.js';
import { count } from '../../text/words.js';

/** What is told of an installation, in dbt's words and under dbt's names where it has some. */
export function depsEvent(event: DepsEvent): CliEvent {
  switch (event.type) {
    case 'no-packages':
      return told('DepsNoPackagesFound', 'Warning: No packages were found in packages.yml', {});
    case 'lock-written':
      return told('DepsLockUpdating', `Updating lock file in file path: ${event.path}`, { lock_filepath: event.path });
    case 'installing':
      return told('DepsStartPackageInstall', `Installing ${event.name}`, { package_name: event.name });
    case 'installed':
      return told('DepsInstallInfo', `Installed from ${event.version}`, { version_name: event.version });
    case 'update-available':
      return told('DepsUpdateAvailable', `Updated version available: ${event.latest}`, {
        version_latest: event.latest,
      });
    case 'up-to-date':
      return told('DepsUpToDate', 'Up to date!', {});
    case 'subdirectory':
      return told('DepsListSubdirectory', `and subdirectory ${event.path}`, { subdirectory: event.path });
    case 'updates-available': {
      const list = `[${event.packages.map((name) => `'${name}'`).join(', ')}]`;
      const advice = 'Update your versions in packages.yml, then run quern deps';
      return told('DepsNotifyUpdatesAvailable', `Updates available for packages: ${list}\n${advice}`, {
        packages: event.packages,
      });
    }
    case 'left-out':
      return {
        type: 'note',
        message: `${count(event.count, 'link')} in ${event.name} left out: packages are files and folders`,
      };
  }
}

function told(name: EventName, message: string, data: Readonly<Record<string, unknown>>): CliEvent {
  return { type: 'told', name, message, data };
}
