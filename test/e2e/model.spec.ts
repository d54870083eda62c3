import fc from 'fast-check';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createUser } from '../support/factories.js';
import {
  addComment,
  type Change,
  deleteComment,
  editComment,
  type ModelIssue,
  newModelIssue,
  patch,
  setDeleted,
  setLabels,
  setStatus,
} from '../support/issue-model.js';

const word = fc.constantFrom('one', 'two', 'three');
const status = fc.constantFrom('open', 'in_progress', 'resolved', 'closed');
const label = fc.constantFrom('x', 'y', 'z');
const names = fc.uniqueArray(label, { maxLength: 3 });
const index = fc.nat({ max: 5 });
const change = fc.record(
  {
    title: word,
    description: fc.option(word),
    status,
    priority: fc.constantFrom('low', 'medium', 'high', 'critical'),
    assigned: fc.boolean(),
  },
  { requiredKeys: [] },
);

const operation = fc.oneof(
  fc.record({ call: fc.constant('create' as const), title: word, status, names }),
  fc.record({ call: fc.constant('patch' as const), index, change, stale: fc.boolean() }),
  fc.record({ call: fc.constant('labels' as const), index, names }),
  fc.record({ call: fc.constant('label' as const), index, name: label }),
  fc.record({ call: fc.constant('unlabel' as const), index, name: label }),
  fc.record({ call: fc.constant('bulk' as const), indexes: fc.uniqueArray(index), status }),
  fc.record({ call: fc.constant('delete' as const), index }),
  fc.record({ call: fc.constant('restore' as const), index }),
  fc.record({ call: fc.constant('comment' as const), index, body: word }),
  fc.record({ call: fc.constant('edit' as const), index, which: index, body: word }),
  fc.record({ call: fc.constant('uncomment' as const), index, which: index }),
);
/** `MODEL_RUNS=200` is for releases. */
const RUNS = Number(process.env.MODEL_RUNS ?? 20);

const FIRST: Operation = { call: 'create', title: 'one', status: 'open', names: [] };

type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

describe('random sequences of requests', () => {
  let tracker: TestApp;
  let user: number;

  beforeAll(async () => {
    tracker = await createTestApp();
    user = await createUser(tracker);
  });
  afterAll(() => tracker.close());

  const path = ({ id }: { id: number }) => `/issues/${String(id)}`;

  async function run(model: ModelIssue[], step: Operation): Promise<void> {
    const { http } = tracker;
    if (step.call === 'create') {
      const { title, status, names: label_names } = step;
      const { body } = await http.post('/issues').send({ title, status, label_names }).expect(201);
      model.push(newModelIssue(body.id as number, title, status, label_names));
      return;
    }
    if (step.call === 'bulk') {
      const chosen = step.indexes.flatMap((at) => model[at] ?? []);
      if (chosen.length === 0) return;
      const gone = chosen.some(({ deleted }) => deleted);
      await http
        .post('/issues/bulk-status')
        .send({ issue_ids: chosen.map(({ id }) => id), status: step.status })
        .expect(gone ? 400 : 200);
      if (!gone) for (const issue of chosen) setStatus(issue, step.status);
      return;
    }
    const issue = model[step.index];
    if (!issue) return;
    const present = issue.deleted ? 404 : 200;
    if (step.call === 'restore') {
      await http.post(`${path(issue)}/restore`).expect(200);
      setDeleted(issue, false);
    } else if (step.call === 'delete') {
      const query = `?version=${String(issue.version)}`;
      await http.delete(path(issue) + query).expect(issue.deleted ? 404 : 204);
      setDeleted(issue, true);
    } else if (step.call === 'patch') {
      const { assigned, ...rest } = step.change;
      const fields: Change = {
        ...rest,
        ...(assigned === undefined ? {} : { assignee_id: assigned ? user : null }),
      };
      const version = step.stale ? issue.version + 1 : issue.version;
      await http
        .patch(path(issue))
        .send({ version, ...fields })
        .expect(step.stale && !issue.deleted ? 409 : present);
      if (!issue.deleted && !step.stale) patch(issue, fields);
    } else if (step.call === 'labels') {
      await http
        .put(`${path(issue)}/labels`)
        .send({ label_names: step.names })
        .expect(present);
      if (!issue.deleted) setLabels(issue, step.names);
    } else if (step.call === 'label') {
      await http
        .post(`${path(issue)}/labels`)
        .send({ label_names: [step.name] })
        .expect(present);
      if (!issue.deleted) setLabels(issue, [...new Set([...issue.labels, step.name])]);
    } else if (step.call === 'unlabel') {
      const has = issue.labels.includes(step.name);
      await http.delete(`${path(issue)}/labels/${step.name}`).expect(has ? present : 404);
      const others = issue.labels.filter((name) => name !== step.name);
      if (!issue.deleted) setLabels(issue, others);
    } else if (step.call === 'comment') {
      const response = await http
        .post(`${path(issue)}/comments`)
        .send({ body: step.body, author_id: user })
        .expect(issue.deleted ? 404 : 201);
      if (!issue.deleted) addComment(issue, response.body.id as number, step.body);
    } else {
      const comment = issue.comments[step.which];
      if (!comment || issue.deleted) return;
      const target = `${path(issue)}/comments/${String(comment.id)}`;
      if (step.call === 'edit') {
        await http.patch(target).send({ body: step.body }).expect(200);
        editComment(issue, comment.id, step.body);
      } else {
        await http.delete(target).expect(204);
        deleteComment(issue, comment.id);
      }
    }
  }

  async function expectAgreement(issue: ModelIssue): Promise<void> {
    if (issue.deleted) {
      await tracker.http.get(path(issue)).expect(404);
      return;
    }
    const { body } = await tracker.http.get(path(issue)).expect(200);
    expect({
      ...body,
      labels: (body.labels as { name: string }[]).map(({ name }) => name),
      comments: (body.comments as ModelIssue['comments']).map((one) => ({
        id: one.id,
        body: one.body,
      })),
    }).toMatchObject({
      title: issue.title,
      description: issue.description,
      status: issue.status,
      priority: issue.priority,
      assignee_id: issue.assignee_id,
      version: issue.version,
      labels: issue.labels,
      comments: issue.comments,
      comments_count: issue.comments.length,
      resolved_at: issue.resolved ? expect.any(String) : null,
    });
    const timeline = (await tracker.http.get(`${path(issue)}/timeline`).expect(200)).body as {
      event_type: string;
      details: Record<string, unknown>;
    }[];
    // The events of one call have no order among themselves.
    const sorted = (entries: readonly unknown[]) =>
      entries.map((entry) => JSON.stringify(entry)).sort();
    expect(
      sorted(timeline.map(({ event_type, details }) => [event_type, canonical(details)])),
    ).toEqual(sorted(issue.timeline.map(([type, details]) => [type, canonical(details)])));
  }

  it('Random sequences of requests agree with a model in memory on state and timeline', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { minLength: 10, maxLength: 40 }), async (steps) => {
        const model: ModelIssue[] = [];
        for (const step of [FIRST, ...steps]) {
          await run(model, step);
        }
        for (const issue of model) await expectAgreement(issue);
      }),
      { numRuns: RUNS, seed: 20261123, endOnFailure: true },
    );
  }, 3_600_000);
});

const canonical = (details: Record<string, unknown>) =>
  Object.entries(details)
    // The model names labels, and does not know their ids.
    .filter(([name]) => name !== 'label_id')
    .sort(([a], [b]) => (a < b ? -1 : 1));
