import { Command, Option } from 'nest-commander';
import { OperatorCommand } from '../../terminal/operator-command.js';
import { countOf, formatCount } from '../../terminal/format.js';
import { printJson, wholeNumber } from '../../terminal/output.js';
import { RowsProgress } from '../../terminal/progress.js';
import { WrongUsageError } from '../../terminal/usage-errors.js';
import { type Populated, PopulateService } from '../sample-data/populate.service.js';

interface Options {
  readonly issues: number;
  readonly seed?: number;
  readonly until?: Date;
  readonly json?: boolean;
}

@Command({ name: 'populate', description: 'Add generated issues with labels and comments' })
export class PopulateCommand extends OperatorCommand {
  constructor(private readonly samples: PopulateService) {
    super();
  }

  async run(_arguments: string[], options: Options): Promise<void> {
    const { issues, seed = 1, until = today(), json } = options;
    const progress = new RowsProgress(issues, json);
    const populated = await this.samples
      .populate({
        issues,
        seed,
        until,
        onProgress: (done) => {
          progress.update(done, done);
        },
      })
      .finally(() => progress.end(0));
    const speed = progress.end(populated.issues);
    if (json) printJson(populated);
    else print(populated, speed);
  }

  @Option({ flags: '--issues <number>', description: 'How many', required: true })
  issues(text: string): number {
    return wholeNumber('--issues', text, 100_000_000);
  }

  @Option({ flags: '--seed <number>', description: 'Another number makes other issues (1)' })
  seed(text: string): number {
    return wholeNumber('--seed', text);
  }

  @Option({ flags: '--until <date>', description: 'The end of their two years (today, 0:00 UTC)' })
  until(text: string): Date {
    const date = new Date(text);
    if (Number.isNaN(date.getTime())) throw new WrongUsageError('--until must be a date.');
    return date;
  }

  @Option({ flags: '--json', description: 'Print one JSON document' })
  json(): boolean {
    return true;
  }
}

const today = () => new Date(new Date().setUTCHours(0, 0, 0, 0));

function print({ issues, comments }: Populated, speed: number): void {
  console.log(
    `Added ${countOf(issues, 'issue')} with ${countOf(comments, 'comment')}, ${formatCount(speed)} issues a second.`,
  );
}
