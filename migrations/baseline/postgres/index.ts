import { ASSIGNEE_INDEX } from '../tables.js';
import { type Programs, triggerFunction } from './functions.js';
import { SEARCH, SEARCH_TABLE } from './search.js';
import { ISSUE_COUNTS, LABEL_COUNTS, LINKS, RESOLUTION_BLOCKS } from './summaries.js';

const HISTORY: Programs = {
  functions: {
    'refuse_change()': triggerFunction("RAISE EXCEPTION 'The history is append-only.';"),
  },
  triggers: {
    issue_events_append_only: `BEFORE UPDATE ON issue_events
  FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
  },
};

const PROGRAMS = [HISTORY, SEARCH, ISSUE_COUNTS, LINKS, LABEL_COUNTS, RESOLUTION_BLOCKS];

const functions = PROGRAMS.flatMap((programs) => Object.entries(programs.functions));
const triggers = PROGRAMS.flatMap((programs) => Object.entries(programs.triggers));

/** What a `Table` cannot declare, and what is not dropped with its table. */
export const POSTGRES = {
  up: [
    ASSIGNEE_INDEX,
    ...SEARCH_TABLE,
    ...functions.map(([name, body]) => `CREATE FUNCTION ${name} ${body}`),
    ...triggers.map(([name, body]) => `CREATE TRIGGER ${name} ${body}`),
  ],
  down: functions.reverse().map(([name]) => `DROP FUNCTION ${name}`),
};
