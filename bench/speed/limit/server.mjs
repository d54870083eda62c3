import express from 'express';
import { reads } from './reads.mjs';
import { writes } from './writes.mjs';

/**
 * What our server is measured against: a bare Express with SQL by hand on the same database. It does
 * what the contract promises for the requests of the bench, and nothing else: no request log, no
 * metrics, no security headers, hardly any validation.
 */
const url = process.env.DATABASE_URL;
const dialect = url.startsWith('sqlite:') ? 'sqlite' : 'postgres';
const { openDatabase } = await import(`./${dialect}/database.mjs`);
const database = openDatabase(url);

const app = express();
app.disable('x-powered-by');
app.set('etag', false);
reads(app, database);
writes(app, database);
app.use((error, _request, response, next) => {
  if (response.headersSent) next(error);
  else response.status(error.status ?? 500).json({ detail: String(error.stack) });
});

const server = app.listen(0, '127.0.0.1', () => {
  console.log(`Limit: http://127.0.0.1:${server.address().port}`);
});
