import { Command, Option } from 'nest-commander';
import { MaintenanceService } from '../maintenance.service.js';
import { printJson, printTable } from './output.js';
import { OperatorCommand } from './operator-command.js';

@Command({ name: 'health', description: 'Check the integrity of the data' })
export class HealthCommand extends OperatorCommand {
  constructor(private readonly maintenance: MaintenanceService) {
    super();
  }

  async run(_arguments: string[], { json }: { json?: boolean }): Promise<void> {
    const health = await this.maintenance.health();
    if (json) printJson(health);
    else {
      printTable(
        ['check', 'faults', 'examples'],
        health.checks.map(({ name, faults, examples }) => [name, faults, examples.join(', ')]),
      );
    }
    if (!health.healthy) process.exitCode = 3;
  }

  @Option({ flags: '--json', description: 'Print one JSON document' })
  json(): boolean {
    return true;
  }
}
