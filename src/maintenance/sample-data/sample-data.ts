/** The people, labels and issues that a new tracker starts with. */
export const SAMPLE_USERS = [
  { username: 'alice', email: 'alice@example.com', full_name: 'Alice Johnson' },
  { username: 'bob', email: 'bob@example.com', full_name: 'Bob Smith' },
  { username: 'charlie', email: 'charlie@example.com', full_name: 'Charlie Brown' },
  { username: 'diana', email: 'diana@example.com', full_name: 'Diana Prince' },
] as const;

export type SampleUser = (typeof SAMPLE_USERS)[number]['username'];

export const SAMPLE_LABELS = [
  { name: 'bug', color: '#d73a4a', description: 'Something does not work' },
  { name: 'feature', color: '#a2eeef', description: 'Something new' },
  { name: 'documentation', color: '#0075ca', description: 'What people read' },
  { name: 'enhancement', color: '#84b6eb', description: 'Something better' },
  { name: 'urgent', color: '#b60205', description: 'Cannot wait' },
  { name: 'question', color: '#d876e3', description: 'Needs an answer first' },
] as const;

export const SAMPLE_ISSUES = [
  {
    title: 'Login fails with a correct password',
    description: 'After the upgrade the form answers "invalid credentials" to everybody.',
    status: 'open',
    priority: 'critical',
    assignee: 'alice',
    labels: ['bug', 'urgent'],
    external: undefined,
    comments: [
      { author: 'bob', body: 'I see it too, since this morning.' },
      { author: 'alice', body: 'Looking into it.' },
    ],
  },
  {
    title: 'Dark mode for the dashboard',
    description: 'Follow the setting of the operating system.',
    status: 'in_progress',
    priority: 'medium',
    assignee: 'bob',
    labels: ['feature', 'enhancement'],
    external: undefined,
    comments: [{ author: 'diana', body: 'The charts need colours of their own.' }],
  },
  {
    title: 'Describe how to restore a backup',
    description: null,
    status: 'open',
    priority: 'low',
    assignee: null,
    labels: ['documentation'],
    external: undefined,
    comments: [],
  },
  {
    title: 'Search takes seconds on large projects',
    description: 'Anything with more than ten thousand issues is slow.',
    status: 'resolved',
    priority: 'high',
    assignee: 'charlie',
    labels: ['bug', 'enhancement'],
    external: { source: 'github', id: '1234' },
    comments: [{ author: 'charlie', body: 'An index was missing.' }],
  },
  {
    title: 'Which browsers do we support?',
    description: 'Customers ask; there is no page to point to.',
    status: 'closed',
    priority: 'low',
    assignee: 'diana',
    labels: ['question', 'documentation'],
    external: undefined,
    comments: [{ author: 'bob', body: 'The last two versions of each.' }],
  },
] as const;
