import type { components } from '../../../docs/examples/issue-tracker.js';

export type Schemas = components['schemas'];

/** Values of query parameters; what is undefined or empty is left out. */
export type Parameters = Readonly<
  Record<string, string | number | readonly string[] | null | undefined>
>;

/** The top of this server: a proxy may have a prefix for its paths. */
const BASE = new URL('../', import.meta.url);

/** Forgotten when the tab is closed. */
const TOKEN = 'issue-tracker-token';

/** No token was sent, or one that is not valid any more. */
export class TokenError extends Error {}

export const keepToken = (token: string): void => {
  sessionStorage.setItem(TOKEN, token);
};

/** The path of the page with the issues of a filter. */
export const listPath = (filter: Parameters): string =>
  new URL(`dashboard/issues?${queryOf(filter)}`, BASE).href;

/** @throws TokenError, or an Error with the reason as the API words it */
export async function get<T>(
  path: string,
  parameters: Parameters,
  signal?: AbortSignal,
): Promise<T> {
  const token = sessionStorage.getItem(TOKEN);
  const response = await fetch(new URL(`${path}?${queryOf(parameters)}`, BASE), {
    headers: token === null ? {} : { Authorization: `Bearer ${token}` },
    ...(signal && { signal }),
  });
  if (response.ok) return (await response.json()) as T;
  const reason = await reasonOf(response);
  if (response.status === 401) {
    throw new TokenError(token === null ? 'This server needs a token.' : reason);
  }
  throw new Error(reason);
}

async function reasonOf(response: Response): Promise<string> {
  const problem = (await response.json().catch(() => ({}))) as { readonly detail?: string };
  return problem.detail ?? `The server responded with ${String(response.status)}.`;
}

function queryOf(parameters: Parameters): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of [value].flat()) {
      if (one !== undefined && one !== null && one !== '') query.append(name, String(one));
    }
  }
  return query.toString();
}
