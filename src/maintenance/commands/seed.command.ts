import { Command, Option } from 'nest-commander';
import { SeedService } from '../sample-data/seed.service.js';
import { OperatorCommand } from '../../terminal/operator-command.js';
import { printJson } from '../../terminal/output.js';

@Command({ name: 'seed', description: 'Load the sample data: four users and five issues' })
export class SeedCommand extends OperatorCommand {
  constructor(private readonly samples: SeedService) {
    super();
  }

  async run(_arguments: string[], { json }: { json?: boolean }): Promise<void> {
    const seeded = await this.samples.seed();
    if (json) printJson(seeded);
    else {
      const { users, labels, issues } = seeded;
      console.log(
        `Loaded ${String(users)} users, ${String(labels)} labels and ${String(issues)} issues.`,
      );
    }
  }

  @Option({ flags: '--json', description: 'Print one JSON document' })
  json(): boolean {
    return true;
  }
}
