import { Command, Option } from 'nest-commander';
import { CleanupService } from '../cleanup/cleanup.service.js';
import { formatBytes, formatCount } from '../../terminal/format.js';
import { printJson, printTable } from '../../terminal/output.js';
import { OperatorCommand } from '../../terminal/operator-command.js';

@Command({ name: 'summary', description: 'What is worth cleaning' })
export class SummaryCommand extends OperatorCommand {
  constructor(private readonly cleanup: CleanupService) {
    super();
  }

  async run(_arguments: string[], { json }: { json?: boolean }): Promise<void> {
    const summary = await this.cleanup.cleanupSummary();
    if (json) printJson(summary);
    else {
      printTable(
        ['what', 'how much'],
        [
          [
            'issues resolved over 90 days ago, which old-issues purges',
            formatCount(summary.old_issues),
          ],
          ['unused labels, which unused-labels removes', formatCount(summary.unused_labels.length)],
          ['size of the database', formatBytes(summary.bytes)],
          ['free space in it, which vacuum returns', formatBytes(summary.free_bytes)],
        ],
      );
    }
  }

  @Option({ flags: '--json', description: 'Print one JSON document' })
  json(): boolean {
    return true;
  }
}
