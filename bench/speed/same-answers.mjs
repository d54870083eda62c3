import { bodyOf, headerOf, openConnection } from './connection.mjs';
import { READS } from './requests.mjs';
import { seededRandom } from '../../dist/src/common/random.js';

const REQUESTS_OF_EACH = 25;

/** @throws unless both servers answer the reads of a scenario with the same bytes */
export async function requireSameAnswers(scenario, urls) {
  const connections = await Promise.all(urls.map(openConnection));
  const [ours, limit] = await Promise.all(connections.map((one) => answersOf(scenario, one)));
  for (const connection of connections) connection.close();
  for (const [index, answer] of ours.entries()) {
    if (answer.text === limit[index].text) continue;
    throw new Error(
      `The servers differ in ${answer.path}:\n${answer.text.slice(0, 3000)}\n${limit[index].text.slice(0, 3000)}`,
    );
  }
}

async function answersOf(scenario, connection) {
  const next = seededRandom(1);
  const source = await READS[scenario]({
    random: (below) => Math.floor(next() * below),
    ask: connection.send,
  });
  const answers = [];
  for (let count = 0; count < REQUESTS_OF_EACH; count += 1) {
    const request = source(0);
    const response = await connection.send(request);
    answers.push({ path: request.path, text: comparable(response) });
  }
  return answers;
}

/** Without the name of a cursor, which is each server's own, and with white space as JavaScript has it. */
function comparable(response) {
  const { status } = response;
  const body = status === 304 ? null : JSON.parse(bodyOf(response));
  if (typeof body?.next_cursor === 'string') body.next_cursor = '…';
  const link = headerOf(response, 'link')?.replace(/cursor=[\w-]+/g, 'cursor=…');
  const tagged = headerOf(response, 'etag') !== undefined;
  return JSON.stringify({ status, link, tagged, body });
}
