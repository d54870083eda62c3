import { Command, Option } from 'nest-commander';
import { OperatorCommand } from '../../terminal/operator-command.js';
import { printJson, printTable } from '../../terminal/output.js';
import { IssueListService } from '../list/issue-list.service.js';

/** A terminal shows no more; `GET /issues?deleted=true` has pages. */
const SHOWN_ISSUES = 100;

@Command({ name: 'deleted', description: 'List the deleted issues, the last one first' })
export class DeletedCommand extends OperatorCommand {
  constructor(private readonly lists: IssueListService) {
    super();
  }

  async run(_arguments: string[], { json }: { json?: boolean }): Promise<void> {
    const query = { deleted: true, sort: '-updated_at', page_size: SHOWN_ISSUES };
    const { items, total } = (await this.lists.list(query)).parse();
    if (json) {
      printJson({ total, items });
      return;
    }
    if (items.length === 0) console.log('There are no deleted issues.');
    else {
      printTable(
        ['id', 'title', 'status', 'deleted'],
        items.map(({ id, title, status, updated_at }) => [id, title, status, updated_at]),
      );
      console.log(
        `${String(items.length)} of ${String(total)}. POST /issues/ID/restore brings one back.`,
      );
    }
  }

  @Option({ flags: '--json', description: 'Print one JSON document' })
  json(): boolean {
    return true;
  }
}
