import { Command, Option } from 'nest-commander';
import { type DatabaseAddress, parseDatabaseUrl } from '../../config/database-url.js';
import { printJson, printTable } from '../../terminal/output.js';
import { OperatorCommand } from '../../terminal/operator-command.js';
import { withBar } from '../../terminal/progress.js';
import { WrongUsageError } from '../../terminal/usage-errors.js';
import { TransferService } from '../transfer/transfer.service.js';

@Command({
  name: 'transfer',
  description: 'Copy everything into an empty database of either kind',
})
export class TransferCommand extends OperatorCommand {
  constructor(private readonly transfers: TransferService) {
    super();
  }

  async run(
    _arguments: string[],
    { to, json }: { to: DatabaseAddress; json?: boolean },
  ): Promise<void> {
    const done = await withBar('transfer', json, (progress) =>
      this.transfers.transfer(to, progress),
    );
    if (json) printJson(done);
    else {
      printTable(
        ['table', 'rows', 'sha-256'],
        done.tables.map(({ table, rows, sha256 }) => [table, rows, sha256.slice(0, 16)]),
      );
      console.log('Copied and compared. Set DATABASE_URL to the new database to use it.');
    }
  }

  @Option({
    flags: '--to <url>',
    required: true,
    description: 'The empty database: sqlite:PATH or postgresql://…',
  })
  to(text: string): DatabaseAddress {
    try {
      return parseDatabaseUrl(text);
    } catch (error) {
      throw new WrongUsageError(`--to ${error instanceof Error ? error.message : ''}`);
    }
  }

  @Option({ flags: '--json', description: 'Print one JSON document' })
  json(): boolean {
    return true;
  }
}
