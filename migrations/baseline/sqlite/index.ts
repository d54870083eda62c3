import { ASSIGNEE_INDEX } from '../tables.js';
import { SEARCH_TABLE, SEARCH_TRIGGERS } from './search.js';
import { SUMMARY_TRIGGERS } from './summaries.js';

const TRIGGERS = {
  issue_events_append_only: `BEFORE UPDATE ON issue_events
    BEGIN SELECT RAISE(ABORT, 'The history is append-only.'); END`,
  ...SEARCH_TRIGGERS,
  ...SUMMARY_TRIGGERS,
};

/** What a `Table` cannot declare, and what is not dropped with its table. */
export const SQLITE = {
  up: [
    ASSIGNEE_INDEX,
    SEARCH_TABLE,
    ...Object.entries(TRIGGERS).map(([name, body]) => `CREATE TRIGGER ${name} ${body}`),
  ],
  down: [],
};
