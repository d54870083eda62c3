import { Command, Option } from 'nest-commander';
import { IntegrityService } from '../integrity/integrity.service.js';
import type { IntegrityResponse } from '../dto/maintenance.dto.js';
import { countOf } from '../../terminal/format.js';
import { emphasized, printJson, printTable } from '../../terminal/output.js';
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
        { flexible: 2 },
      );
      console.log(verdictOf(health));
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

function verdictOf({ healthy, checks }: IntegrityResponse): string {
  if (healthy) {
    return `${emphasized('Healthy', 'green')}: ${countOf(checks.length, 'check')}, no fault.`;
  }
  const failed = checks.filter(({ faults }) => faults > 0);
  const faults = countOf(
    failed.reduce((sum, check) => sum + check.faults, 0),
    'fault',
  );
  return (
    `${emphasized('Not healthy', 'red')}: ${faults}, found by ${String(failed.length)} of ` +
    `${countOf(checks.length, 'check')}. health --repair rebuilds the summaries and the search index; ` +
    'for anything else restore a backup.'
  );
}
