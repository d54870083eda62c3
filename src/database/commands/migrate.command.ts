import { Command, Option } from 'nest-commander';
import { Configuration } from '../../config/configuration.js';
import { migrate } from '../migrate.js';
import { OperatorCommand } from '../../terminal/operator-command.js';
import { printJson } from '../../terminal/output.js';

@Command({ name: 'migrate', description: 'Run the pending migrations' })
export class MigrateCommand extends OperatorCommand {
  constructor(private readonly configuration: Configuration) {
    super();
  }

  async run(_arguments: string[], { json }: { json?: boolean }): Promise<void> {
    const migrations = await migrate(this.configuration);
    if (json) printJson({ migrations });
    else if (migrations.length === 0) console.log('The database is up to date.');
    else for (const name of migrations) console.log(`Ran ${name}.`);
  }

  @Option({ flags: '--json', description: 'Print one JSON document' })
  json(): boolean {
    return true;
  }
}
