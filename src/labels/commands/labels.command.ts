import { Command, Option } from 'nest-commander';
import { LabelsService } from '../labels.service.js';
import { printJson, printTable } from '../../terminal/output.js';
import { OperatorCommand } from '../../terminal/operator-command.js';

@Command({ name: 'labels', description: 'List the labels with their use' })
export class LabelsCommand extends OperatorCommand {
  constructor(private readonly labels: LabelsService) {
    super();
  }

  async run(_arguments: string[], { json }: { json?: boolean }): Promise<void> {
    const labels = (await this.labels.showAll()).parse();
    if (json) printJson(labels);
    else {
      printTable(
        ['id', 'name', 'color', 'issues'],
        labels.map(({ id, name, color, issues_count }) => [id, name, color, issues_count]),
      );
    }
  }

  @Option({ flags: '--json', description: 'Print one JSON document' })
  json(): boolean {
    return true;
  }
}
