import { Command, Option } from 'nest-commander';
import { BackupsService } from '../backups/backups.service.js';
import { formatBytes } from '../../terminal/format.js';
import { printJson, wholeNumber } from '../../terminal/output.js';
import { withBar } from '../../terminal/progress.js';
import { OperatorCommand } from '../../terminal/operator-command.js';

@Command({ name: 'backup', description: 'Make a verified backup, while the server runs' })
export class BackupCommand extends OperatorCommand {
  constructor(private readonly backups: BackupsService) {
    super();
  }

  async run(
    _arguments: string[],
    { json, keep }: { json?: boolean; keep?: number },
  ): Promise<void> {
    const manifest = await withBar('backup', json, (progress) =>
      this.backups.create(keep, progress),
    );
    if (json) printJson(manifest);
    else {
      console.log(`Wrote and verified ${manifest.name}, ${formatBytes(manifest.bytes)},`);
      console.log(`in ${this.backups.folder}.`);
    }
  }

  @Option({ flags: '--json', description: 'Print one JSON document' })
  json(): boolean {
    return true;
  }

  @Option({ flags: '--keep <number>', description: 'Remove all but the newest of this many' })
  keep(text: string): number {
    return wholeNumber('--keep', text);
  }
}
