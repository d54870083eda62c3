import type { Request } from 'express';

/** The path of the controller that takes what no other route does. */
export const ANY_PATH = '{*path}';

/** The pattern of the route that took the request; null when none did. */
export function routeOf({ route }: Request): string | null {
  const { path } = (route as { path: string } | undefined) ?? {};
  return path === undefined || path === `/${ANY_PATH}` ? null : path;
}
