import type { Request } from 'express';

/** The path of the controller for unknown routes. */
export const ANY_PATH = '{*path}';

/** The path pattern of the matched route; null when no route matched. */
export function routeOf({ route }: Request): string | null {
  const { path } = (route as { path: string } | undefined) ?? {};
  return path === undefined || path === `/${ANY_PATH}` ? null : path;
}
