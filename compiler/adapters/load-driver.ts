import { QuernError } from '../base/diagnostics.js';
import { driverMissing } from './diagnostics.js';

/**
 * The part of an adapter that imports its driver. Throws QuernError if one of the driver's packages, which npm leaves out where it can't
 * install them, is not there.
 *
 * @param load imports that part; drivers are imported statically in it, as the bundle of the command line has no `import()`
 */
export async function loadDriver<T>(platform: string, packages: readonly string[], load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    const missing = missingPackage(error);
    if (missing === undefined || !packages.includes(missing)) throw error;
    throw new QuernError(driverMissing({ platform, packages }));
  }
}

function missingPackage(error: unknown): string | undefined {
  const { code, message = '' } = error as { readonly code?: string; readonly message?: string };
  if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') return undefined;
  return /Cannot find (?:package|module) '([^']+)'/.exec(message)?.[1];
}
