import type { DialectName } from '../config/database-url.js';
import type { Dialect } from './dialect.js';

/*
 * What an older state must not undo when it replaces the present one: revoked tokens, deactivated users,
 * and the versions and ids that were given. `carried_over` keeps it beyond the rows themselves, since a
 * reset or an older backup has no rows of tokens and users that a later restore brings back.
 */

/** The columns that a restore changes: a timestamp is text in `carried_over`. */
const TIMESTAMP_OF_TEXT: Readonly<Record<DialectName, (text: string) => string>> = {
  sqlite: (text) => text,
  postgres: (text) => `CAST(${text} AS timestamptz)`,
};

const HIGHER = (one: string, other: string) =>
  `CASE WHEN ${one} > ${other} THEN ${one} ELSE ${other} END`;

const HIGHEST_VERSION = `kind = 'highest version' AND key = 'issues'`;

/** Tables whose rows have a version that clients see. */
export const VERSIONED_TABLES = ['users', 'labels', 'issues', 'comments'] as const;

/** Selects the highest version of issues that are gone. */
export const HIGHEST_PURGED_VERSION = `SELECT CAST(value AS integer) AS version FROM carried_over
  WHERE ${HIGHEST_VERSION}`;

/** A user in both states: a reset gives ids again, but at another time. */
const userKey = (dialect: Dialect, user: string) =>
  `CAST(${user}.id AS text) || ' ' || ${dialect.isoTimestamp(`${user}.created_at`)}`;

/**
 * Statements that note in the one schema what must not be undone of the other one.
 *
 * @param to the prefix of the tables to write, such as `main.`
 * @param from the prefix of the tables of the state that is replaced
 */
export function noteRefusals(dialect: Dialect, to: string, from: string): string[] {
  return [
    `INSERT INTO ${to}carried_over (kind, key, value)
     SELECT 'revoked token', token_hash, ${dialect.isoTimestamp('revoked_at')}
     FROM ${from}api_tokens WHERE revoked_at IS NOT NULL ON CONFLICT (kind, key) DO NOTHING`,
    `INSERT INTO ${to}carried_over (kind, key, value)
     SELECT 'deactivated user', ${userKey(dialect, 'known')}, username
     FROM ${from}users AS known WHERE NOT active ON CONFLICT (kind, key) DO NOTHING`,
    // Who has been activated again is not deactivated by an older note.
    `DELETE FROM ${to}carried_over WHERE kind = 'deactivated user'
     AND key IN (SELECT ${userKey(dialect, 'known')} FROM ${from}users AS known WHERE active)`,
  ];
}

/** Notes the highest version of the issues that a query selects as `version`. */
export const noteHighestVersion = (to: string, versions: string): string =>
  `INSERT INTO ${to}carried_over (kind, key, value)
   SELECT 'highest version', 'issues', CAST(max(version) AS text) FROM (${versions}) AS replaced
   WHERE version IS NOT NULL HAVING max(version) IS NOT NULL
   ON CONFLICT (kind, key) DO UPDATE SET value = CAST(${HIGHER(
     'CAST(excluded.value AS integer)',
     'CAST(carried_over.value AS integer)',
   )} AS text)`;

export interface Replacement {
  /** The prefix of the tables of the restored state, such as `main.` */
  readonly restored: string;
  /** The prefix of the tables of the state that it replaces. */
  readonly replaced: string;
  /** The names of the tables of the replaced state. */
  readonly tables: readonly string[];
}

/** Statements that carry over from the replaced state into the restored one; none for an empty one. */
export function carryOver(dialect: Dialect, replacement: Replacement): string[] {
  const { restored, replaced, tables } = replacement;
  if (!tables.includes('issues')) return [];
  const notes = tables.includes('carried_over')
    ? [
        `INSERT INTO ${restored}carried_over (kind, key, value)
         SELECT kind, key, value FROM ${replaced}carried_over
         WHERE kind <> 'highest version' ON CONFLICT (kind, key) DO NOTHING`,
      ]
    : [];
  const before = tables.includes('carried_over')
    ? `SELECT CAST(value AS integer) AS version FROM ${replaced}carried_over
       WHERE ${HIGHEST_VERSION} UNION ALL `
    : '';
  // NOT EXISTS and not NOT IN, which PostgreSQL computes for each pair of rows of a large table.
  const removed = `SELECT version FROM ${replaced}issues AS present
    WHERE NOT EXISTS (SELECT 1 FROM ${restored}issues AS own WHERE own.id = present.id)`;
  return [
    ...notes,
    ...noteRefusals(dialect, restored, replaced),
    noteHighestVersion(restored, before + removed),
    ...VERSIONED_TABLES.map((table) => raiseVersions(table, replacement)),
    raiseVersionsOfPurged(replacement),
    ...refuse(dialect, restored),
  ];
}

/** A row that both states have, and that differs, gets a version that neither has given. */
const raiseVersions = (table: string, { restored, replaced }: Replacement) =>
  `UPDATE ${restored}${table} AS own
   SET version = 1 + ${HIGHER('own.version', 'present.version')}
   FROM ${replaced}${table} AS present
   WHERE present.id = own.id AND (present.version <> own.version
     OR present.updated_at <> own.updated_at OR present.created_at <> own.created_at)`;

/** What has been purged since, is above every version that a purged issue had. */
const raiseVersionsOfPurged = ({ restored, replaced }: Replacement) => {
  const highest = `(SELECT CAST(value AS integer) FROM ${restored}carried_over
    WHERE ${HIGHEST_VERSION})`;
  return `UPDATE ${restored}issues AS own SET version = 1 + ${HIGHER('version', highest)}
    WHERE ${highest} IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM ${replaced}issues AS present WHERE present.id = own.id)`;
};

/** Revokes and deactivates what is noted. */
const refuse = (dialect: Dialect, schema: string) => [
  `UPDATE ${schema}api_tokens SET revoked_at =
     (SELECT ${TIMESTAMP_OF_TEXT[dialect.name]('value')} FROM ${schema}carried_over
      WHERE kind = 'revoked token' AND key = token_hash)
   WHERE revoked_at IS NULL AND token_hash IN
     (SELECT key FROM ${schema}carried_over WHERE kind = 'revoked token')`,
  `UPDATE ${schema}users AS known SET active = false, version = version + 1
   WHERE active AND ${userKey(dialect, 'known')} IN
     (SELECT key FROM ${schema}carried_over WHERE kind = 'deactivated user')`,
];
