import type { Agent } from 'node:http';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';

type Env = Readonly<Record<string, string | undefined>>;

/** The agent of the proxy that HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY name for an address; undefined for none. */
export function proxyAgent(url: URL, env: Env): Agent | undefined {
  const secure = url.protocol === 'https:';
  const proxy = read(env, secure ? 'https_proxy' : 'http_proxy') ?? read(env, 'all_proxy');
  if (!proxy || isExempt(url, read(env, 'no_proxy'))) return undefined;
  const address = proxy.includes('://') ? proxy : `http://${proxy}`;
  return secure ? new HttpsProxyAgent(address) : new HttpProxyAgent(address);
}

function read(env: Env, name: string): string | undefined {
  return env[name] || env[name.toUpperCase()] || undefined;
}

/** NO_PROXY: hosts and domains (`.example.org`), with or without a port; `*` is all. */
function isExempt(url: URL, list: string | undefined): boolean {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  return (list ?? '').split(/[\s,]+/).some((entry) => {
    const [, name = '', wanted] = /^(.*?)(?::(\d+))?$/.exec(entry.toLowerCase().replace(/^\*?\./, '')) ?? [];
    if (name === '' || (wanted !== undefined && wanted !== port)) return false;
    return name === '*' || host === name || host.endsWith(`.${name}`);
  });
}
