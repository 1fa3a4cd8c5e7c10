import type { BigQueryCredentials } from './credentials.js';
import { restError } from './rest-error.js';

export interface Explanation {
  /** One sentence. */
  readonly message: string;
  readonly advice?: string;
}

/** Why no access token could be had. The libraries' own words are kept where ours would say less. */
export function explainLogin(error: unknown, credentials: BigQueryCredentials): Explanation {
  const { message } = error instanceof Error ? error : new Error(String(error));
  const { code, status } = restError(error).details;
  const { method, keyfile, impersonate_service_account: impersonated } = credentials;
  if (/Could not load the default credentials/.test(message))
    return {
      message: 'There are no application default credentials on this machine',
      advice: 'Run `gcloud auth application-default login`, or set GOOGLE_APPLICATION_CREDENTIALS to a key file.',
    };
  if (code === 'ENOENT' || /does not exist, or it is not a file/.test(message))
    return {
      message: `The key file '${keyfile ?? process.env.GOOGLE_APPLICATION_CREDENTIALS ?? ''}' cannot be read: there is no such file`,
      ...(method === 'service-account' ? { advice: "Correct 'keyfile' in the profile." } : {}),
    };
  if (/invalid_rapt|reauth/i.test(message))
    return {
      message: 'Google wants you to log in again before it gives out a token',
      advice: 'Run `gcloud auth application-default login`.',
    };
  if (/invalid_grant/.test(message))
    return {
      message: `Google refused the ${method === 'oauth' || method === 'oauth-secrets' ? 'refresh token' : 'key'}: it was revoked, has expired, or this machine's clock is wrong`,
      advice:
        method === 'oauth'
          ? 'Run `gcloud auth application-default login`.'
          : method === 'oauth-secrets'
            ? "Get a new 'refresh_token' for the profile."
            : 'Make a new key for the service account.',
    };
  if (/invalid_client|unauthorized_client/.test(message))
    return { message: "Google does not know the 'client_id' and 'client_secret' of the profile" };
  if (impersonated !== undefined && status === 403)
    return {
      message: `The credentials may not act as '${impersonated}'`,
      advice: 'Grant them the role Service Account Token Creator on that account.',
    };
  if (impersonated !== undefined && status === 404)
    return {
      message: `There is no service account '${impersonated}'`,
      advice: "Correct 'impersonate_service_account'.",
    };
  if (/private_key|PEM|DECODER|asn1|client_email|JSON/i.test(message))
    return {
      message: `The service account's key is not usable: ${firstLine(message)}`,
      advice: 'Take the JSON file as Google gave it, with its fields type, client_email and private_key.',
    };
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'ECONNREFUSED' || code === 'ETIMEDOUT')
    return {
      message: `Google's token service cannot be reached: ${firstLine(message)}`,
      advice: 'Check the network, a VPN or a proxy in between.',
    };
  return { message: `Google gave out no access token: ${firstLine(message)}` };
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]!;
}
