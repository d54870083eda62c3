import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  Injectable,
  Logger,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import type { IdentifiedRequest } from './request-id.js';
import { type Problem, toProblem } from './problem.js';

const UNEXPECTED: Problem = {
  status: 500,
  code: 'INTERNAL_ERROR',
  detail: 'Something went wrong on our side. The request id leads to the cause in the log.',
  members: {},
};

/** Seconds after which a client may try again what failed for want of the database. */
const RETRY_AFTER = 1;

/** The one place where an error becomes `application/problem+json`. */
@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Error');

  catch(error: unknown, host: ArgumentsHost): void {
    const context = host.switchToHttp();
    const request = context.getRequest<Request & IdentifiedRequest>();
    const response = context.getResponse<Response>();
    const problem = toProblem(error) ?? UNEXPECTED;
    if (problem.status >= 500) this.logger.error({ err: error, request_id: request.id });
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (problem.status === 503) response.setHeader('Retry-After', RETRY_AFTER);
    const { status, code, detail, members } = problem;
    response
      .status(status)
      .type('application/problem+json')
      .send(
        JSON.stringify({
          type: `urn:issue-tracker:problem:${code.toLowerCase().replaceAll('_', '-')}`,
          title: titleOf(code),
          status,
          detail,
          code,
          instance: request.originalUrl,
          request_id: request.id,
          ...members,
        }),
      );
  }
}

function titleOf(code: string): string {
  const words = code.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
