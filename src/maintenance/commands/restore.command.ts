import { Command, Option } from 'nest-commander';
import { BackupsService } from '../backups/backups.service.js';
import { confirmed } from '../../terminal/confirm.js';
import { printJson } from '../../terminal/output.js';
import { withBar } from '../../terminal/progress.js';
import { OperatorCommand } from '../../terminal/operator-command.js';

@Command({
  name: 'restore',
  arguments: '[name]',
  description: 'Replace the database by a backup, the newest without a name',
})
export class RestoreCommand extends OperatorCommand {
  constructor(private readonly backups: BackupsService) {
    super();
  }

  async run([name]: string[], { json, yes }: { json?: boolean; yes?: boolean }): Promise<void> {
    await confirmed('Replace the whole database by a backup?', yes);
    const done = await withBar('restore', json, (progress) => this.backups.restore(name, progress));
    if (json) printJson(done);
    else console.log(`Restored ${done.restored}; what was there before is ${done.previous}.`);
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
