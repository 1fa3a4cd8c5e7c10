/** Addresses of the site, in dbt's form, so that links that were made for its site lead to the same pages. */

export type Route =
  | { readonly page: 'overview' }
  | { readonly page: 'resource'; readonly id: string }
  | { readonly page: 'graph'; readonly select: string; readonly exclude: string };

/** `#!/model/model.shop.orders`, `#!/graph?g_v=1&g_i=%2Borders`. */
export function routeOf(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#!?\/?/, '').split('?');
  const parameters = new URLSearchParams(query);
  if (path === 'graph' || parameters.has('g_v'))
    return { page: 'graph', select: parameters.get('g_i') ?? '', exclude: parameters.get('g_e') ?? '' };
  const [kind, id] = path.split('/');
  if (!kind || !id || kind === 'overview') return { page: 'overview' };
  return { page: 'resource', id: decoded(id.split('#')[0]!) };
}

export function linkTo({ id, type }: { readonly id: string; readonly type: string }): string {
  return `#!/${type}/${encodeURIComponent(id)}`;
}

export function graphLink(select: string, exclude = ''): string {
  const parameters = new URLSearchParams({ g_v: '1', g_i: select, ...(exclude ? { g_e: exclude } : {}) });
  return `#!/graph?${parameters}`;
}

export const OVERVIEW_LINK = '#!/overview';

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
