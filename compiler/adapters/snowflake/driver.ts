import { QuernError } from '../../base/diagnostics.js';
import { driverMissing } from '../diagnostics.js';

type Sdk = typeof import('snowflake-sdk');
export type SdkConnection = import('snowflake-sdk').Connection;
export type SdkStatement = import('snowflake-sdk').RowStatement;
export type SdkColumn = import('snowflake-sdk').Column;
export type SdkOptions = import('snowflake-sdk').ConnectionOptions;

/** What is used of the driver. */
export interface Driver {
  createConnection(options: SdkOptions): SdkConnection;
  /** A connection that goes on with the session of another, by its tokens. */
  deserializeConnection(options: SdkOptions, serialized: string): SdkConnection;
}

/**
 * What the driver must find before it is loaded: it would ask the addresses of cloud providers where it runs, load a native module,
 * send telemetry about the connection, and warn of the Node version of a library that it brings.
 */
const ENVIRONMENT: Readonly<Record<string, string>> = {
  SNOWFLAKE_DISABLE_PLATFORM_DETECTION: 'true',
  SF_TELEMETRY_DISABLE_CONNECTION_SHAPE: '1',
  SNOWFLAKE_DISABLE_MINICORE: 'true',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
};

/** Loads the driver, which takes a second. Throws QuernError where it is not installed. */
export async function loadDriver(options: { readonly checkRevocation: boolean }): Promise<Driver> {
  for (const [key, value] of Object.entries(ENVIRONMENT)) process.env[key] ??= value;
  let sdk: Sdk;
  try {
    const loaded = (await import('snowflake-sdk')) as Sdk & { readonly default?: Sdk };
    sdk = loaded.default ?? loaded;
  } catch (error) {
    if (
      (error as { code?: string }).code !== 'ERR_MODULE_NOT_FOUND' &&
      (error as { code?: string }).code !== 'MODULE_NOT_FOUND'
    )
      throw error;
    throw new QuernError(driverMissing({ platform: 'Snowflake', packages: ['snowflake-sdk'] }));
  }
  sdk.configure({ logLevel: 'OFF', additionalLogToConsole: false, disableOCSPChecks: !options.checkRevocation });
  return sdk;
}
