import { Injectable } from '@nestjs/common';
import type { StatsResponse } from '../dto/maintenance.dto.js';
import { StatsRepository } from './stats.repository.js';

/** Assignees, labels and recently changed issues in the response. */
const MAX_LISTED = 5;

@Injectable()
export class StatsService {
  constructor(private readonly statistics: StatsRepository) {}

  async stats(): Promise<StatsResponse> {
    const found = await this.statistics.find(MAX_LISTED);
    return {
      rows: found.rows,
      by_status: found.byStatus,
      by_priority: found.byPriority,
      top_assignees: found.topAssignees.map(({ name: username, count }) => ({ username, count })),
      top_labels: [...found.topLabels],
      recent_issues: found.recentIssues.map((issue) => ({
        ...issue,
        updated_at: new Date(issue.updated_at).toISOString(),
      })),
    };
  }
}
