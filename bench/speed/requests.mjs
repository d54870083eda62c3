import { bodyOf, headerOf } from './connection.mjs';

/** The issues that `populate` makes. */
export const ISSUES = 10_000;

const STATUSES = ['open', 'in_progress', 'resolved', 'closed'];
const PRIORITIES = ['low', 'medium', 'high', 'critical'];
const ASSIGNEES = 40;

const get = (path, headers = '') => ({ method: 'GET', path, headers, status: 200 });

const anyIssue = (random) => `/issues/${1 + random(ISSUES)}`;

/**
 * What each scenario sends: a function that makes the next request of a client. It may ask the
 * server first, for what it has to know; `random(n)` is a whole number below n, and every server
 * gets the same ones.
 */
export const READS = {
  health: () => () => get('/health'),
  'one issue':
    ({ random }) =>
    () =>
      get(anyIssue(random)),
  304: async ({ random, ask }) => {
    const known = [];
    for (let count = 0; count < 50; count += 1) {
      const path = anyIssue(random);
      const tag = headerOf(await ask(get(path)), 'etag');
      known.push({ ...get(path, `If-None-Match: ${tag}\r\n`), status: 304 });
    }
    return () => known[random(known.length)];
  },
  'first page': () => () => get('/issues'),
  'cursor page': async ({ ask }) => {
    const middle = await ask(get(`/issues?page=${ISSUES / 40}`));
    const { next_cursor } = JSON.parse(bodyOf(middle));
    return () => get(`/issues?cursor=${next_cursor}`);
  },
  'three filters':
    ({ random }) =>
    () => {
      const [status, priority] = [STATUSES[random(4)], PRIORITIES[random(4)]];
      const assignee = 1 + random(ASSIGNEES);
      return get(`/issues?status=${status}&priority=${priority}&assignee_id=${assignee}`);
    },
  search:
    ({ random }) =>
    () =>
      get(`/issues?q=scheduler+host${String(random(50) * 97).padStart(4, '0')}`),
  'top assignees': () => () => get('/reports/top-assignees'),
  latency: () => () => get('/reports/latency'),
};
