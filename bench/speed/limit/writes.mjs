import { randomUUID } from 'node:crypto';
import express from 'express';
import { failure, sendJson, tagOf } from './respond.mjs';

/** The writes of the contract that the bench asks for, each in a transaction, with its history. */
export function writes(app, database) {
  app.use(express.json());

  app.post('/issues', async (request, response) => {
    const { title, description, status, priority, assignee_id } = request.body;
    if (typeof title !== 'string') throw failure(422, 'title');
    const values = {
      title: title.trim(),
      description: description ?? null,
      status: status ?? 'open',
      priority: priority ?? 'medium',
      assignee_id: assignee_id ?? null,
    };
    const written = await database.create(values, changeOf(request));
    if (!written) throw failure(400, 'There is no such assignee.');
    response.status(201).location(`/issues/${written.id}`);
    sendIssue(response, written, database.commentsName);
  });

  app.patch('/issues/:id', async (request, response) => {
    const { version, ...fields } = request.body;
    const id = Number(request.params.id);
    const written = await database.patch(id, version, fields, changeOf(request));
    if (!written) throw failure(409, 'The issue is not at that version.');
    sendIssue(response, written, database.commentsName);
  });

  app.put('/issues/:id/labels', async (request, response) => {
    const { label_names: names } = request.body;
    if (!Array.isArray(names)) throw failure(422, 'label_names');
    const id = Number(request.params.id);
    const written = await database.replaceLabels(id, names, changeOf(request));
    if (!written) throw failure(404, 'There is no such issue.');
    sendIssue(response, written, database.commentsName);
  });

  app.post('/issues/:id/comments', async (request, response) => {
    const { body, author_id } = request.body;
    if (typeof body !== 'string') throw failure(422, 'body');
    const id = Number(request.params.id);
    const written = await database.comment(id, { body, author_id }, changeOf(request));
    if (!written) throw failure(404, 'There is no such issue or author.');
    response.location(`/issues/${id}/comments/${written.id}`);
    sendJson(response, written.text, 201);
  });

  app.post('/issues/bulk-status', async (request, response) => {
    const { issue_ids, status } = request.body;
    if (!(await database.setStatus(issue_ids, status, changeOf(request)))) {
      throw failure(400, 'An issue does not exist.');
    }
    response.json({ updated_count: issue_ids.length, issue_ids, status });
  });
}

/** What the history says of a change: when it was, and by which request. */
const changeOf = ({ headers }) => ({
  now: new Date().toISOString(),
  requestId: headers['x-request-id'] ?? randomUUID(),
});

/** The issue, with the tag of what a GET shows: the same text, with the comments as its last member. */
function sendIssue(response, { version, issue, comments }, commentsName) {
  const detail = `${issue.slice(0, -1)}${commentsName}${comments}}`;
  response.set('ETag', tagOf(version, detail)).set('Cache-Control', 'private, no-cache');
  sendJson(response, issue);
}
