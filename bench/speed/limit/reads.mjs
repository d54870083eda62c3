import { listOf, readCursor, writeCursor } from './cursor.mjs';
import { failure, sendJson, tagOf } from './respond.mjs';

const PAGE_SIZE = 20;

/** The reads of the contract that the bench asks for. */
export function reads(app, database) {
  app.get('/health', (_request, response) => {
    response.json({ status: 'ok' });
  });

  app.get('/issues/:id', async (request, response) => {
    const found = await database.issue(Number(request.params.id));
    if (!found) throw failure(404, 'There is no such issue.');
    const [version, text] = found;
    response.set('ETag', tagOf(version, text)).set('Cache-Control', 'private, no-cache');
    sendJson(response, text);
  });

  app.get('/issues', async (request, response) => {
    const { page, cursor, ...filters } = request.query;
    const list = listOf(filters);
    const number = cursor === undefined ? Number(page ?? 1) : null;
    const after = cursor === undefined ? undefined : readCursor(cursor, list);
    const offset = number === null ? 0 : (number - 1) * PAGE_SIZE;
    const rows = await database.page(filters, { after, offset, limit: PAGE_SIZE + 1 });
    const total = rows.length > 0 ? Number(rows[0][1]) : 0;
    const next = rows.length > PAGE_SIZE ? writeCursor(list, rows[PAGE_SIZE - 1].slice(2)) : null;
    const pages = Math.ceil(total / PAGE_SIZE);
    response.set('Link', linksOf(request.originalUrl, { number, pages, next }));
    const items = rows.slice(0, PAGE_SIZE).map(([text]) => text);
    sendJson(
      response,
      `{"items":[${items.join(',')}],"total":${total},"page":${number},"page_size":${PAGE_SIZE},` +
        `"total_pages":${pages},"next_cursor":${next === null ? null : `"${next}"`}}`,
    );
  });

  app.get('/reports/top-assignees', async (request, response) => {
    sendJson(response, await database.topAssignees(Number(request.query.limit ?? 10)));
  });

  app.get('/reports/latency', async (_request, response) => {
    sendJson(response, await database.latency());
  });
}

function linksOf(url, { number, pages, next }) {
  const link = (rel, parameter, value) => {
    const target = new URL(url, 'http://localhost');
    target.searchParams.set(parameter, value);
    return `<${target.pathname}${target.search}>; rel="${rel}"`;
  };
  if (number === null) return next === null ? [] : [link('next', 'cursor', next)];
  const last = Math.max(pages, 1);
  return [
    link('first', 'page', 1),
    ...(number > 1 ? [link('prev', 'page', Math.min(number - 1, last))] : []),
    ...(number < last ? [link('next', 'page', number + 1)] : []),
    link('last', 'page', last),
  ].join(', ');
}
