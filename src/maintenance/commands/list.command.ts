import { Command, Option } from 'nest-commander';
import { Clock } from '../../common/clock.js';
import { BackupsService } from '../backups/backups.service.js';
import { formatDuration, formatBytes } from '../../terminal/format.js';
import { printJson, printTable } from '../../terminal/output.js';
import { OperatorCommand } from '../../terminal/operator-command.js';

@Command({ name: 'list', description: 'List the backups' })
export class ListCommand extends OperatorCommand {
  constructor(
    private readonly backups: BackupsService,
    private readonly clock: Clock,
  ) {
    super();
  }

  async run(
    _arguments: string[],
    { json, verify }: { json?: boolean; verify?: boolean },
  ): Promise<void> {
    const listed = await this.backups.list(verify);
    if (json) printJson(listed);
    else if (listed.length === 0) {
      console.log('There is no backup yet; the command backup makes one in');
      console.log(this.backups.folder);
    } else {
      console.log('Backups, the newest first, in');
      console.log(`${this.backups.folder}\n`);
      printTable(
        ['name', 'size', 'age', 'made by', 'verified'],
        listed.map((one) => [
          one.name,
          formatBytes(one.bytes),
          one.created_at === null ? 'unknown' : this.age(one.created_at),
          one.made_by ?? 'unknown',
          one.verified ? 'yes' : 'NO',
        ]),
      );
      console.log('A restore backs up what it replaces: name such a backup to go back to it.');
    }
  }

  private age(timestamp: string): string {
    return formatDuration(this.clock.now().getTime() - new Date(timestamp).getTime());
  }

  @Option({ flags: '--verify', description: 'Read every backup, and compare its SHA-256' })
  verify(): boolean {
    return true;
  }

  @Option({ flags: '--json', description: 'Print one JSON document' })
  json(): boolean {
    return true;
  }
}
