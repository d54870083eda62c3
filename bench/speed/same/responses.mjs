import { bodyOf, headerOf, openConnection } from '../connection.mjs';
import { isRead, sourceOf } from '../scenarios.mjs';
import { watchRows } from './rows.mjs';

const READS_OF_EACH = 25;
const WRITES_OF_EACH = 3;

/**
 * Sends the same requests of a scenario to both servers. A server is its `url` and that of its
 * `database`.
 *
 * @throws unless they respond with the same bytes, and a write leaves the same rows
 */
export async function requireSame(scenario, servers) {
  const [ours, limit] = await Promise.all(servers.map((server) => responsesOf(scenario, server)));
  for (const [index, one] of ours.entries()) {
    requireEqual(one.path, one.text, limit[index].text);
  }
}

async function responsesOf(scenario, { url, database }) {
  const since = new Date().toISOString();
  const changes = isRead(scenario) ? () => [] : await watchRows(database);
  const connection = await openConnection(url);
  const source = await sourceOf(scenario, connection);
  const responses = [];
  const count = isRead(scenario) ? READS_OF_EACH : WRITES_OF_EACH;
  for (let sent = 0; sent < count; sent += 1) {
    const request = source(0);
    const response = await connection.send(request);
    request.done?.(response);
    await requireTagOfGet(connection, request, response);
    responses.push({ path: request.path, text: comparable(response) });
  }
  connection.close();
  const all = [...responses, ...(await changes())];
  return all.map(({ path, text }) => ({ path, text: masked(text, since) }));
}

/** The tag of a changed issue is that of what a GET of it shows. */
async function requireTagOfGet(connection, { method, path }, response) {
  const tag = headerOf(response, 'etag');
  if (method === 'GET' || tag === undefined) return;
  const { id } = JSON.parse(bodyOf(response));
  const shown = await connection.send({ method: 'GET', path: `/issues/${id}` });
  requireEqual(`the tag of ${method} ${path}`, tag, headerOf(shown, 'etag'));
}

/** Without the text of a cursor, which is each server's own, and with white space as JavaScript has it. */
function comparable(response) {
  const { status } = response;
  const body = status === 304 ? null : JSON.parse(bodyOf(response));
  if (typeof body?.next_cursor === 'string') body.next_cursor = '…';
  const link = headerOf(response, 'link')?.replace(/cursor=[\w-]+/g, 'cursor=…');
  const type = status === 304 ? undefined : headerOf(response, 'content-type');
  const version = /^"\d+/.exec(headerOf(response, 'etag'))?.[0];
  return JSON.stringify({ status, link, type, version, body });
}

/** What is new differs: its time, and the id of the request. */
const masked = (text, since) =>
  text
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (time) => (time >= since ? 'now' : time))
    .replace(/"[0-9a-f]{8}-[0-9a-f-]{27}"/g, '"request"');

const SHOWN_CHARACTERS = 3_000;

function requireEqual(what, ours, limit) {
  if (ours === limit) return;
  const [theirs, own] = [limit, ours].map((text) => new Set(String(text).split('\n')));
  const shown = (lines, others) =>
    [...lines]
      .filter((line) => !others.has(line))
      .join('\n')
      .slice(0, SHOWN_CHARACTERS);
  throw new Error(
    `The servers differ in ${what}.\nOurs:\n${shown(own, theirs)}\nLimit:\n${shown(theirs, own)}`,
  );
}
