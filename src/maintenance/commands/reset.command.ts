import { Command, Option } from 'nest-commander';
import { ResetService } from '../sample-data/reset.service.js';
import { confirmedByWords } from '../../terminal/confirm.js';
import { printJson } from '../../terminal/output.js';
import { OperatorCommand } from '../../terminal/operator-command.js';

@Command({ name: 'reset', description: 'Delete everything and load the sample data' })
export class ResetCommand extends OperatorCommand {
  constructor(private readonly resets: ResetService) {
    super();
  }

  async run(_arguments: string[], { json, yes }: { json?: boolean; yes?: boolean }): Promise<void> {
    await confirmedByWords('DELETE ALL DATA', yes);
    const seeded = await this.resets.reset();
    if (json) printJson(seeded);
    else console.log('Deleted everything and loaded the sample data.');
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
