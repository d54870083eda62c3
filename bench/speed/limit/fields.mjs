/** The history event of a change of each field, in the order in which they are recorded. */
const EVENTS = {
  title: 'updated',
  description: 'updated',
  status: 'status_changed',
  priority: 'updated',
  assignee_id: 'assigned',
};

export const FIELDS = Object.keys(EVENTS);

export const eventOf = (field) => EVENTS[field];

/** The details of the event `created`. */
export const firstDetails = ({ title, status, priority, assignee_id }) =>
  JSON.stringify({ title, status, priority, assignee_id });
