import { Command, Option } from 'nest-commander';
import { CleanupService } from '../cleanup/cleanup.service.js';
import { confirmed } from '../../terminal/confirm.js';
import { countOf } from '../../terminal/format.js';
import { printJson } from '../../terminal/output.js';
import { OperatorCommand } from '../../terminal/operator-command.js';

@Command({ name: 'unused-labels', description: 'Remove the labels without an issue' })
export class UnusedLabelsCommand extends OperatorCommand {
  constructor(private readonly cleanup: CleanupService) {
    super();
  }

  async run(_arguments: string[], { json, yes }: { json?: boolean; yes?: boolean }): Promise<void> {
    const { found } = await this.cleanup.removeUnusedLabels(true);
    if (found > 0) await confirmed(`Delete ${countOf(found, 'label')}?`, yes);
    const done = await this.cleanup.removeUnusedLabels(false);
    if (json) printJson(done);
    else console.log(`Removed ${countOf(done.removed, 'label')}.`);
  }

  @Option({ flags: '--json', description: 'Print one JSON document' })
  json(): boolean {
    return true;
  }

  @Option({ flags: '--yes', description: 'Do not ask' })
  yes(): boolean {
    return true;
  }
}
