import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** The documentation's pages need inline styles and a worker from a blob. */
const POLICY = {
  defaultSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  fontSrc: ["'self'", 'data:'],
  imgSrc: ["'self'", 'data:'],
  workerSrc: ["'self'", 'blob:'],
  // The server speaks plain HTTP: there is nothing to upgrade to.
  upgradeInsecureRequests: null,
};

/** Sets the headers of every response. */
export const securityHeaders: RequestHandler = (_request, response, next) => {
  response.setHeaders(SECURITY_HEADERS as Map<string, string>);
  next();
};

/** Helmet is a dozen middlewares that set the same for each response: they run once. */
function helmetHeaders(): Map<string, string> {
  const headers = new Map<string, string>();
  const response = {
    setHeader: (name: string, value: string) => headers.set(name, value),
    removeHeader: (name: string) => headers.delete(name),
  } as unknown as ServerResponse;
  const setHeaders = helmet({
    contentSecurityPolicy: { directives: POLICY },
    strictTransportSecurity: false,
  });
  setHeaders({} as IncomingMessage, response, (error) => {
    if (error instanceof Error) throw error;
  });
  return headers;
}

/** Helmet's headers, and no-store unless a route sets its own Cache-Control. */
export const SECURITY_HEADERS: ReadonlyMap<string, string> = helmetHeaders().set(
  'Cache-Control',
  'no-store',
);
