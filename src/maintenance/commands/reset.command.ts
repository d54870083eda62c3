import { Command, Option } from 'nest-commander';
import { Clock } from '../../common/clock.js';
import { Configuration } from '../../config/configuration.js';
import { urlWithoutPassword } from '../../config/database-url.js';
import { BackupsService } from '../backups/backups.service.js';
import { ResetService } from '../sample-data/reset.service.js';
import { confirmedByWords } from '../../terminal/confirm.js';
import { formatFacts } from '../../terminal/format.js';
import { printJson } from '../../terminal/output.js';
import { OperatorCommand } from '../../terminal/operator-command.js';
import { describeAge, describeRows } from './explain.js';

interface Options {
  readonly json?: boolean;
  readonly yes?: boolean;
  readonly empty?: boolean;
}

@Command({ name: 'reset', description: 'Delete everything and load the sample data' })
export class ResetCommand extends OperatorCommand {
  constructor(
    private readonly resets: ResetService,
    private readonly backups: BackupsService,
    private readonly configuration: Configuration,
    private readonly clock: Clock,
  ) {
    super();
  }

  async run(_arguments: string[], { json, yes, empty = false }: Options): Promise<void> {
    await confirmedByWords('DELETE ALL DATA', yes, { explain: () => this.explain() });
    const seeded = await this.resets.reset({ empty });
    if (json) printJson(seeded);
    else console.log(`Deleted everything${empty ? '' : ' and loaded the sample data'}.`);
  }

  private async explain(): Promise<string> {
    // Whatever is wrong with the backups, there is none then.
    const newest = await this.backups.find().catch(() => undefined);
    return formatFacts({
      Database: urlWithoutPassword(this.configuration.database.address),
      Deleted: `${describeRows(await this.resets.rows())}\nand all of their history`,
      Undo:
        newest === undefined
          ? 'not possible: there is no backup; make one with the command backup'
          : `not possible beyond the newest backup\n${newest.name}\nof ${describeAge(newest.created_at, this.clock.now())}`,
    });
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
