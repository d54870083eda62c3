import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock.js';
import { requestContext } from '../../common/request-context.js';
import { TransactionRunner } from '../../database/transaction-runner.js';
import type { MaintenanceRun } from './maintenance-run.entity.js';
import { RunsRepository } from './runs.repository.js';

const MAX_LISTED_RUNS = 100;

/** The record of operations on the entire database. */
@Injectable()
export class RunsService {
  constructor(
    private readonly runs: RunsRepository,
    private readonly runner: TransactionRunner,
    private readonly clock: Clock,
  ) {}

  /** The newest hundred, newest first. */
  list(): Promise<MaintenanceRun[]> {
    return this.runner.read(() => this.runs.find(MAX_LISTED_RUNS));
  }

  record(operation: string, result: Readonly<Record<string, unknown>>): Promise<void> {
    const context = requestContext();
    return this.runner.run(() =>
      this.runs.insert({
        operation,
        result: JSON.stringify(result),
        actorId: context?.actorId ?? null,
        requestId: context?.requestId ?? '',
        createdAt: this.clock.now(),
      }),
    );
  }
}
