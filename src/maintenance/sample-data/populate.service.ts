import { Injectable } from '@nestjs/common';
import { CommentsService } from '../../comments/comments.service.js';
import { caseKey } from '../../common/text.js';
import { TransactionRunner } from '../../database/transaction-runner.js';
import { HistoryService } from '../../history/history.service.js';
import { IssuesService } from '../../issues/issues.service.js';
import { LabelsService } from '../../labels/labels.service.js';
import { UsersService } from '../../users/users.service.js';
import { type GeneratedIssue, generateIssues } from './issue-generator.js';
import { LABELS, USERNAMES } from './words.js';

/** Issues per transaction: other writers wait for one batch, not for all. */
const BATCH_ISSUES = 500;

export interface PopulateOptions {
  readonly issues: number;
  /** Equal seeds generate equal issues. */
  readonly seed: number;
  /** The end of the two years that the issues are spread over. */
  readonly until: Date;
  readonly onProgress?: (issues: number) => void;
}

export interface Populated {
  readonly issues: number;
  readonly comments: number;
}

/** Ids by name. */
type Ids = ReadonlyMap<string, number>;

@Injectable()
export class PopulateService {
  constructor(
    private readonly users: UsersService,
    private readonly labels: LabelsService,
    private readonly issues: IssuesService,
    private readonly comments: CommentsService,
    private readonly history: HistoryService,
    private readonly runner: TransactionRunner,
  ) {}

  /** Adds generated issues: one change, in one transaction per batch. */
  async populate({ issues, seed, until, onProgress }: PopulateOptions): Promise<Populated> {
    const users = await this.ensureUsers();
    const done = { issues: 0, comments: 0 };
    let changeId: number | undefined;
    for (const batch of inBatches(generateIssues(issues, { seed, until }))) {
      const stored = await this.runner.runAlone(async () => {
        this.history.begin('sample_data', { id: changeId });
        return { comments: await this.store(batch, users), changeId: this.history.changeId };
      });
      ({ changeId } = stored);
      done.comments += stored.comments;
      done.issues += batch.length;
      onProgress?.(done.issues);
    }
    return done;
  }

  /** Inserts comments first: their events are stored with the issues. */
  private async store(batch: readonly GeneratedIssue[], users: Ids): Promise<number> {
    await this.runner.deferForeignKeys();
    const labels = new Map(
      (await this.labels.ensure(LABELS)).map((label) => [label.nameKey, label]),
    );
    const ids = await this.issues.reserveIds(batch.length);
    const discussions = batch.map(({ comments }, index) =>
      comments.map(({ author, body, createdAt }) => ({
        issueId: ids[index] ?? 0,
        authorId: users.get(author) ?? 0,
        body,
        createdAt,
      })),
    );
    const said = await this.comments.storePast(discussions.flat());
    const events = [...said];
    await this.issues.storePast(
      batch.map(({ assignee, labels: names, comments, ...issue }, index) => ({
        ...issue,
        id: ids[index] ?? 0,
        assigneeId: assignee === null ? null : (users.get(assignee) ?? null),
        updatedAt: issue.resolvedAt ?? issue.createdAt,
        labels: names.flatMap((name) => labels.get(caseKey(name)) ?? []),
        commentsCount: comments.length,
        events: events.splice(0, comments.length),
      })),
    );
    return said.length;
  }

  private async ensureUsers(): Promise<Ids> {
    const known = new Map((await this.users.list()).map(({ username, id }) => [username, id]));
    const ids = new Map<string, number>();
    for (const username of USERNAMES) {
      const id =
        known.get(username) ??
        (await this.users.create({ username, email: `${username}@example.com` })).parse().id;
      ids.set(username, id);
    }
    return ids;
  }
}

function* inBatches<T>(values: Iterable<T>): Generator<T[]> {
  let batch: T[] = [];
  for (const value of values) {
    batch.push(value);
    if (batch.length < BATCH_ISSUES) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
