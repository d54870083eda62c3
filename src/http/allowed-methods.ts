import type { Request } from 'express';
import { ANY_PATH } from './route-of.js';

/** What Express does not type of a layer of its router. */
interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
  match(path: string): boolean;
}

/** The methods of the routes that the path of the request has; none for an unknown path. */
export function allowedMethods({ app, path }: Request): string[] {
  const { stack } = app.router as unknown as { readonly stack: readonly Layer[] };
  const names = stack
    .filter(({ route }) => route !== undefined && route.path !== `/${ANY_PATH}`)
    .filter((layer) => layer.match(path))
    .flatMap(({ route }) => Object.keys(route?.methods ?? {}))
    .map((name) => name.toUpperCase());
  if (names.length === 0) return [];
  return [...new Set([...names, ...(names.includes('GET') ? ['HEAD'] : []), 'OPTIONS'])].sort();
}
