import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command, Option } from 'nest-commander';
import { parseQuery } from '../../http/validation/query-string.js';
import { toQuery } from '../../http/validation/validation.pipe.js';
import { OperatorCommand } from '../../terminal/operator-command.js';
import { printJson } from '../../terminal/output.js';
import { IssueFilterQuery } from '../dto/list-issues.dto.js';
import { ExportService } from '../export/export.service.js';
import { withFile } from '../../terminal/operator-file.js';
import { Progress } from '../../terminal/progress.js';

interface Options {
  readonly query?: string;
  readonly json?: boolean;
}

@Command({
  name: 'export',
  arguments: '[file]',
  description: 'Export issues as a CSV, to a file or to standard output',
})
export class ExportCommand extends OperatorCommand {
  constructor(private readonly exports: ExportService) {
    super();
  }

  async run([file]: string[], { query = '', json }: Options): Promise<void> {
    if (file === undefined && json) this.command.error('error: --json needs a file');
    const filter = await toQuery(IssueFilterQuery, parseQuery(query));
    const progress = new Progress(await this.exports.count(filter), json);
    let rows = 0;
    const csv = this.exports.stream(filter, (batch) => {
      rows += batch;
      progress.update(rows, rows);
    });
    await (file === undefined
      ? pipeline(csv, process.stdout, { end: false })
      : withFile(file, () => write(csv, file)));
    const speed = progress.end(rows);
    if (json) printJson({ file, rows });
    else if (file !== undefined) {
      console.log(`Exported ${String(rows)} issues to ${file}, ${String(speed)} a second.`);
    }
  }

  @Option({
    flags: '--query <query>',
    description: 'Filters and sort as in the API, e.g. "status=open&sort=id"',
  })
  query(query: string): string {
    return query;
  }

  @Option({ flags: '--json', description: 'Print one JSON document' })
  json(): boolean {
    return true;
  }
}

/** Writes to a temporary file first, so that `file` is never incomplete. */
async function write(csv: Readable, file: string): Promise<void> {
  const partial = `${file}.${String(process.pid)}.part`;
  try {
    await pipeline(csv, createWriteStream(partial));
    await rename(partial, file);
  } finally {
    await rm(partial, { force: true });
  }
}
