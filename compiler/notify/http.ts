import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { proxyAgent } from '../deps/sources/proxy.js';
import type { Outside, Patience } from './types.js';
import { Undelivered } from './undelivered.js';

/** Answers after which a further attempt may go better. */
const PASSING = new Set([408, 425, 429, 500, 502, 503, 504]);
/** No longer than this is waited because a server asks for it. */
const LONGEST_WAIT = 60_000;

/** Sends JSON. Throws Undelivered for anything but success. */
export async function sendJson(
  {
    url,
    method,
    headers,
    timeout,
  }: Pick<Patience, 'timeout'> & {
    readonly url: string;
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
  },
  body: unknown,
  outside: Outside,
): Promise<void> {
  const address = parsed(url);
  const payload = Buffer.from(outside.hide(JSON.stringify(body)));
  const agent = proxyAgent(address, outside.env);
  const stop = AbortSignal.any([AbortSignal.timeout(timeout), ...(outside.signal ? [outside.signal] : [])]);
  const send = address.protocol === 'https:' ? secureRequest : plainRequest;
  await new Promise<void>((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) =>
      reject(
        stop.reason?.name === 'TimeoutError'
          ? new Undelivered(`${address.host} did not answer within ${timeout / 1000} seconds`, true)
          : new Undelivered(`${address.host}: ${error.code ?? error.message}`, true),
      );
    const request = send(
      address,
      {
        method,
        headers: {
          'content-type': 'application/json',
          'content-length': payload.length,
          'user-agent': 'quern',
          ...headers,
        },
        signal: stop,
        ...(agent ? { agent } : {}),
      },
      (answer) => {
        const parts: Buffer[] = [];
        let size = 0;
        answer.on('data', (part: Buffer) => {
          size += part.length;
          if (size <= 10_000) parts.push(part);
        });
        answer.on('error', failed);
        answer.on('end', () => {
          const { statusCode = 0, headers: told } = answer;
          if (statusCode >= 200 && statusCode < 300) return resolve();
          const said = Buffer.concat(parts).toString('utf8').trim().split('\n')[0]!.slice(0, 200);
          const wait = Number(told['retry-after']) * 1000;
          reject(
            new Undelivered(
              `${address.host} answered ${statusCode}${said === '' ? '' : `: ${said}`}`,
              PASSING.has(statusCode),
              wait > 0 ? Math.min(wait, LONGEST_WAIT) : undefined,
            ),
          );
        });
      },
    );
    request.on('error', failed);
    request.end(payload);
  });
}

function parsed(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // The address may be a secret: it is not shown.
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
    throw new Undelivered("its 'url' is no address that begins with https:// or http://", false);
  return url;
}
