import { type Express, type Request, type RequestHandler, Router } from 'express';

type Routers = Map<string, Router>;

const routersOf = new WeakMap<object, Routers>();

/**
 * Groups the routes of an application by the first segment of their path. Express tries routes one
 * after the other: this way a request tries those of its own group only.
 */
export function groupRoutes(app: Express): void {
  const routers: Routers = new Map();
  routersOf.set(app, routers);
  const dispatch: RequestHandler = (request, response, next) => {
    // A router responds to OPTIONS by itself, past the guards.
    const router = request.method === 'OPTIONS' ? undefined : routerOf(request);
    if (router) router(request, response, next);
    else next();
  };
  app.route = (path: string) => {
    const segment = firstSegment(path);
    // It may match any path, so it keeps its place in the order of all.
    if (/[:*{]/.test(segment)) return app.router.route(path);
    // Behind the middleware, which is there before the first route.
    if (routers.size === 0) app.use(dispatch);
    let router = routers.get(segment);
    if (!router) routers.set(segment, (router = Router({ caseSensitive: true })));
    return router.route(path);
  };
}

/** The router that has the routes for the path of a request, if there are any. */
export const routerOf = ({ app, path }: Request): Router | undefined =>
  routersOf.get(app)?.get(firstSegment(path));

function firstSegment(path: string): string {
  const end = path.indexOf('/', 1);
  return end === -1 ? path.slice(1) : path.slice(1, end);
}
