import { Command, Option } from 'nest-commander';
import { wholeNumber } from '../../terminal/output.js';
import { RehearsedCommand, type RehearsedOptions } from '../../terminal/rehearsed-command.js';
import type { RevertResponse } from '../dto/revert.dto.js';
import { RevertService } from '../revert/revert.service.js';

interface Options extends RehearsedOptions {
  readonly skipConflicts?: boolean;
}

@Command({
  name: 'revert',
  arguments: '<id>',
  description: 'Take a change back, such as an import, by a new change',
})
export class RevertCommand extends RehearsedCommand {
  constructor(private readonly reverts: RevertService) {
    super();
  }

  async run([text = '']: string[], options: Options): Promise<void> {
    const id = wholeNumber('The id', text, Number.MAX_SAFE_INTEGER);
    const onConflict = options.skipConflicts ? 'skip' : 'refuse';
    await this.rehearsed(
      {
        run: (dryRun) => this.reverts.revert(id, { onConflict, dryRun, limit: Infinity }),
        question: ({ updated_count }) =>
          `Take change ${String(id)} back in ${String(updated_count)} issues?`,
        tell: (done) => {
          tellOf(id, done);
        },
      },
      options,
    );
  }

  @Option({ flags: '--skip-conflicts', description: 'Leave what has been changed since' })
  skipConflicts(): boolean {
    return true;
  }
}

function tellOf(
  id: number,
  { change_id, updated_count, conflicts, more_conflicts }: RevertResponse,
): void {
  const left = conflicts.length + more_conflicts;
  console.log(
    change_id === null
      ? 'Nothing was left to take back.'
      : `Change ${String(change_id)} took change ${String(id)} back in ${String(updated_count)} issues.`,
  );
  if (left > 0) console.log(`${String(left)} values that were changed since stay as they are.`);
}
