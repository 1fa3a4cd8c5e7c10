import { QuernError } from '../../base/diagnostics.js';
import { loginFailed } from '../diagnostics.js';
import type { Credentials, Session, Warehouse } from '../types.js';
import { authOf } from './auth.js';
import { type BigQueryCredentials, resolveCredentials } from './credentials.js';
import { loadDriver } from './driver.js';
import { openEmulated } from './emulated.js';
import { Jobs } from './jobs.js';
import { explainLogin } from './login.js';
import { Rest } from './rest.js';
import { BigQuerySession } from './session.js';

const ENDPOINT = 'https://bigquery.googleapis.com';

/** Authenticates, so that a login that fails is told before anything runs; nothing is asked of BigQuery itself yet. */
export async function connect(
  output: Credentials,
  { projectRoot }: { readonly projectRoot: string; readonly threads: number; readonly signal?: AbortSignal },
): Promise<Warehouse> {
  const { credentials } = resolveCredentials(output);
  if (credentials.method === 'emulated') {
    const { sender, close } = await openEmulated(credentials, projectRoot);
    return new BigQueryWarehouse(jobsOf(new Rest(sender), credentials), credentials, projectRoot, close);
  }
  const driver = await loadDriver();
  try {
    const authClient = await authOf(driver, credentials, projectRoot);
    await authClient.getAccessToken();
    const client = new driver.BigQuery({
      projectId: credentials.execution_project,
      authClient: authClient as never,
      // Which calls are repeated is decided here.
      retryOptions: { autoRetry: false },
      ...(credentials.api_endpoint === undefined ? {} : { apiEndpoint: credentials.api_endpoint }),
    });
    const rest = new Rest(client, {
      quotaProject: credentials.quota_project,
      deadlineSeconds: credentials.job_retry_deadline_seconds,
    });
    return new BigQueryWarehouse(jobsOf(rest, credentials), credentials, projectRoot);
  } catch (error) {
    if (error instanceof QuernError) throw error;
    throw new QuernError(loginFailed(explainLogin(error, credentials)));
  }
}

function jobsOf(rest: Rest, credentials: BigQueryCredentials): Jobs {
  const endpoint = (credentials.api_endpoint ?? ENDPOINT).replace(/\/+$/, '');
  const project = credentials.execution_project;
  return new Jobs(rest, {
    project,
    location: credentials.location,
    retries: credentials.job_retries,
    creationTimeoutSeconds: credentials.job_creation_timeout_seconds,
    uploadUrl: `${/^https?:/.test(endpoint) ? endpoint : `https://${endpoint}`}/upload/bigquery/v2/projects/${project}/jobs`,
  });
}

class BigQueryWarehouse implements Warehouse {
  readonly #sessions = new Set<BigQuerySession>();

  constructor(
    private readonly jobs: Jobs,
    private readonly credentials: BigQueryCredentials,
    private readonly projectRoot: string,
    private readonly end: () => Promise<void> = async () => {},
  ) {}

  /** Sessions share the client: a session is what can be cancelled as one. */
  async session(_name: string): Promise<Session> {
    const session: BigQuerySession = new BigQuerySession(this.jobs, {
      credentials: this.credentials,
      projectRoot: this.projectRoot,
      onClose: () => this.#sessions.delete(session),
    });
    this.#sessions.add(session);
    return session;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#sessions].map((session) => session.close()));
    await this.end();
  }
}
