import { get, type Schemas } from './api.js';
import { byId, element, fillTable } from './dom.js';
import { ago, count, words } from './format.js';
import { showing } from './token-form.js';

/** The parameters of this page are those of the list of the API. */
const query = new URLSearchParams(location.search);

async function load(): Promise<void> {
  const parameters = Object.fromEntries(
    [...query.keys()].map((name) => [name, query.getAll(name)]),
  );
  const { items, total, page, total_pages } = await get<Schemas['IssuePageResponse']>(
    'issues',
    parameters,
  );
  fillTable(
    byId('issues', HTMLTableElement),
    ['Issue', 'Title', 'Status', 'Priority', 'Assignee', 'Labels', 'Created', 'Changed'],
    items.map((issue) => [
      `#${String(issue.id)}`,
      issue.title,
      words(issue.status),
      issue.priority,
      issue.assignee?.username ?? '',
      issue.labels.map(({ name }) => name).join(', '),
      ago(issue.created_at),
      ago(issue.updated_at),
    ]),
  );
  showFilters(total);
  showPages(page ?? 1, total_pages);
}

/** The number of issues, and each filter with a link without it. */
function showFilters(total: number): void {
  const filters = [...query].filter(([name]) => name !== 'page');
  byId('filters', HTMLUListElement).replaceChildren(
    element('li', {}, element('b', {}, `${count(total)} issues`)),
    ...filters.map(([name, value]) => {
      const rest = new URLSearchParams(query);
      rest.delete(name, value);
      rest.delete('page');
      const text = `${words(name)}: ${words(value).replaceAll(',', ', ')}`;
      return element(
        'li',
        {},
        text,
        element('a', { href: `?${rest.toString()}`, 'aria-label': `Without ${text}` }, '×'),
      );
    }),
  );
}

function showPages(page: number, pages: number): void {
  const link = (text: string, to: number, isThere: boolean): Node | string => {
    if (!isThere) return '';
    const other = new URLSearchParams(query);
    other.set('page', String(to));
    return element('a', { href: `?${other.toString()}` }, text);
  };
  byId('pages', HTMLElement).replaceChildren(
    link('Before', page - 1, page > 1),
    ` ${count(page)} of ${count(Math.max(1, pages))} `,
    link('Next', page + 1, page < pages),
  );
}

const search = document.querySelector('form[role=search]');
const searched = search?.querySelector('input');
if (searched) searched.value = query.get('q') ?? '';
search?.addEventListener('submit', (event) => {
  event.preventDefault();
  query.delete('page');
  query.set('q', searched?.value ?? '');
  if (query.get('q') === '') query.delete('q');
  location.search = query.toString();
});

void showing(load);
