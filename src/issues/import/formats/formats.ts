import type { Format } from './format.js';

const OPEN = {
  ...{ open: 'open', opened: 'open', reopened: 'open', new: 'open', todo: 'open', 'to do': 'open' },
  ...{ backlog: 'open', triage: 'open', unstarted: 'open', 'selected for development': 'open' },
};
const IN_PROGRESS = {
  ...{ 'in progress': 'in_progress', started: 'in_progress', 'in review': 'in_progress' },
  ...{ feedback: 'in_progress', testing: 'in_progress' },
};
const ENDED = {
  ...{ done: 'resolved', resolved: 'resolved', completed: 'resolved', fixed: 'resolved' },
  ...{ closed: 'closed', canceled: 'closed', cancelled: 'closed', rejected: 'closed' },
  ...{ duplicate: 'closed', "won't do": 'closed', "won't fix": 'closed' },
};
const STATUSES = { ...OPEN, ...IN_PROGRESS, ...ENDED };

const PRIORITIES = {
  ...{ lowest: 'low', low: 'low', minor: 'low', trivial: 'low', 'no priority': '', none: '' },
  ...{ medium: 'medium', normal: 'medium', high: 'high', major: 'high' },
  ...{ highest: 'critical', urgent: 'critical', critical: 'critical', immediate: 'critical' },
  ...{ blocker: 'critical' },
};

const SHARED = { statuses: STATUSES, priorities: PRIORITIES };

/** What the tools write: columns that are in none of these lists are reported as ignored. */
export const FORMATS = {
  /** GitHub has no export: the fields of `gh issue list --json`, and what common exporters call them. */
  github: {
    ...SHARED,
    source: 'github',
    title: ['title'],
    description: ['body', 'description'],
    id: ['number', 'id'],
    url: ['url', 'html_url'],
    status: ['state', 'status'],
    priority: ['priority'],
    labels: ['labels'],
    assignee: ['assignees', 'assignee'],
    created: ['createdat', 'created_at', 'created at'],
    resolved: ['closedat', 'closed_at', 'closed at'],
  },
  gitlab: {
    ...SHARED,
    source: 'gitlab',
    title: ['title'],
    description: ['description'],
    id: ['iid', 'issue id'],
    url: ['url'],
    status: ['state'],
    priority: [],
    labels: ['labels'],
    assignee: ['assignee username', 'assignee(s) username'],
    created: ['created at (utc)', 'created at'],
    resolved: ['closed at (utc)', 'closed at'],
  },
  jira: {
    ...SHARED,
    source: 'jira',
    title: ['summary'],
    description: ['description'],
    id: ['issue key'],
    // The category of a status is one of three, whatever the name of the status is.
    status: ['status', 'status category'],
    priority: ['priority'],
    labels: ['labels'],
    assignee: ['assignee'],
    created: ['created'],
    resolved: ['resolved'],
    notes: ['comment'],
  },
  linear: {
    ...SHARED,
    source: 'linear',
    title: ['title'],
    description: ['description'],
    id: ['id'],
    status: ['status'],
    priority: ['priority'],
    labels: ['labels'],
    assignee: ['assignee'],
    created: ['created'],
    resolved: ['completed'],
  },
  redmine: {
    ...SHARED,
    source: 'redmine',
    title: ['subject'],
    description: ['description'],
    id: ['#'],
    status: ['status'],
    priority: ['priority'],
    labels: [],
    assignee: ['assignee'],
    created: ['created'],
    resolved: ['closed'],
  },
} as const satisfies Readonly<Record<string, Format>>;

export type FormatName = keyof typeof FORMATS;
export const FORMAT_NAMES = Object.keys(FORMATS) as FormatName[];
