import { Command, Option } from 'nest-commander';
import { StatsService } from '../stats/stats.service.js';
import { printBars, printJson, printTable } from '../../terminal/output.js';
import { OperatorCommand } from '../../terminal/operator-command.js';

@Command({ name: 'stats', description: 'What the tracker holds' })
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
    printTable(['table', 'rows'], Object.entries(stats.rows));
    printBars('Issues by status', stats.by_status);
    printBars('Issues by priority', stats.by_priority);
    printTable(['assignee', 'issues'], stats.top_assignees.map(Object.values));
    printTable(['label', 'issues'], stats.top_labels.map(Object.values));
    printTable(['id', 'title', 'status', 'updated'], stats.recent_issues.map(Object.values));
  }

  @Option({ flags: '--json', description: 'Print one JSON document' })
  json(): boolean {
    return true;
  }
}
