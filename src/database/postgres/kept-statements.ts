import { createHash } from 'node:crypto';
import { DatabaseError, type PoolClient, type QueryConfig, type QueryResult } from 'pg';
import type { NamedStatement } from '../named-statement.js';
import { isDirect } from './pooled-connections.js';

/** Connections by whether statements stay prepared on them. */
const keeping = new WeakMap<PoolClient, boolean>();

const names = new Map<string, string>();

/** The server no longer has the statement under its name, or not this one; or its tables have changed. */
const CODES_OF_LOSS = ['26000', '42P05', '0A000'];

/**
 * Sends a statement, which stays prepared on the connection when it `isKept`: planning the document of an issue
 * takes the server longer than reading it. Behind a pooler, which gives the connection to other clients, it does
 * not stay.
 *
 * @param send called again when the server has lost the statement
 */
export async function sendKept(
  client: PoolClient,
  { text, isKept }: NamedStatement,
  parameters: readonly unknown[],
  send: (statement: QueryConfig) => Promise<QueryResult<object>>,
): Promise<QueryResult<object>> {
  const statement = { text, values: [...parameters] };
  if (!isKept || !(keeping.get(client) ?? (await findOut(client)))) return send(statement);
  try {
    return await send({ ...statement, name: nameOf(text) });
  } catch (error) {
    if (!(error instanceof DatabaseError) || !CODES_OF_LOSS.includes(error.code ?? '')) throw error;
    keeping.set(client, false);
    return send(statement);
  }
}

async function findOut(client: PoolClient): Promise<boolean> {
  const keeps = await isDirect(client);
  keeping.set(client, keeps);
  return keeps;
}

/** The same in every process, so that what another one has prepared is the same statement. */
function nameOf(text: string): string {
  const name = names.get(text) ?? createHash('sha256').update(text).digest('hex').slice(0, 32);
  names.set(text, name);
  return name;
}
