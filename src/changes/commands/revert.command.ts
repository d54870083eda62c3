import { Command, Option } from 'nest-commander';
import { confirmed } from '../../terminal/confirm.js';
import { OperatorCommand } from '../../terminal/operator-command.js';
import { printJson, wholeNumber } from '../../terminal/output.js';
import { RevertService } from '../revert/revert.service.js';
import { printPreview } from './print-preview.js';

interface Options {
  readonly skipConflicts?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

@Command({
  name: 'revert',
  arguments: '<id>',
  description: 'Take a change back, such as an import, by a new change',
})
export class RevertCommand extends OperatorCommand {
  constructor(private readonly reverts: RevertService) {
    super();
  }

  async run([text = '']: string[], { skipConflicts, dryRun, yes, json }: Options): Promise<void> {
    const id = wholeNumber('The id', text, Number.MAX_SAFE_INTEGER);
    const onConflict = skipConflicts ? 'skip' : 'refuse';
    const revert = (rehearsed: boolean) =>
      this.reverts.revert(id, { onConflict, dryRun: rehearsed, limit: Infinity });
    if (dryRun || yes !== true) {
      const preview = await revert(true);
      if (!json) printPreview(preview);
      if (dryRun) {
        if (json) printJson(preview);
        return;
      }
      const issues = String(preview.updated_count);
      await confirmed(`Take change ${String(id)} back in ${issues} issues?`, yes);
    }
    const done = await revert(false);
    if (json) printJson(done);
    else {
      const left = done.conflicts.length + done.more_conflicts;
      console.log(
        done.change_id === null
          ? 'Nothing was left to take back.'
          : `Change ${String(done.change_id)} took change ${String(id)} back in ${String(done.updated_count)} issues.`,
      );
      if (left > 0) console.log(`${String(left)} values that were changed since stay as they are.`);
    }
  }

  @Option({ flags: '--skip-conflicts', description: 'Leave what has been changed since' })
  skipConflicts(): boolean {
    return true;
  }

  @Option({ flags: '--dry-run', description: 'Show what would change, and store nothing' })
  dryRun(): boolean {
    return true;
  }

  @Option({ flags: '--yes', description: 'Do not ask' })
  yes(): boolean {
    return true;
  }

  @Option({ flags: '--json', description: 'Print one JSON document' })
  json(): boolean {
    return true;
  }
}
