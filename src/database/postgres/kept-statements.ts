import { createHash } from 'node:crypto';
import { DatabaseError, type PoolClient, type QueryResult } from 'pg';
import { isDirect } from './pooled-connections.js';

/** Connections by whether statements stay prepared on them. */
const keeping = new WeakMap<PoolClient, boolean>();

const names = new Map<string, string>();

/** The server no longer has the statement under its name, or not this one; or its tables have changed. */
const CODES_OF_LOSS = ['26000', '42P05', '0A000'];

/**
 * Sends a statement that stays prepared on the connection: planning the document of an issue takes the server
 * longer than reading it. Behind a pooler, which gives the connection to other clients, it does not stay.
 *
 * @param text one of a few: each connection keeps all of them
 */
export async function sendKept(
  client: PoolClient,
  text: string,
  parameters: readonly unknown[],
): Promise<QueryResult<object>> {
  const values = [...parameters];
  const keeps = keeping.get(client) ?? (await isDirect(client));
  keeping.set(client, keeps);
  if (!keeps) return client.query<object>(text, values);
  try {
    return await client.query<object>({ name: nameOf(text), text, values });
  } catch (error) {
    if (!(error instanceof DatabaseError) || !CODES_OF_LOSS.includes(error.code ?? '')) throw error;
    keeping.set(client, false);
    return client.query<object>(text, values);
  }
}

/** The same in every process, so that what another one has prepared is the same statement. */
function nameOf(text: string): string {
  const name = names.get(text) ?? createHash('sha256').update(text).digest('hex').slice(0, 32);
  names.set(text, name);
  return name;
}
