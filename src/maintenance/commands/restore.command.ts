import { Command, Option } from 'nest-commander';
import { Clock } from '../../common/clock.js';
import { Configuration } from '../../config/configuration.js';
import { urlWithoutPassword } from '../../config/database-url.js';
import { confirmed } from '../../terminal/confirm.js';
import { formatFacts } from '../../terminal/format.js';
import { OperatorCommand } from '../../terminal/operator-command.js';
import { printJson } from '../../terminal/output.js';
import { withBar } from '../../terminal/progress.js';
import type { Manifest } from '../backups/backup-store.js';
import { BackupsService } from '../backups/backups.service.js';
import { describeAge, describeRows } from './explain.js';

@Command({
  name: 'restore',
  arguments: '[name]',
  description: 'Replace the database by a backup',
})
export class RestoreCommand extends OperatorCommand {
  constructor(
    private readonly backups: BackupsService,
    private readonly configuration: Configuration,
    private readonly clock: Clock,
  ) {
    super();
  }

  async run([wanted]: string[], { json, yes }: { json?: boolean; yes?: boolean }): Promise<void> {
    const backup = await this.backups.find(wanted);
    await confirmed('Replace the database by this backup?', yes, {
      explain: () => this.explain(backup),
    });
    const done = await withBar('restore', json, (progress) =>
      this.backups.restore(backup.name, progress),
    );
    if (json) printJson(done);
    else {
      console.log(`Restored ${done.restored}. To undo that: restore ${done.previous}`);
    }
  }

  private async explain(backup: Manifest): Promise<string> {
    const { now, since } = await this.backups.replacedBy(backup);
    const changed = Object.values(since).some((count) => count > 0);
    return formatFacts({
      Database: `${urlWithoutPassword(this.configuration.database.address)}\n${describeRows(now)}`,
      Backup: `${backup.name}\nof ${describeAge(backup.created_at, this.clock.now())}\n${describeRows(backup.rows)}`,
      Lost: changed
        ? `what was created or changed since then: ${describeRows(since)}`
        : 'no issue or comment was created or changed since then',
      Undo: 'the present state is backed up first',
    });
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
