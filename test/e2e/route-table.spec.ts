/** @once scopes do not depend on the database; access.spec.ts reads tokens on both databases */
import request from 'supertest';
import { TokensService } from '../../src/auth/tokens.service.js';
import { type Scope, SCOPES } from '../../src/common/scopes.js';
import { TransactionRunner } from '../../src/database/transaction-runner.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { type OpenApiDocument, operationsOf } from '../support/openapi.js';
import { expectProblem } from '../support/problem.js';
import { addUser, createToken } from '../support/tokens.js';

/** The access that every route requires. A route that is only here, or only in the OpenAPI document, fails. */
const REQUIRED: Record<string, 'public' | Scope> = {
  'GET /': 'public',
  'GET /health': 'public',
  'GET /health/ready': 'public',
  'GET /metrics': 'read',
  'GET /issues': 'read',
  'POST /issues': 'write',
  'POST /issues/import': 'write',
  'GET /issues/export': 'read',
  'POST /issues/bulk-status': 'write',
  'POST /issues/bulk': 'write',
  'GET /issues/{id}': 'read',
  'PATCH /issues/{id}': 'write',
  'DELETE /issues/{id}': 'write',
  'POST /issues/{id}/restore': 'write',
  'GET /issues/{id}/timeline': 'read',
  'GET /issues/{id}/timeline/{event_id}': 'read',
  'GET /issues/external/{source}/{id}': 'read',
  'PUT /issues/external/{source}/{id}': 'write',
  'PUT /issues/{id}/labels': 'write',
  'POST /issues/{id}/labels': 'write',
  'DELETE /issues/{id}/labels/{name}': 'write',
  'GET /issues/{id}/comments': 'read',
  'POST /issues/{id}/comments': 'write',
  'PATCH /issues/{id}/comments/{comment_id}': 'write',
  'DELETE /issues/{id}/comments/{comment_id}': 'write',
  'GET /changes': 'read',
  'GET /changes/{change_id}': 'read',
  'POST /changes/{change_id}/revert': 'write',
  'GET /labels': 'read',
  'POST /labels': 'write',
  'GET /labels/{id}': 'read',
  'PATCH /labels/{id}': 'write',
  'DELETE /labels/{id}': 'write',
  'GET /users': 'read',
  'POST /users': 'write',
  'GET /users/{id}': 'read',
  'PATCH /users/{id}': 'write',
  'GET /reports/top-assignees': 'read',
  'GET /reports/latency': 'read',
  'GET /reports/summary': 'read',
  'GET /reports/throughput': 'read',
  'GET /reports/open-by-age': 'read',
  'GET /reports/top-labels': 'read',
  'GET /maintenance/stats': 'admin',
  'GET /maintenance/health': 'admin',
  'GET /maintenance/summary': 'admin',
  'GET /maintenance/runs': 'admin',
  'GET /maintenance/backups': 'admin',
  'POST /maintenance/backups': 'admin',
  'POST /maintenance/vacuum': 'admin',
  'POST /maintenance/cleanup/old-issues': 'admin',
  'POST /maintenance/cleanup/unused-labels': 'admin',
};

const REFUSED = [401, 403, 429, 500, 503];
const ALLOWED = 'let in';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

describe('route table', () => {
  let tracker: TestApp;
  const valid: Record<string, string> = {};
  const invalid: Record<string, string> = { forged: `itt_${'f'.repeat(43)}` };

  beforeAll(async () => {
    tracker = await createTestApp({ AUTH_MODE: 'token', RATE_LIMIT_PER_MINUTE: '0' });
    await addUser(tracker, 'ann');
    for (const scope of SCOPES) valid[scope] = (await createToken(tracker, 'ann', scope)).token;
    const revoked = await createToken(tracker, 'ann', 'admin');
    await tracker.app.get(TokensService).revoke(revoked.id);
    const expired = await createToken(tracker, 'ann', 'admin', 1);
    const runner = tracker.app.get(TransactionRunner);
    await runner.run(() =>
      runner.manager.query(
        `UPDATE api_tokens SET expires_at = '2020-01-01T00:00:00.000Z' WHERE id = ${String(expired.id)}`,
      ),
    );
    Object.assign(invalid, { revoked: revoked.token, expired: expired.token });
  });
  afterAll(() => tracker.close());

  const send = (route: string, token?: string) => {
    const [method = '', path = ''] = route.split(' ');
    const sent = request(tracker.url)[method.toLowerCase() as Method](
      path.replaceAll(/\{\w+\}/g, '2000000000'),
    );
    return token === undefined ? sent : sent.set('Authorization', `Bearer ${token}`);
  };

  it('The route table has every route of the OpenAPI document and no other', async () => {
    const { body } = await tracker.http.get('/docs-json').expect(200);
    const routes = operationsOf(body as OpenApiDocument).map(({ method, path, operation }) => ({
      route: `${method.toUpperCase()} ${path}`,
      secured: operation.security?.length !== 0,
    }));
    expect(routes.map(({ route }) => route).sort()).toEqual(Object.keys(REQUIRED).sort());
    for (const { route, secured } of routes) {
      expect([route, secured]).toEqual([route, REQUIRED[route] !== 'public']);
    }
    expect(body.components.securitySchemes.bearer).toMatchObject({ type: 'http' });
  });

  it.each(Object.entries(REQUIRED))(
    'The route %s requires the access %s',
    async (route, required) => {
      const { body: document } = await tracker.http.get('/docs-json').expect(200);
      const [method = '', path = ''] = route.split(' ');
      const documented = Object.keys(
        document.paths[path][method.toLowerCase()].responses as object,
      );
      const seen = new Set<string>();
      const open = required === 'public';
      const without = await send(route);
      if (open) expect(without.status).toBe(200);
      else expectProblem(without, 401, 'TOKEN_REQUIRED');
      for (const [name, token] of Object.entries(invalid)) {
        const response = await send(route, token);
        seen.add(String(response.status));
        expect([name, response.status]).toEqual([name, open ? 200 : 401]);
      }
      for (const scope of SCOPES) {
        const response = await send(route, valid[scope]);
        seen.add(String(response.status));
        const enough = required === 'public' || SCOPES.indexOf(scope) >= SCOPES.indexOf(required);
        // Allowed, but the PostgreSQL tools of the server's version are missing.
        const tools = response.body?.code === 'POSTGRESQL_TOOLS';
        const outcome = REFUSED.includes(response.status) && !tools ? response.status : ALLOWED;
        expect([scope, outcome]).toEqual([scope, enough ? ALLOWED : 403]);
      }
      expect(documented).toEqual(expect.arrayContaining([...seen]));
    },
  );
});
