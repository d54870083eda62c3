import { Command } from 'nest-commander';
import { CleanupService } from '../cleanup/cleanup.service.js';
import { countOf } from '../../terminal/format.js';
import { RehearsedCommand, type RehearsedOptions } from '../../terminal/rehearsed-command.js';

@Command({ name: 'unused-labels', description: 'Remove the labels without an issue' })
export class UnusedLabelsCommand extends RehearsedCommand {
  constructor(private readonly cleanup: CleanupService) {
    super();
  }

  async run(_arguments: string[], options: RehearsedOptions): Promise<void> {
    await this.rehearsed(
      {
        run: (dryRun) => this.cleanup.removeUnusedLabels(dryRun),
        question: ({ found }) => (found > 0 ? `Delete ${countOf(found, 'label')}?` : undefined),
        tell: ({ removed }) => {
          console.log(`Removed ${countOf(removed, 'label')}.`);
        },
      },
      options,
    );
  }
}
