import { Command, Option } from 'nest-commander';
import { CleanupService } from '../cleanup/cleanup.service.js';
import { formatBytes } from '../../terminal/format.js';
import { printJson } from '../../terminal/output.js';
import { OperatorCommand } from '../../terminal/operator-command.js';

@Command({ name: 'vacuum', description: 'Return free space to the file system' })
export class VacuumCommand extends OperatorCommand {
  constructor(private readonly cleanup: CleanupService) {
    super();
  }

  async run(_arguments: string[], { json }: { json?: boolean }): Promise<void> {
    const done = await this.cleanup.vacuum();
    if (json) printJson(done);
    else {
      console.log(
        `${formatBytes(done.bytes_before)} before, ${formatBytes(done.bytes_after)} after.`,
      );
    }
  }

  @Option({ flags: '--json', description: 'Print one JSON document' })
  json(): boolean {
    return true;
  }
}
