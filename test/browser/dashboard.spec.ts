/** @once the pages read the API, which is the same on every database */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describeInChromium, openBrowser, type OpenBrowser } from '../support/browser.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { createUser } from '../support/factories.js';
import { addUser, createToken } from '../support/tokens.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Where the second bar is, once the chart has the size of its place: it gets that in a later frame. */
const SECOND_BAR = `new Promise((settled) => {
  const chart = Chart.getChart(document.querySelector('#labels canvas'));
  let before;
  const look = () => {
    const { x, y } = chart.getDatasetMeta(0).data[1].getCenterPoint();
    const now = [x, y, chart.width, chart.height].join();
    if (now === before) settled({ x, y });
    else {
      before = now;
      requestAnimationFrame(() => requestAnimationFrame(look));
    }
  };
  look();
})`;

const DAY_MS = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();

describeInChromium('the dashboard in Chromium', () => {
  let tracker: TestApp;
  let browser: OpenBrowser;
  let alice: number;

  beforeAll(async () => {
    tracker = await createTestApp();
    alice = await createUser(tracker, { username: 'alice' });
    await createUser(tracker, { username: 'bob' });
    const rows = Array.from({ length: 40 }, (_row, index) => {
      const resolved = index % 4 === 1 ? ago(index / 2) : '';
      const kind = [resolved ? 'resolved' : 'open', index % 3 === 0 ? 'critical' : 'low'];
      const people = [index % 2 === 1 ? String(alice) : '', index % 5 === 0 ? 'bug;ui' : 'ui'];
      return ['Broken', ...kind, ...people, ago(2 * index + 1), resolved].join(',');
    });
    const header = 'title,status,priority,assignee_id,labels,created_at,resolved_at';
    const { body } = await tracker.http
      .post('/issues/import')
      .attach('file', Buffer.from([header, ...rows].join('\n')), 'issues.csv');
    expect(body).toMatchObject({ successful: 40, errors: [] });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await tracker.close();
  });

  /** A page of the dashboard, when it shows everything. */
  async function open(path: string, { url }: TestApp = tracker): Promise<void> {
    await browser.page.goto(`${url}${path}`);
    await shown();
  }

  const shown = () => browser.page.locator('#content:not([aria-busy])').waitFor();
  const number = async (name: string) =>
    (
      await browser.page.getByRole('link', { name: new RegExp(`^[\\d,]+ ${name}$`) }).innerText()
    ).split(/\s/)[0];
  const select = (name: string) => browser.page.locator(`select[name=${name}]`);
  const card = (id: string) => browser.page.locator(`#${id}`);
  const table = async (id: string): Promise<string[][]> => {
    await card(id).getByText('As a table').click();
    const rows = await card(id).locator('tbody tr').all();
    return Promise.all(rows.map((row) => row.locator('th, td').allInnerTexts()));
  };
  const violations = async (): Promise<string[]> => {
    await browser.page.evaluate(AXE);
    const result = await browser.page.evaluate<{
      violations: { id: string; nodes: { html: string }[] }[];
    }>('axe.run()');
    return result.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  };

  it('The dashboard shows what the reports say, as charts and as tables', async () => {
    await open('/dashboard?period=all');
    expect([await number('Open'), await number('Created'), await number('Resolved')]).toEqual([
      '30',
      '40',
      '10',
    ]);
    const image = (id: string) => card(id).getByRole('img').getAttribute('aria-label');
    expect(await image('flow')).toBe('40 issues were created and 10 resolved; 30 are open.');
    expect(await image('ages')).toContain('30 issues are open: 11 critical, 0 high');
    expect(await image('labels')).toBe('ui: 40; bug: 8');
    expect(await image('latency')).toMatch(/^alice: half within [\d.]+ days$/);
    expect(await table('labels')).toEqual([
      ['ui', '40', '30'],
      ['bug', '8', '6'],
    ]);
    expect((await table('latency')).map(([name, count]) => [name, count])).toEqual([
      ['alice', '10'],
    ]);
    const flow = await table('flow');
    expect(flow.reduce((sum, [, created]) => sum + Number(created), 0)).toBe(40);
    expect(flow.at(-1)?.[3]).toBe('30');
    expect(await card('newest').locator('li').count()).toBe(7);
    expect(browser.complaints()).toEqual([]);
  });

  it('The filters of the dashboard are in its address, and the back button brings the ones before', async () => {
    const { page } = browser;
    await open('/dashboard');
    await select('period').selectOption('All time');
    await shown();
    await select('assignee_id').selectOption('alice');
    await page.locator('#numbers a', { hasText: /^20\s+Created/ }).waitFor();
    await select('label').selectOption('bug');
    await page.locator('#numbers a', { hasText: /^4\s+Created/ }).waitFor();
    expect(new URL(page.url()).search).toBe(`?period=all&assignee_id=${String(alice)}&label=bug`);
    await page.goBack();
    await page.locator('#numbers a', { hasText: /^20\s+Created/ }).waitFor();
    await shown();
    expect(await select('label').inputValue()).toBe('');
    await page.reload();
    await page.locator('#numbers a', { hasText: /^20\s+Created/ }).waitFor();
    await shown();
    expect(await select('assignee_id').inputValue()).toBe(String(alice));
    expect(browser.complaints()).toEqual([]);
  });

  it('Charts and tables of the dashboard lead to the issues that they count', async () => {
    const { page } = browser;
    const address = `/dashboard?period=all&assignee_id=none`;
    const listed = async () => {
      await page.locator('#issues tbody tr').first().waitFor();
      return page.locator('#filters li').first().innerText();
    };
    await open(address);
    await card('ages').getByText('As a table').click();
    const cell = card('ages')
      .locator('tbody a', { hasText: /^[1-9]/ })
      .last();
    const counted = await cell.innerText();
    await cell.click();
    expect(await listed()).toBe(`${counted} issues`);
    await page.goBack();
    await shown();
    await card('labels').getByRole('link', { name: 'Issues of: Most used labels' }).click();
    expect(await listed()).toBe('20 issues');
    await page.goBack();
    await shown();
    const { x, y } = await page.evaluate<{ x: number; y: number }>(SECOND_BAR);
    await card('labels').getByRole('img').click({ position: { x, y } });
    expect(await listed()).toBe('4 issues');
    expect(new URL(page.url()).searchParams.getAll('label')).toEqual(['bug']);
    await page.getByRole('link', { name: 'Without label: bug' }).click();
    await page.getByText('20 issues').waitFor();
    expect(browser.complaints()).toEqual([]);
  });

  it('The list of the dashboard has pages, and searches', async () => {
    const { page } = browser;
    await open('/dashboard/issues?page_size=15');
    await page.getByRole('link', { name: 'Next' }).click();
    await page.getByText('2 of 3').waitFor();
    await page.getByLabel('Search').fill('nowhere');
    await page.keyboard.press('Enter');
    await page.getByText('0 issues').waitFor();
    expect(browser.complaints()).toEqual([]);
  });

  it('The dashboard asks for a token where one is needed, and keeps it for the tab', async () => {
    const { page } = browser;
    const guarded = await createTestApp({ AUTH_MODE: 'token' });
    try {
      await addUser(guarded, 'alice');
      const { token } = await createToken(guarded, 'alice', 'read');
      await page.goto(`${guarded.url}/dashboard`);
      const input = page.getByLabel('Token');
      await input.waitFor();
      expect(await page.locator('#token').innerText()).toContain('npm run cli -- token create');
      expect(await violations()).toEqual([]);
      await input.fill('itt_wrong');
      await page.keyboard.press('Enter');
      await page.getByText('The token is unknown').waitFor();
      await page.getByLabel('Token').fill(token);
      await page.keyboard.press('Enter');
      await page.locator('#numbers li').first().waitFor();
      await page.reload();
      await page.locator('#numbers li').first().waitFor();
      expect(await page.evaluate('[localStorage.length, document.cookie]')).toEqual([0, '']);
      const refused = expect.stringContaining('status of 401');
      expect(new Set(browser.complaints())).toEqual(new Set([refused]));
    } finally {
      await guarded.close();
    }
  });

  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 390],
  ] as const)(
    'The dashboard is accessible by the rules of axe in %s, %s pixels wide, and fits',
    async (colorScheme, width) => {
      const { page } = browser;
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 844 });
      await open('/dashboard');
      await card('flow').getByText('As a table').click();
      expect(await violations()).toEqual([]);
      expect(await browser.overflow()).toBe(0);
      await open('/dashboard/issues?label=bug');
      expect(await violations()).toEqual([]);
      expect(await browser.overflow()).toBe(0);
      expect(browser.complaints()).toEqual([]);
    },
  );
});
