import { get, listPath, type Schemas } from './api.js';
import { Card } from './card.js';
import { byId, element } from './dom.js';
import { addressOf, between, type Filters, readFilters } from './filters.js';
import { count, date } from './format.js';
import { Newest } from './newest.js';
import { showing } from './token-form.js';
import { agesView, flowView, labelsView, latencyView, OPEN } from './views.js';

const form = byId('filters', HTMLFormElement);
const parent = byId('cards', HTMLElement);

const cards = {
  flow: new Card(parent, 'flow', 'Created and resolved', 'And how many were open at the end.'),
  ages: new Card(parent, 'ages', 'Open by age and priority', 'Of the issues that are open now.'),
  latency: new Card(parent, 'latency', 'Time to resolution', 'Who resolved most, first.'),
  labels: new Card(parent, 'labels', 'Most used labels', 'On the issues created in the period.'),
};
const newest = new Newest(parent);

const NEWEST_ISSUES = 7;

let requests = new AbortController();

/** Reads everything for the filters in the address bar; each chart is drawn when its data is there. */
async function load(): Promise<void> {
  requests.abort();
  requests = new AbortController();
  const { signal } = requests;
  const filters = readFilters(new URLSearchParams(location.search), new Date());
  const { which, interval } = filters;
  const since = filters.since?.toISOString();
  await Promise.all([
    Promise.all([
      get<Schemas['ThroughputResponse'][]>(
        'reports/throughput',
        { ...which, interval, since },
        signal,
      ),
      get<Schemas['SummaryResponse']>('reports/summary', which, signal),
    ]).then(([periods, summary]) => {
      cards.flow.show(() => flowView(periods, filters));
      showNumbers(periods, filters, summary);
    }),
    get<Schemas['OpenAgeResponse'][]>('reports/open-by-age', which, signal).then((ages) => {
      cards.ages.show(() => agesView(ages, filters));
    }),
    get<Schemas['LatencyResponse'][]>('reports/latency', { ...which, since }, signal).then(
      (latency) => {
        cards.latency.show(() => latencyView(latency, filters));
      },
    ),
    get<Schemas['TopLabelResponse'][]>('reports/top-labels', { ...which, since }, signal).then(
      (labels) => {
        cards.labels.show(() => labelsView(labels, filters));
      },
    ),
    get<Schemas['IssuePageResponse']>(
      'issues',
      { ...which, sort: '-updated_at', page_size: NEWEST_ISSUES },
      signal,
    ).then(({ items }) => {
      newest.show(items, which);
    }),
    showChoices(filters, signal),
  ]);
}

function showNumbers(
  periods: readonly Schemas['ThroughputResponse'][],
  { since, which }: Filters,
  { by_status, oldest_open }: Schemas['SummaryResponse'],
): void {
  const open = (by_status.open ?? 0) + (by_status.in_progress ?? 0);
  const sum = (field: 'created' | 'resolved') =>
    periods.reduce((total, period) => total + period[field], 0);
  // Without a period, resolved at any time.
  const resolved = since ? between('resolved', since) : { resolved_after: '0001-01-01' };
  const numbers = [
    ['Open', count(open), listPath({ ...which, status: OPEN })],
    ['Created', count(sum('created')), listPath({ ...which, ...between('created', since) })],
    ['Resolved', count(sum('resolved')), listPath({ ...which, ...resolved })],
    [
      'Oldest open',
      oldest_open ? date(oldest_open.created_at) : 'none',
      listPath({ ...which, status: 'open', sort: 'created_at' }),
    ],
  ] as const;
  byId('numbers', HTMLUListElement).replaceChildren(
    ...numbers.map(([name, value, href]) =>
      element('li', {}, element('a', { href }, element('b', {}, value), ` ${name}`)),
    ),
  );
}

let choices: Promise<void> | undefined;

/** The users and the most used labels, once; and what is chosen. */
async function showChoices({ period, which }: Filters, signal: AbortSignal): Promise<void> {
  choices ??= Promise.all([
    get<Schemas['UserResponse'][]>('users', {}),
    get<Schemas['TopLabelResponse'][]>('reports/top-labels', { limit: 100 }),
  ]).then(([users, labels]) => {
    const sorted = users.toSorted((a, b) => a.username.localeCompare(b.username));
    select('assignee_id').append(
      ...sorted.map(({ id, username }) => element('option', { value: String(id) }, username)),
    );
    const names = labels.map(({ label }) => label.name).sort((a, b) => a.localeCompare(b));
    select('label').append(...names.map((name) => element('option', { value: name }, name)));
  });
  await choices.catch((error: unknown) => {
    choices = undefined;
    throw error;
  });
  if (signal.aborted) return;
  choose('period', period);
  choose('assignee_id', which.assignee_id);
  choose('label', which.label[0] ?? '');
}

function select(name: string): HTMLSelectElement {
  const found = form.elements.namedItem(name);
  if (!(found instanceof HTMLSelectElement)) throw new Error(`The form has no ${name}.`);
  return found;
}

/** The address bar may name what is not among the choices. */
function choose(name: string, value: string): void {
  const options = select(name);
  if (![...options.options].some((option) => option.value === value)) {
    options.append(element('option', { value }, value));
  }
  options.value = value;
}

form.addEventListener('change', () => {
  history.pushState(null, '', addressOf(new FormData(form)));
  void showing(load);
});
window.addEventListener('popstate', () => {
  void showing(load);
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  for (const card of Object.values(cards)) card.draw();
});

void showing(load);
