import { listPath, type Parameters, type Schemas } from './api.js';
import { element } from './dom.js';
import { ago, words } from './format.js';

type Issue = Schemas['IssueResponse'];

/** The issues that were changed last, and what happened to them as far as they tell it. */
export class Newest {
  private readonly list = element('ol');
  private readonly link = element(
    'a',
    { class: 'behind', 'aria-label': 'Issues by last change' },
    'Issues',
  );

  constructor(parent: HTMLElement) {
    parent.append(
      element(
        'section',
        { class: 'card', id: 'newest', 'aria-labelledby': 'newest-title' },
        element('header', {}, element('h2', { id: 'newest-title' }, 'Newest changes'), this.link),
        element('p', { class: 'note' }, 'The issues that were changed last.'),
        this.list,
      ),
    );
  }

  show(issues: readonly Issue[], which: Parameters): void {
    this.link.href = listPath({ ...which, sort: '-updated_at' });
    this.list.replaceChildren(...(issues.length > 0 ? issues.map(toItem) : [nothing()]));
  }
}

const nothing = () => element('li', { class: 'nothing' }, 'Nothing to show.');

const toItem = (issue: Issue): HTMLElement =>
  element(
    'li',
    {},
    element('span', { class: 'title' }, `#${String(issue.id)} ${issue.title}`),
    element('span', { class: `badge ${issue.status}` }, words(issue.status)),
    element(
      'span',
      { class: 'note' },
      `${whatHappened(issue)} ${ago(issue.updated_at)}${issue.assignee ? `, ${issue.assignee.username}` : ''}`,
    ),
  );

function whatHappened({ created_at, updated_at, resolved_at }: Issue): string {
  if (updated_at === created_at) return 'created';
  return updated_at === resolved_at ? 'resolved' : 'changed';
}
