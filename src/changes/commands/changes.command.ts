import { Command, Option } from 'nest-commander';
import { toQuery } from '../../http/validation/validation.pipe.js';
import { parseQuery } from '../../http/validation/query-string.js';
import { OperatorCommand } from '../../terminal/operator-command.js';
import { printJson, printTable } from '../../terminal/output.js';
import { ChangesService } from '../changes.service.js';
import { ListChangesQuery } from '../dto/change.dto.js';

@Command({ name: 'changes', description: 'List the writes that changed issues, newest first' })
export class ChangesCommand extends OperatorCommand {
  constructor(private readonly changes: ChangesService) {
    super();
  }

  async run(
    _arguments: string[],
    { json, query = '' }: { json?: boolean; query?: string },
  ): Promise<void> {
    const asked = await toQuery(ListChangesQuery, parseQuery(query));
    const found = (await this.changes.list(asked)).parse();
    if (json) printJson(found);
    else if (found.length === 0) console.log('There are no changes.');
    else {
      printTable(
        ['id', 'kind', 'at', 'by', 'issues', 'reverted by'],
        found.map(({ id, kind, created_at, actor, issues_count, reverted_by }) => [
          ...[id, kind, created_at, actor?.username ?? '', issues_count],
          reverted_by ?? '',
        ]),
      );
    }
  }

  @Option({
    flags: '--query <query>',
    description: 'Filters as in the API, e.g. "kind=import&page_size=20"',
  })
  query(query: string): string {
    return query;
  }

  @Option({ flags: '--json', description: 'Print one JSON document' })
  json(): boolean {
    return true;
  }
}
