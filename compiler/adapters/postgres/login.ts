import type { PostgresCredentials } from './credentials.js';
import type { ServerError } from './errors.js';
import { SslFileError } from './ssl.js';

type Target = Pick<PostgresCredentials, 'host' | 'port' | 'user' | 'database' | 'role' | 'connect_timeout'>;

export interface Explanation {
  /** One sentence. */
  readonly message: string;
  readonly advice?: string;
  /** Nothing has happened yet, and a later attempt may succeed. */
  readonly transient: boolean;
}

const NETWORK: Readonly<Record<string, (at: Target) => Omit<Explanation, 'transient'>>> = {
  ECONNREFUSED: ({ host, port }) => ({
    message: `Nothing answers at ${host}:${port}: the server is not running, or listens elsewhere`,
    advice: "Check 'host' and 'port' in the profile, and that the server runs.",
  }),
  ENOTFOUND: ({ host }) => ({
    message: `The host '${host}' is not known: its name has no address`,
    advice: "Check 'host' in the profile.",
  }),
  EAI_AGAIN: ({ host }) => ({ message: `The address of the host '${host}' could not be looked up` }),
  ENOENT: ({ host, port }) => ({
    message: `There is no socket of a PostgreSQL server in '${host}' (port ${port})`,
    advice: "Check 'host' and 'port' in the profile, and that the server runs.",
  }),
  ETIMEDOUT: unreachable,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  ECONNRESET: noLogin,
};

/** Classes of the server's codes after which a connection is tried again: starting up, too many connections, lost. */
const TRANSIENT_CODES = /^(57P03|57P01|53300|08\d\d\d)$/;

/** Why no session came about. The server's own words are kept where ours would say less. */
export function explainLogin(error: unknown, at: Target): Explanation {
  const { code, message } = error as ServerError;
  if (error instanceof SslFileError) return { message: `No connection by SSL: ${message}`, transient: false };
  const network = code === undefined ? undefined : NETWORK[code];
  if (network) return { ...network(at), transient: code !== 'ENOTFOUND' && code !== 'ENOENT' };
  if (message === 'timeout expired') return { ...unreachable(at), transient: true };
  const ssl = explainSsl(error as ServerError, at);
  if (ssl) return { ...ssl, transient: false };
  if (/error establishing an SSL connection|terminated unexpectedly/.test(message))
    return { ...noLogin(at), transient: true };
  const transient = code !== undefined && TRANSIENT_CODES.test(code);
  const login = explainCode(error as ServerError, at);
  return {
    ...(login ?? { message: `The server at ${at.host}:${at.port} accepted no session: ${message}` }),
    transient,
  };
}

function unreachable({ host, port, connect_timeout: seconds }: Target): Omit<Explanation, 'transient'> {
  return {
    message: `The server ${host}:${port} cannot be reached${seconds > 0 ? ` (waited ${seconds} second${seconds === 1 ? '' : 's'})` : ''}`,
    advice: 'Check the network, a VPN or a firewall in between.',
  };
}

function noLogin({ host, port }: Target): Omit<Explanation, 'transient'> {
  return {
    message: `What listens at ${host}:${port} ended the connection before a login: it is no PostgreSQL server, or one that just stops`,
    advice: "Check 'host' and 'port' in the profile.",
  };
}

function explainSsl({ code = '', message }: ServerError, { host }: Target): Omit<Explanation, 'transient'> | undefined {
  if (message === 'The server does not support SSL connections')
    return {
      message: `The server at ${host} speaks no SSL, but the profile's 'sslmode' asks for it`,
      advice: "Set 'sslmode: prefer' to go without where there is none.",
    };
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return {
      message: `The server's certificate is for another host than '${host}'`,
      advice: "Write the name that the certificate is for as 'host', or set 'sslmode: verify-ca'.",
    };
  if (/^(SELF_SIGNED|DEPTH_ZERO|UNABLE_TO|CERT_)/.test(code))
    return {
      message: `The certificate of the server at ${host} cannot be trusted: ${message}`,
      advice: "Set 'sslrootcert' to the certificate of its authority.",
    };
  return /^(ERR_SSL|ERR_TLS|ERR_OSSL|EPROTO)/.test(code) ? { message: `No connection by SSL: ${message}` } : undefined;
}

/** The rules of pg_hba.conf, or a user that may not log in. */
function explainRefusal(message: string, { user, database }: Target): Omit<Explanation, 'transient'> {
  if (/role .+ does not exist/.test(message))
    return { message: `The server has no user '${user}'`, advice: "Check 'user' in the profile." };
  if (!/pg_hba\.conf/.test(message)) return { message: `The server does not let the user '${user}' in: ${message}` };
  const plain = /no encryption|SSL off/.test(message);
  return {
    message: `The rules of the server let the user '${user}' not into the database '${database}' from here ${plain ? 'without' : 'with'} SSL`,
    advice: plain
      ? "Set 'sslmode: require' in the profile, or allow it in the server's pg_hba.conf."
      : "Allow it in the server's pg_hba.conf, or try 'sslmode: disable'.",
  };
}

function explainCode({ code, message }: ServerError, at: Target): Omit<Explanation, 'transient'> | undefined {
  switch (code) {
    case '28P01':
      return {
        message: `The password for the user '${at.user}' is wrong, or the user does not exist`,
        advice: "Check 'user' and 'password' in the profile.",
      };
    case '3D000':
      return {
        message: `There is no database '${at.database}' on ${at.host}:${at.port}`,
        advice: "Check 'dbname' in the profile.",
      };
    case '28000':
      return explainRefusal(message, at);
    case '42501':
      if (/for database/.test(message))
        return {
          message: `The user '${at.user}' may not connect to the database '${at.database}'`,
          advice: `Grant it: GRANT CONNECT ON DATABASE ${at.database} TO ${at.user}.`,
        };
      return at.role === undefined
        ? undefined
        : {
            message: `The user '${at.user}' may not take the role '${at.role}'`,
            advice: `Grant it: GRANT ${at.role} TO ${at.user}.`,
          };
    case '53300':
      return {
        message: `The server at ${at.host}:${at.port} has no connection left for the user '${at.user}': ${message}`,
      };
    case '57P03':
      return { message: `The server at ${at.host}:${at.port} is not ready yet: ${message}` };
    case '22023':
      return at.role === undefined || !/^role /.test(message)
        ? undefined
        : { message: `There is no role '${at.role}'`, advice: "Check 'role' in the profile." };
    default:
      return undefined;
  }
}
