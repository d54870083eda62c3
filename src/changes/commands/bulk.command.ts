import { Command, Option } from 'nest-commander';
import { parseQuery } from '../../http/validation/query-string.js';
import { toBody } from '../../http/validation/validation.pipe.js';
import { RehearsedCommand, type RehearsedOptions } from '../../terminal/rehearsed-command.js';
import { WrongUsageError } from '../../terminal/usage-errors.js';
import { BulkService } from '../bulk/bulk.service.js';
import { BulkRequest, type BulkResponse } from '../dto/bulk.dto.js';

interface Options extends RehearsedOptions {
  readonly query?: string;
  readonly set?: string;
  readonly addLabels?: string;
  readonly removeLabels?: string;
  readonly delete?: boolean;
}

@Command({ name: 'bulk', description: 'Change all issues that a filter finds, or none' })
export class BulkCommand extends RehearsedCommand {
  constructor(private readonly bulk: BulkService) {
    super();
  }

  async run(_arguments: string[], options: Options): Promise<void> {
    const request = await this.requestOf(options);
    await this.rehearsed(
      {
        run: (dryRun) => this.bulk.apply(request, dryRun),
        question: ({ updated_count }) => `Change ${String(updated_count)} issues?`,
        tell: tellOf,
      },
      options,
    );
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
}

function tellOf({ change_id, updated_count }: BulkResponse): void {
  console.log(
    change_id === null
      ? 'Nothing has changed.'
      : `Changed ${String(updated_count)} issues. The command revert ${String(change_id)} takes it back.`,
  );
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    throw new WrongUsageError('--set must be a JSON object.');
  }
}
