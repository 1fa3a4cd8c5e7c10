import type { SnowflakeCredentials } from './credentials.js';

/** One sentence, and what to do about it. */
export interface Told {
  readonly message: string;
  readonly advice?: string;
}

type Reason = (at: SnowflakeCredentials) => Told;

const password: Reason = ({ user }) => ({
  message: `Snowflake knows no user '${user}' with this password`,
  advice:
    "Check 'user' and 'password' in the profile; after several wrong attempts the user is locked for some minutes.",
});
const locked: Reason = ({ user }) => ({
  message: `The user '${user}' is locked or disabled`,
  advice: 'Wait some minutes, or ask an administrator to unlock the user.',
});
const key: Reason = ({ user }) => ({
  message: `The private key does not belong to the user '${user}': Snowflake found the signed token invalid`,
  advice:
    "Compare the key's fingerprint with RSA_PUBLIC_KEY_FP of DESCRIBE USER, check 'account' and 'user', and this machine's clock.",
});
const role: Reason = ({ role: name }) => ({
  message: `The role '${name}' does not exist or is not granted to the user`,
  advice: "Check 'role' in the profile, or ask for GRANT ROLE … TO USER ….",
});
const objects: Reason = () => ({
  message: 'The warehouse, database or schema of the profile does not exist, or the role may not use it',
  advice: "Check 'warehouse', 'database', 'schema' and 'role' in the profile.",
});
const oauth: Reason = () => ({ message: 'The OAuth token is not valid', advice: "Check 'token' in the profile." });
const oauthExpired: Reason = () => ({
  message: 'The OAuth token has expired',
  advice: "Get a new token, or give 'oauth_client_id' and 'oauth_client_secret' so that it is renewed.",
});
const accessToken: Reason = () => ({
  message: 'The programmatic access token is not valid',
  advice: "Check 'token' in the profile; SHOW USER PROGRAMMATIC ACCESS TOKENS tells which there are.",
});
const accessTokenExpired: Reason = () => ({
  message: 'The programmatic access token has expired',
  advice: 'Make another with ALTER USER … ADD PROGRAMMATIC ACCESS TOKEN ….',
});
const address: Reason = () => ({
  message: 'The network policy of the account does not let this address in',
  advice: 'Connect from an address that the policy allows (a VPN may be needed), or ask for it to be added.',
});
const policyMissing: Reason = () => ({
  message: 'Snowflake takes programmatic access tokens only of users with a network policy, and there is none',
  advice: 'Ask an administrator for a network policy of the user or the account.',
});
const secondFactorMissing: Reason = ({ user }) => ({
  message: `The user '${user}' must log in with a second factor`,
  advice:
    "Use authenticator 'username_password_mfa' (with 'passcode', or by confirming on a device), a key pair or a programmatic access token.",
});
const secondFactor: Reason = () => ({
  message: 'The second factor was refused, or nobody confirmed the login',
  advice: "Check 'passcode' in the profile, or confirm the login on the device.",
});
const otherUser: Reason = ({ user }) => ({
  message: `In the browser somebody else is logged in than the user '${user}'`,
  advice: "Log out there, or check 'user' in the profile.",
});
const identity: Reason = () => ({
  message: 'The identity provider did not confirm who logs in',
  advice: "Check 'authenticator' in the profile, and that the account is set up for it.",
});

/** By the server's code. */
const BY_CODE: Readonly<Record<string, Reason>> = {
  '390100': password,
  '390101': locked,
  '390102': locked,
  '390103': locked,
  '390120': secondFactor,
  '390123': secondFactor,
  '390126': secondFactor,
  '390127': secondFactor,
  '390132': secondFactor,
  '390144': key,
  '390186': role,
  '390189': role,
  '390190': identity,
  '390191': otherUser,
  '390197': secondFactorMissing,
  '390201': objects,
  '390303': oauth,
  '390318': oauthExpired,
  '390422': address,
  '394304': secondFactor,
  '394400': accessToken,
};

/** By what the server says, which is more exact than its code where one code has several reasons; the first that fits. */
const BY_TEXT: readonly (readonly [pattern: RegExp, reason: Reason])[] = [
  [/network policy is required/i, policyMissing],
  [/programmatic access token\b.*\bexpired/i, accessTokenExpired],
  [/programmatic access token/i, accessToken],
  [/\bOAuth\b.*\bexpired/i, oauthExpired],
  [/\b(MFA|multi-factor)\b.*\b(required|enroll)/i, secondFactorMissing],
  [/\b(MFA|multi-factor|passcode|duo)\b/i, secondFactor],
  [/\bIP(\/\w+)?\b.*\bnot allowed\b/i, address],
];
const BY_TEXT_LAST: typeof BY_TEXT = [
  [/JWT token/i, key],
  [/\brole\b.*\bnot\b/i, role],
  [/\b(warehouse|database|schema)\b.*\bnot\b/i, objects],
  [/\blocked\b|\bdisabled\b/i, locked],
  [/incorrect username or password/i, password],
];

/** Why the server refuses a login; undefined for a reason that is not known. */
export function refusal(code: string, said: string, at: SnowflakeCredentials): Told | undefined {
  const fitting = (rules: typeof BY_TEXT): Reason | undefined => rules.find(([pattern]) => pattern.test(said))?.[1];
  return (fitting(BY_TEXT) ?? BY_CODE[code] ?? fitting(BY_TEXT_LAST))?.(at);
}
