import { Command, Option } from 'nest-commander';
import { parseQuery } from '../../http/validation/query-string.js';
import { toBody } from '../../http/validation/validation.pipe.js';
import { confirmed } from '../../terminal/confirm.js';
import { OperatorCommand } from '../../terminal/operator-command.js';
import { printJson } from '../../terminal/output.js';
import { WrongUsageError } from '../../terminal/usage-errors.js';
import { BulkService } from '../bulk/bulk.service.js';
import { BulkRequest } from '../dto/bulk.dto.js';
import { printPreview } from './print-preview.js';

interface Options {
  readonly query?: string;
  readonly set?: string;
  readonly addLabels?: string;
  readonly removeLabels?: string;
  readonly delete?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

@Command({ name: 'bulk', description: 'Change all issues that a filter finds, or none' })
export class BulkCommand extends OperatorCommand {
  constructor(private readonly bulk: BulkService) {
    super();
  }

  async run(_arguments: string[], options: Options): Promise<void> {
    const { dryRun, yes, json } = options;
    const request = await this.requestOf(options);
    if (dryRun || yes !== true) {
      const preview = await this.bulk.apply(request, true);
      if (!json) printPreview(preview);
      if (dryRun) {
        if (json) printJson(preview);
        return;
      }
      await confirmed(`Change ${String(preview.updated_count)} issues?`, yes);
    }
    const done = await this.bulk.apply(request);
    if (json) printJson(done);
    else if (done.change_id === null) console.log('Nothing has changed.');
    else {
      const changed = `Changed ${String(done.updated_count)} issues.`;
      console.log(`${changed} The command revert ${String(done.change_id)} takes it back.`);
    }
  }

  /** The issues are counted first: if others match when the change begins, it is refused. */
  private async requestOf(options: Options): Promise<BulkRequest> {
    const { query, set, addLabels, removeLabels, delete: deletes } = options;
    if (query === undefined) throw new WrongUsageError('--query is required; "" is every issue.');
    const filter = parseQuery(query);
    return toBody(BulkRequest, {
      filter,
      expected_count: await this.bulk.count(filter),
      ...(set === undefined ? {} : { set: parsed(set) }),
      ...(addLabels === undefined ? {} : { add_labels: addLabels.split(',') }),
      ...(removeLabels === undefined ? {} : { remove_labels: removeLabels.split(',') }),
      ...(deletes ? { delete: true } : {}),
    });
  }

  @Option({
    flags: '--query <query>',
    description: 'The filters of the API, e.g. "status=open&label=bug"',
  })
  query(query: string): string {
    return query;
  }

  @Option({ flags: '--set <json>', description: 'Fields, e.g. \'{"status": "closed"}\'' })
  set(json: string): string {
    return json;
  }

  @Option({
    flags: '--add-labels <names>',
    description: 'Comma-separated; unknown ones are created',
  })
  addLabels(names: string): string {
    return names;
  }

  @Option({ flags: '--remove-labels <names>', description: 'Comma-separated' })
  removeLabels(names: string): string {
    return names;
  }

  @Option({ flags: '--delete', description: 'Delete the issues; they can be restored' })
  delete(): boolean {
    return true;
  }

  @Option({ flags: '--dry-run', description: 'Show what would change, and store nothing' })
  dryRun(): boolean {
    return true;
  }

  @Option({ flags: '--yes', description: 'Do not ask' })
  yes(): boolean {
    return true;
  }

  @Option({ flags: '--json', description: 'Print one JSON document' })
  json(): boolean {
    return true;
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    throw new WrongUsageError('--set must be a JSON object.');
  }
}
