import { Command, Option } from 'nest-commander';
import { CleanupService } from '../cleanup/cleanup.service.js';
import { countOf } from '../../terminal/format.js';
import { wholeNumber } from '../../terminal/output.js';
import { RehearsedCommand, type RehearsedOptions } from '../../terminal/rehearsed-command.js';

@Command({ name: 'old-issues', description: 'Purge the issues resolved or deleted long ago' })
export class OldIssuesCommand extends RehearsedCommand {
  constructor(private readonly cleanup: CleanupService) {
    super();
  }

  async run(
    _arguments: string[],
    { days = 90, ...options }: RehearsedOptions & { readonly days?: number },
  ): Promise<void> {
    await this.rehearsed(
      {
        run: (dryRun) => this.cleanup.purgeOldIssues(days, dryRun),
        question: ({ found }) =>
          found > 0 ? `Delete ${countOf(found, 'issue')} for good?` : undefined,
        tell: ({ removed }) => {
          console.log(`Removed ${countOf(removed, 'issue')}.`);
        },
      },
      options,
    );
  }

  @Option({ flags: '--days <number>', description: 'Resolved longer ago than this' })
  days(text: string): number {
    return wholeNumber('--days', text);
  }
}
