import { Injectable } from '@nestjs/common';
import { LongReads } from '../../database/long-reads.js';
import { NamedStatement } from '../../database/named-statement.js';
import { TransactionRunner } from '../../database/transaction-runner.js';

/** Rows by table. */
export type Rows = Readonly<Record<string, number>>;

/** The tables that a person knows, in the order in which they are named. */
const KNOWN_TABLES = ['issues', 'comments', 'labels', 'users', 'api_tokens'] as const;

interface Counted {
  readonly name: string;
  readonly count: string | number;
}

/** What the database holds that a restore or a reset would replace. */
@Injectable()
export class PresentStateRepository {
  constructor(
    private readonly runner: TransactionRunner,
    private readonly longReads: LongReads,
  ) {}

  /** The rows of what a person knows; none for a database that has no tables yet. */
  async rows(): Promise<Rows> {
    return this.count(
      KNOWN_TABLES.map((table) => `SELECT '${table}' AS name, COUNT(*) AS count FROM ${table}`),
    );
  }

  /** How many issues and comments were created or changed after this timestamp. */
  async changedSince(timestamp: string): Promise<Rows> {
    return this.count(
      ['issues', 'comments'].map(
        (table) =>
          `SELECT '${table}' AS name, COUNT(*) AS count FROM ${table} WHERE updated_at > :timestamp`,
      ),
      { timestamp },
    );
  }

  private async count(selections: readonly string[], values = {}): Promise<Rows> {
    const { dialect } = this.runner;
    const [tables = []] = await this.longReads.queryAll<{ name: string }>([[dialect.userTables]]);
    if (!tables.some(({ name }) => name === 'issues')) return {};
    const statement = new NamedStatement(selections.join(' UNION ALL '), dialect);
    const [found = []] = await this.longReads.queryAll<Counted>([
      [statement.text, statement.bind(values)],
    ]);
    return Object.fromEntries(found.map(({ name, count }) => [name, Number(count)]));
  }
}
