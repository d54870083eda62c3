import { Injectable } from '@nestjs/common';
import { TransactionRunner } from '../../database/transaction-runner.js';
import { MaintenanceRun } from './maintenance-run.entity.js';

@Injectable()
export class RunsRepository {
  constructor(private readonly runner: TransactionRunner) {}

  private get runs() {
    return this.runner.manager.getRepository(MaintenanceRun);
  }

  /** Newest first. */
  find(limit: number): Promise<MaintenanceRun[]> {
    return this.runs.find({ order: { id: 'DESC' }, take: limit });
  }

  async insert(fields: Omit<MaintenanceRun, 'id'>): Promise<void> {
    await this.runs.insert(fields);
  }
}
