import { bodyOf } from './connection.mjs';

const PRIORITIES = ['low', 'medium', 'high', 'critical'];
const ASSIGNEES = 40;
/** Issues that a client changes in turn: nobody else does, so that it always knows the version. */
const ISSUES_OF_A_CLIENT = 4;
const MOST_CLIENTS = 64;

const send = (method, path, status, body, done) => ({
  method,
  path,
  body: JSON.stringify(body),
  status,
  done,
});

/** The first issue of each scenario that changes issues: far from those of the others. */
const FIRST = { patch: 1001, labels: 3001, comment: 5001, bulk: 7001 };

/** The issue that a client changes next. */
function issuesInTurn(first) {
  const turns = new Map();
  return (client) => {
    const turn = turns.get(client) ?? 0;
    turns.set(client, turn + 1);
    return { id: first + client * ISSUES_OF_A_CLIENT + (turn % ISSUES_OF_A_CLIENT), turn };
  };
}

/** What each scenario of a write sends, as `READS` in requests.mjs. */
export const WRITES = {
  create:
    ({ random }) =>
    () =>
      send('POST', '/issues', 201, {
        title: 'Settings page loses the last change',
        description: 'Seen twice today.',
        priority: PRIORITIES[random(PRIORITIES.length)],
        assignee_id: 1 + random(ASSIGNEES),
      }),

  patch: async ({ ask }) => {
    const next = issuesInTurn(FIRST.patch);
    const issues = new Map();
    for (let offset = 0; offset < MOST_CLIENTS * ISSUES_OF_A_CLIENT; offset += 1) {
      const path = `/issues/${FIRST.patch + offset}`;
      const { id, version, status } = JSON.parse(bodyOf(await ask({ method: 'GET', path })));
      issues.set(id, { version, status });
    }
    return (client) => {
      const { id } = next(client);
      const issue = issues.get(id);
      const status = issue.status === 'open' ? 'in_progress' : 'open';
      const { version } = issue;
      return send('PATCH', `/issues/${id}`, 200, { version, status }, () => {
        issues.set(id, { version: version + 1, status });
      });
    };
  },

  comment: ({ random }) => {
    const next = issuesInTurn(FIRST.comment);
    return (client) =>
      send('POST', `/issues/${next(client).id}/comments`, 201, {
        body: 'I can reproduce this on the newest version.',
        author_id: 1 + random(ASSIGNEES),
      });
  },

  labels: () => {
    const next = issuesInTurn(FIRST.labels);
    const sets = [
      ['bug', 'frontend'],
      ['bug', 'performance', 'question'],
    ];
    return (client) => {
      const { id, turn } = next(client);
      const set = sets[Math.floor(turn / ISSUES_OF_A_CLIENT) % sets.length];
      return send('PUT', `/issues/${id}/labels`, 200, { label_names: set });
    };
  },

  'bulk-status': () => {
    const issue_ids = Array.from({ length: 1000 }, (_, index) => FIRST.bulk + index);
    let turn = 0;
    return () => {
      turn += 1;
      // Whoever sends it, each request changes what the one before has left.
      const status = turn % 2 === 1 ? 'in_progress' : 'open';
      return send('POST', '/issues/bulk-status', 200, { issue_ids, status });
    };
  },
};
