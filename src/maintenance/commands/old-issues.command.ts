import { Command, Option } from 'nest-commander';
import { CleanupService } from '../cleanup/cleanup.service.js';
import { confirmed } from '../../terminal/confirm.js';
import { countOf } from '../../terminal/format.js';
import { printJson, wholeNumber } from '../../terminal/output.js';
import { OperatorCommand } from '../../terminal/operator-command.js';

@Command({ name: 'old-issues', description: 'Purge the issues resolved or deleted long ago' })
export class OldIssuesCommand extends OperatorCommand {
  constructor(private readonly cleanup: CleanupService) {
    super();
  }

  async run(
    _arguments: string[],
    { json, days = 90, yes }: { json?: boolean; days?: number; yes?: boolean },
  ): Promise<void> {
    const { found } = await this.cleanup.purgeOldIssues(days, true);
    if (found > 0) await confirmed(`Delete ${countOf(found, 'issue')} for good?`, yes);
    const done = await this.cleanup.purgeOldIssues(days, false);
    if (json) printJson(done);
    else console.log(`Removed ${countOf(done.removed, 'issue')}.`);
  }

  @Option({ flags: '--json', description: 'Print one JSON document' })
  json(): boolean {
    return true;
  }

  @Option({ flags: '--days <number>', description: 'Resolved longer ago than this' })
  days(text: string): number {
    return wholeNumber('--days', text);
  }

  @Option({ flags: '--yes', description: 'Do not ask' })
  yes(): boolean {
    return true;
  }
}
