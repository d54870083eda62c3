import type { TableOptions } from 'typeorm';
import { bigint, integer, PRIMARY, text } from './columns.js';

/**
 * What lists and reports would have to count, counted by triggers with every change.
 *
 * On PostgreSQL the counts of a row are spread over slots, one for each of a few connections, so
 * that writers do not queue for one row; a count is the sum over its slots. Nobody is assignee 0.
 */
export const summaryTables: readonly TableOptions[] = [
  {
    name: 'issue_counts',
    columns: [
      text('status', PRIMARY),
      text('priority', PRIMARY),
      integer('assignee_id', PRIMARY),
      integer('slot', PRIMARY),
      integer('issues'),
    ],
  },
  {
    name: 'resolution_counts',
    columns: [
      integer('assignee_id', PRIMARY),
      integer('bucket', PRIMARY),
      integer('slot', PRIMARY),
      integer('issues'),
      bigint('milliseconds'),
    ],
  },
  {
    // So that a report need not read all buckets to find those that its percentiles lie in.
    name: 'resolution_blocks',
    columns: [
      integer('assignee_id', PRIMARY),
      integer('block', PRIMARY),
      integer('slot', PRIMARY),
      integer('issues'),
      bigint('milliseconds'),
    ],
  },
  {
    name: 'daily_counts',
    columns: [
      text('day', PRIMARY),
      integer('slot', PRIMARY),
      integer('created'),
      integer('resolved'),
    ],
  },
  {
    name: 'label_counts',
    columns: [
      integer('label_id', PRIMARY),
      text('status', PRIMARY),
      text('priority', PRIMARY),
      integer('assignee_id', PRIMARY),
      integer('slot', PRIMARY),
      integer('issues'),
    ],
  },
];
