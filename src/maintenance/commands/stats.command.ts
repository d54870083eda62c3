import { Command, Option } from 'nest-commander';
import { StatsService } from '../stats/stats.service.js';
import { ISSUE_PRIORITIES, ISSUE_STATUSES } from '../../issues/issue.entity.js';
import { formatTime } from '../../terminal/format.js';
import { printBars, printJson, printTable } from '../../terminal/output.js';
import { OperatorCommand } from '../../terminal/operator-command.js';

@Command({ name: 'stats', description: 'Issues by status, priority, assignee and label' })
export class StatsCommand extends OperatorCommand {
  constructor(private readonly statistics: StatsService) {
    super();
  }

  async run(_arguments: string[], { json }: { json?: boolean }): Promise<void> {
    const stats = await this.statistics.stats();
    if (json) {
      printJson(stats);
      return;
    }
    const { by_status: status, by_priority: priority } = stats;
    printBars(
      'Issues by status',
      ISSUE_STATUSES.map((name) => [name, status[name] ?? 0]),
    );
    printBars(
      'Issues by priority',
      ISSUE_PRIORITIES.toReversed().map((name) => [name, priority[name] ?? 0]),
    );
    printBars(
      'Top assignees',
      stats.top_assignees.map(({ username, count }) => [username, count]),
    );
    printBars(
      'Top labels',
      stats.top_labels.map(({ name, count }) => [name, count]),
    );
    printTable(
      ['id', 'changed last', 'status', 'when'],
      stats.recent_issues.map(({ id, title, status: now, updated_at }) => [
        String(id),
        title,
        now,
        formatTime(updated_at),
      ]),
      { flexible: 1 },
    );
    printTable(['Tables of the database', 'rows'], Object.entries(stats.rows));
  }

  @Option({ flags: '--json', description: 'Print one JSON document' })
  json(): boolean {
    return true;
  }
}
