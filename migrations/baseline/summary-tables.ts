import type { TableOptions } from 'typeorm';
import { bigint, integer, PRIMARY, text } from './columns.js';

/**
 * The counts that lists and reports read; triggers update them with every change.
 *
 * On PostgreSQL a count is spread over slots, chosen by the connection, so that writers do not wait for
 * the same row; a count is the sum over its slots. Assignee 0 means unassigned.
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
    // So that a report finds the buckets of its percentiles without reading all buckets.
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
