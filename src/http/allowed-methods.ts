import type { Request } from 'express';
import { routerOf } from './route-index.js';

/** What Express does not type of a layer of its router. */
interface Layer {
  readonly route?: { readonly methods: Readonly<Record<string, boolean>> };
  match(path: string): boolean;
}

/** The methods of the routes that the path of the request has; none for an unknown path. */
export function allowedMethods(request: Request): string[] {
  const { stack = [] } = (routerOf(request) ?? {}) as { readonly stack?: readonly Layer[] };
  const names = stack
    .filter((layer) => layer.match(request.path))
    .flatMap(({ route }) => Object.keys(route?.methods ?? {}))
    .map((name) => name.toUpperCase());
  if (names.length === 0) return [];
  return [...new Set([...names, ...(names.includes('GET') ? ['HEAD'] : []), 'OPTIONS'])].sort();
}
