import { describe, expect, it } from 'vitest';
import { loadDriver } from '../../compiler/adapters/load-driver.js';
import type { QuernError } from '../../compiler/base/diagnostics.js';

const failing = (error: Error) => loadDriver('Some Base', ['some-driver'], () => Promise.reject(error));
const missing = (code: string, text: string): Error => Object.assign(new Error(text), { code });

describe('a driver that is not installed', () => {
  it.each([
    ['ERR_MODULE_NOT_FOUND', "Cannot find package 'some-driver' imported from /x"],
    ['MODULE_NOT_FOUND', "Cannot find module 'some-driver'\nRequire stack:"],
  ])('is asked for (%s)', async (code, text) => {
    const error = await failing(missing(code, text)).catch((e: unknown) => e);
    expect((error as QuernError).diagnostics?.[0]).toMatchObject({
      code: 'ADP014',
      message: "Connecting to Some Base needs the package 'some-driver', which is not installed",
      hint: 'Install it beside quern: `npm install some-driver`.',
    });
  });

  it('is not blamed for other errors', async () => {
    for (const error of [new Error('no'), missing('MODULE_NOT_FOUND', "Cannot find module './own-file.js'")])
      await expect(failing(error)).rejects.toBe(error);
    expect(await loadDriver('Some Base', ['some-driver'], async () => 5)).toBe(5);
  });
});
