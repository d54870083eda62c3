import { Command, Option } from 'nest-commander';
import { ResetService } from '../sample-data/reset.service.js';
import { confirmedByWords } from '../../terminal/confirm.js';
import { printJson } from '../../terminal/output.js';
import { OperatorCommand } from '../../terminal/operator-command.js';

interface Options {
  readonly json?: boolean;
  readonly yes?: boolean;
  readonly empty?: boolean;
}

@Command({ name: 'reset', description: 'Delete everything and load the sample data' })
export class ResetCommand extends OperatorCommand {
  constructor(private readonly resets: ResetService) {
    super();
  }

  async run(_arguments: string[], { json, yes, empty = false }: Options): Promise<void> {
    await confirmedByWords('DELETE ALL DATA', yes);
    const seeded = await this.resets.reset({ empty });
    if (json) printJson(seeded);
    else console.log(`Deleted everything${empty ? '' : ' and loaded the sample data'}.`);
  }

  @Option({ flags: '--json', description: 'Print one JSON document' })
  json(): boolean {
    return true;
  }

  @Option({ flags: '--empty', description: 'Load no sample data' })
  empty(): boolean {
    return true;
  }

  @Option({ flags: '--yes', description: 'Do not ask' })
  yes(): boolean {
    return true;
  }
}
