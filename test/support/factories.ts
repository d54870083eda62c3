import type { TestApp } from './create-test-app.js';

export interface IssueBody {
  id: number;
  title: string;
  description: string | null;
  status: string;
  version: number;
  assignee_id: number | null;
  labels: { id: number; name: string }[];
  comments_count: number;
  created_at: string;
  updated_at: string;
  resolved_at: string | null;
}

let counter = 0;

export async function createUser(
  { http }: Pick<TestApp, 'http'>,
  fields: object = {},
): Promise<number> {
  counter += 1;
  const username = `user${String(counter)}`;
  const { body } = await http
    .post('/users')
    .send({ username, email: `${username}@example.com`, ...fields })
    .expect(201);
  return (body as { id: number }).id;
}

export async function createIssue({ http }: TestApp, fields: object = {}): Promise<IssueBody> {
  const { body } = await http
    .post('/issues')
    .send({ title: 'An issue', ...fields })
    .expect(201);
  return body as IssueBody;
}

export async function createIssues(tracker: TestApp, count: number): Promise<number[]> {
  const ids: number[] = [];
  while (ids.length < count) ids.push((await createIssue(tracker)).id);
  return ids;
}

export async function getIssue({ http }: TestApp, id: number): Promise<IssueBody> {
  return (await http.get(`/issues/${String(id)}`).expect(200)).body as IssueBody;
}
