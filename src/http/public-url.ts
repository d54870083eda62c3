import type { Request } from 'express';

/** The setting of Express that has the URL. */
export const PUBLIC_URL = 'public url';

/** A path of this server as a client reaches it: under `PUBLIC_URL`, if that is set. */
export const publicUrlOf = ({ app }: Request, path: string): string =>
  `${String(app.get(PUBLIC_URL) ?? '')}${path}`;
