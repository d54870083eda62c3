import { Command, Option } from 'nest-commander';
import { IntegrityService } from '../integrity/integrity.service.js';
import { printJson, printTable } from '../../terminal/output.js';
import { OperatorCommand } from '../../terminal/operator-command.js';

@Command({ name: 'health', description: 'Check the integrity of the data' })
export class HealthCommand extends OperatorCommand {
  constructor(private readonly integrity: IntegrityService) {
    super();
  }

  async run(
    _arguments: string[],
    { json, repair }: { json?: boolean; repair?: boolean },
  ): Promise<void> {
    if (repair) await this.integrity.repair();
    const health = await this.integrity.health();
    if (json) printJson(health);
    else {
      printTable(
        ['check', 'faults', 'examples'],
        health.checks.map(({ name, faults, examples }) => [name, faults, examples.join(', ')]),
      );
    }
    if (!health.healthy) process.exitCode = 3;
  }

  @Option({
    flags: '--repair',
    description: 'First rebuild the summaries, and the search index if it is wrong',
  })
  repair(): boolean {
    return true;
  }

  @Option({ flags: '--json', description: 'Print one JSON document' })
  json(): boolean {
    return true;
  }
}
