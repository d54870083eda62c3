import { Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import { challengeOf } from './challenge.js';
import { nameChange } from '../change-id.js';
import { type Problem, problemDocument, toProblem } from './problem.js';
import { contextOf } from '../middleware/request-id.middleware.js';

const UNEXPECTED: Problem = {
  status: 500,
  code: 'INTERNAL_ERROR',
  detail: 'An unexpected error. The server log has the cause under the request id.',
  members: {},
};

/** Of a 503 that does not know better. */
const RETRY_AFTER_SECONDS = 1;

const logger = new Logger('Error');

/** Sends an error as `application/problem+json`; every error response is written here. */
export function sendProblem(error: unknown, request: Request, response: Response): void {
  const requestId = contextOf(request)?.requestId ?? '';
  const problem = toProblem(error) ?? UNEXPECTED;
  if (problem.status >= 500) logger.error({ err: error, request_id: requestId });
  if (response.writableEnded) return;
  if (response.headersSent) {
    response.destroy();
    return;
  }
  // A long import that fails has stored its first rows.
  nameChange(response);
  const { retryAfterSeconds = problem.status === 503 ? RETRY_AFTER_SECONDS : undefined } = problem;
  if (retryAfterSeconds !== undefined) response.setHeader('Retry-After', retryAfterSeconds);
  const challenge = challengeOf(problem);
  if (challenge !== undefined) response.setHeader('WWW-Authenticate', challenge);
  response
    .status(problem.status)
    .type('application/problem+json')
    .send(JSON.stringify(problemDocument(problem, request.originalUrl, requestId)));
}
