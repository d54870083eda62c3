import { Command, Option } from 'nest-commander';
import { BackupsService } from '../backups/backups.service.js';
import { printJson, printTable } from '../../terminal/output.js';
import { OperatorCommand } from '../../terminal/operator-command.js';

@Command({ name: 'list', description: 'List the backups' })
export class ListCommand extends OperatorCommand {
  constructor(private readonly backups: BackupsService) {
    super();
  }

  async run(
    _arguments: string[],
    { json, verify }: { json?: boolean; verify?: boolean },
  ): Promise<void> {
    const listed = await this.backups.list(verify);
    if (json) printJson(listed);
    else {
      printTable(
        ['name', 'bytes', 'time', 'verified'],
        listed.map((one) => [
          one.name,
          one.bytes,
          one.created_at ?? '',
          one.verified ? 'yes' : 'NO',
        ]),
      );
    }
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
