import { PROBLEM_CODES } from '../../src/http/problem/problem-codes.js';
import type { Response } from 'supertest';

export interface ProblemBody {
  code: string;
  status: number;
  errors?: { pointer?: string; parameter?: string; code: string; detail: string }[];
  missing_ids?: number[];
  current_version?: number;
  changed_fields?: string[];
  conflicts?: { id: number; expected_version: number; current_version: number }[];
}

/** Expects a complete problem document with this status, code and, if given, invalid field. */
export function expectProblem(
  response: Response,
  status: number,
  code: string,
  field?: { pointer: string } | { parameter: string },
): ProblemBody {
  expect(response.status).toBe(status);
  // What docs/errors.md and the OpenAPI document say of the code.
  expect([code, PROBLEM_CODES[code]?.status]).toEqual([code, status]);
  expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
  // Without this, a response without both the header and the member would pass below.
  expect(response.headers['x-request-id']).toMatch(/^[A-Za-z0-9._-]{1,128}$/);
  expect(response.body).toMatchObject({
    type: `urn:issue-tracker:problem:${code.toLowerCase().replaceAll('_', '-')}`,
    title: expect.stringMatching(/\S/),
    detail: expect.stringMatching(/\S/),
    status,
    code,
    instance: expect.stringMatching(/^\//),
    request_id: response.headers['x-request-id'],
  });
  if (field) {
    expect(response.body.errors).toEqual(
      expect.arrayContaining([expect.objectContaining({ ...field })]),
    );
  }
  return response.body as ProblemBody;
}
