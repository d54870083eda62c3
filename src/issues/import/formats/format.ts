import type { Cell, CsvRecord } from '../csv-reader.js';
import { joinLabels } from '../../label-list.js';
import { isKnown, namesIn, timestampOf, translated } from './values.js';

type Values = Readonly<Record<string, string>>;

/** The layout of the CSV that another tool exports: names of its columns, in lower case. */
export interface Format {
  /** Of the external ids. */
  readonly source: string;
  /** Each may have several names, of which a file has one. */
  readonly title: readonly string[];
  readonly description: readonly string[];
  readonly id: readonly string[];
  readonly status: readonly string[];
  readonly statuses: Values;
  readonly priority: readonly string[];
  readonly priorities: Values;
  readonly labels: readonly string[];
  readonly assignee: readonly string[];
  readonly created: readonly string[];
  readonly resolved: readonly string[];
  /** The address of an issue, of which an id that is unique among projects is made. */
  readonly url?: readonly string[];
  /** Columns whose texts are added to the description. */
  readonly notes?: readonly string[];
}

const LISTS = [
  ...(['title', 'description', 'id', 'status', 'priority', 'labels', 'assignee'] as const),
  ...(['created', 'resolved', 'url', 'notes'] as const),
];

/** The columns that the format reads. */
export const columnsOfFormat = (format: Format): string[] => [
  ...new Set(LISTS.flatMap((list) => format[list] ?? [])),
];

/** `https://github.com/owner/name/issues/12` and `https://gitlab.com/group/name/-/issues/12`. */
const ISSUE_URL = /^https?:\/\/[^/]+\/(.+?)\/(?:-\/)?(?:issues|work_items)\/(\d+)/;

/** The record as one of our own columns. */
export function toOwnRecord(format: Format, record: CsvRecord): CsvRecord {
  if (!record.cells) return record;
  const cells = new Map<string, Cell>();
  const all = (names: readonly string[] = []): Cell[] =>
    names.flatMap((name) => record.repeated?.get(name) ?? record.cells?.get(name) ?? []);
  const texts = (names?: readonly string[]): string[] =>
    all(names).flatMap((cell) => ('text' in cell && cell.text.trim() !== '' ? cell.text : []));
  const first = (names?: readonly string[]): string => texts(names)[0] ?? '';
  const set = (name: string, sources: readonly string[] | undefined, text: string): void => {
    const broken = all(sources).find((cell) => 'error' in cell);
    cells.set(name, broken ?? { text });
  };
  const [assignee = '', ...others] = texts(format.assignee).flatMap(namesOfUsers);
  const statuses = texts(format.status);
  const status = statuses.find((text) => isKnown(format.statuses, text)) ?? statuses[0] ?? '';
  const own = translated(format.statuses)(status);
  const isEnded = own === 'resolved' || own === 'closed';
  const notes = [
    ...others.map((name) => `Also assigned: ${name}`),
    ...texts(format.notes).map((text) => `Comment: ${text}`),
  ];
  set('title', format.title, first(format.title));
  set('description', format.description, [...texts(format.description), ...notes].join('\n\n'));
  set('status', format.status, own);
  set('priority', format.priority, translated(format.priorities)(first(format.priority)));
  set('labels', format.labels, joinLabels(distinct(texts(format.labels).flatMap(namesIn))));
  set('assignee', format.assignee, assignee.replace(/@.*/, ''));
  if (assignee.includes('@')) cells.set('assignee_email', { text: assignee });
  set('created_at', format.created, timestampOf(first(format.created)));
  set('resolved_at', format.resolved, isEnded ? timestampOf(first(format.resolved)) : '');
  const [, project, number] = ISSUE_URL.exec(first(format.url)) ?? [];
  const id = project === undefined ? first(format.id) : `${project}#${number ?? ''}`;
  set('external_id', format.id, id);
  if (id !== '') cells.set('external_source', { text: format.source });
  return { ...record, cells };
}

/** Jira and Redmine write one name, in which a comma can be. */
const namesOfUsers = (text: string): string[] =>
  /[;[]|, ?\S+@|^[\w.-]+(, ?[\w.-]+)+$/.test(text) ? namesIn(text) : [text.trim()];

const distinct = (names: readonly string[]): string[] => [
  ...new Map(names.map((name) => [name.toLowerCase(), name])).values(),
];
