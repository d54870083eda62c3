import type { TestApp } from './create-test-app.js';
import { createUser } from './factories.js';

interface Storm {
  readonly operations: number;
  readonly clients: number;
  readonly seed: number;
}

const STATUSES = ['open', 'in_progress', 'resolved', 'closed'];
const PRIORITIES = ['low', 'medium', 'high', 'critical'];

/** Sends random requests of all kinds from many clients at once; returns the number of each status. */
export async function storm(
  tracker: Pick<TestApp, 'http'>,
  { operations, clients, seed }: Storm,
): Promise<Record<string, number>> {
  const { http } = tracker;
  const users = [await createUser(tracker), await createUser(tracker), await createUser(tracker)];
  const ids: number[] = [];
  const responses: Record<string, number> = {};

  const client = async (number: number) => {
    const next = random(seed + number);
    const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)] as T;
    const issue = () => ({
      title: `Storm ${String(Math.floor(next() * 1e6))}`,
      status: pick(STATUSES),
      priority: pick(PRIORITIES),
      assignee_id: pick([...users, null]),
    });
    const one = () => `/issues/${String(pick(ids.length > 0 ? ids : [1]))}`;
    const calls = [
      async () => {
        const response = await http.post('/issues').send(issue());
        ids.push(response.body.id as number);
        return response;
      },
      () => http.patch(one()).set('If-Match', '*').send(issue()),
      () => http.patch(one()).send({ ...issue(), version: 1 + Math.floor(next() * 3) }),
      () =>
        http.post('/issues/bulk-status').send({
          issue_ids: [
            ...new Set(Array.from({ length: 8 }, () => pick(ids.length > 0 ? ids : [1]))),
          ],
          status: pick(STATUSES),
        }),
      () =>
        http.post('/issues/bulk').send({
          items: [
            ...new Set(Array.from({ length: 6 }, () => pick(ids.length > 0 ? ids : [1]))),
          ].map((id) => ({ id })),
          set: { priority: pick(PRIORITIES), status: pick(STATUSES) },
          add_labels: [pick(['a', 'b', 'e'])],
          remove_labels: [pick(['c', 'd'])],
          delete: pick([true, false, false, false]),
        }),
      () =>
        http
          .post(`/changes/${String(1 + Math.floor(next() * operations))}/revert`)
          .send({ on_conflict: pick(['skip', 'refuse']) }),
      () => http.put(`${one()}/labels`).send({ label_names: [pick(['a', 'b']), pick(['c', 'd'])] }),
      () => http.post(`${one()}/labels`).send({ label_names: [pick(['a', 'b', 'c', 'd'])] }),
      () => http.delete(`${one()}/labels/${pick(['a', 'b', 'c', 'd'])}`),
      () => http.delete(one()).set('If-Match', '*'),
      () => http.post(`${one()}/restore`),
      () =>
        http
          .post('/issues/import')
          .attach(
            'file',
            Buffer.from(
              `title,status,created_at\nA,${pick(STATUSES)},2026-01-0${pick(['1', '2', '3'])}\nB,open,\n`,
            ),
            'storm.csv',
          ),
    ];
    for (let done = 0; done < operations / clients; done += 1) {
      const { status } = await pick(calls)();
      responses[String(status)] = (responses[String(status)] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
  return responses;
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
