import request from 'supertest';
import type { Scope } from '../../src/common/scopes.js';
import { TokensService } from '../../src/auth/tokens.service.js';
import { UsersService } from '../../src/users/users.service.js';
import type { TestApp } from './create-test-app.js';

/** Creates a user by the service: over HTTP the first one would need a token of a user. */
export async function addUser({ app }: TestApp, username: string): Promise<number> {
  const email = `${username}@example.com`;
  return (await app.get(UsersService).create({ username, email })).parse().id;
}

export async function createToken(
  { app }: TestApp,
  username: string,
  scope: Scope,
  expiresInDays: number | null = null,
): Promise<{ id: number; token: string }> {
  const created = await app.get(TokensService).create({ username, scope, expiresInDays });
  return { id: created.record.id, token: created.token };
}

/** A client that sends this token with every request. */
export function withToken({ url }: TestApp, token: string): ReturnType<typeof request.agent> {
  return request.agent(url).set('Authorization', `Bearer ${token}`);
}
