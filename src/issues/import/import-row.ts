import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { faultOf } from '../../common/dto/fault-message.js';
import { CreateIssueRequest } from '../dto/issue-requests.dto.js';
import type { CsvRecord } from './csv-reader.js';

export const COLUMNS = ['title', 'description', 'status', 'priority', 'assignee_id'] as const;

/** A record as the request that would create it, and everything that is wrong with it. */
export interface ImportRow {
  readonly rowNumber: number;
  readonly request: CreateIssueRequest;
  readonly faults: string[];
}

/** A row is valid when `POST /issues` would take it: the same rules, with enums in any case. */
export async function toImportRow({ rowNumber, cells, surplus }: CsvRecord): Promise<ImportRow> {
  const faults: string[] = [];
  if (surplus > 0) {
    faults.push(`the row has ${String(surplus)} cells and the header ${String(cells.size)}`);
  }
  const read = (column: (typeof COLUMNS)[number]): string | undefined => {
    const cell = cells.get(column);
    if (cell && 'fault' in cell) faults.push(`${column}: ${cell.fault}`);
    return cell && 'text' in cell && cell.text.trim() !== '' ? cell.text : undefined;
  };
  const assignee = read('assignee_id')?.trim();
  const request = plainToInstance(CreateIssueRequest, {
    title: read('title'),
    description: read('description'),
    status: read('status')?.trim().toLowerCase(),
    priority: read('priority')?.trim().toLowerCase(),
    assignee_id: assignee !== undefined && /^\d+$/.test(assignee) ? Number(assignee) : assignee,
  });
  const known = new Set(faults.map((fault) => fault.split(':')[0]));
  for (const fault of await validate(request)) {
    const [, message] = faultOf(fault) ?? [];
    if (!known.has(fault.property)) faults.push(`${fault.property}: ${message ?? 'is invalid'}`);
  }
  return { rowNumber, request, faults };
}
