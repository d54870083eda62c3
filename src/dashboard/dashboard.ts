import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Request, Response } from 'express';
import { packageFolder } from '../config/package-folder.js';
import { keptFile } from '../http/body/kept-file.js';

/** The pages and what they load, by path; `scripts/bundle.mjs` makes these files of `browser/`. */
const FILES = {
  '/dashboard': 'dashboard.html',
  '/dashboard/issues': 'issues.html',
  '/dashboard/dashboard.js': 'dashboard.js',
  '/dashboard/issues.js': 'issues.js',
  '/dashboard/style.css': 'style.css',
} as const;

/** Asked for again each time, so that a page never has the script of another release. */
const CACHE_CONTROL = 'public, no-cache';

/** The name of its file has no version. */
const CHARTS_CACHE_CONTROL = 'public, max-age=3600';

/**
 * Serves the dashboard: pages without any data, which read the public API with the token that their user
 * gives them. They need no token themselves.
 */
export function serveDashboard(app: NestExpressApplication): void {
  const http = app.getHttpAdapter().getInstance();
  const folder = join(packageFolder(), 'dist/dashboard');
  for (const [path, name] of Object.entries(FILES)) {
    const send = keptFile({ type: extname(name), cacheControl: CACHE_CONTROL }, () =>
      readFile(join(folder, name)),
    );
    http.get(path, (request, response, next) => {
      if (request.path.endsWith('/')) withoutSlash(request, response);
      else void send(request, response, next);
    });
  }
  const charts = createRequire(import.meta.url).resolve('chart.js');
  http.get(
    '/dashboard/chart.js',
    keptFile({ type: 'js', cacheControl: CHARTS_CACHE_CONTROL }, () =>
      readFile(join(charts, '../chart.umd.min.js')),
    ),
  );
}

/** The links of a page are relative to its path; so is this, since a proxy may have a prefix for it. */
function withoutSlash({ path, url }: Request, response: Response): void {
  const name = path.split('/').at(-2) ?? '';
  response.redirect(308, `../${name}${url.slice(path.length)}`);
}
