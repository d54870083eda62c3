/** @once the pages are the same on every database */
import { describeInChromium, openBrowser, type OpenBrowser } from '../support/browser.js';
import { createTestApp, type TestApp } from '../support/create-test-app.js';
import { addUser, createToken } from '../support/tokens.js';

const MAX_HEIGHT_PX = 2_500;

describeInChromium('the documentation in Chromium', () => {
  let tracker: TestApp;
  let guarded: TestApp;
  let browser: OpenBrowser;

  beforeAll(async () => {
    tracker = await createTestApp();
    guarded = await createTestApp({ AUTH_MODE: 'token' });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await guarded.close();
    await tracker.close();
  });

  /** Swagger UI with one operation open, which can be tried out: by its address, or by a click. */
  async function operation(tag: string, id: string, { url }: TestApp = tracker) {
    const { page } = browser;
    if (page.url().startsWith(`${url}/docs`))
      await page.locator(`.opblock:not(.is-open)[id$="-${id}"] .opblock-summary-control`).click();
    else await page.goto(`${url}/docs#/${tag}/${id}`);
    const opened = page.locator(`.opblock.is-open[id$="-${id}"]`);
    await opened.locator('.responses-wrapper').waitFor();
    const { height = Infinity } = (await opened.boundingBox()) ?? {};
    return {
      height,
      opened,
      tryOut: () => opened.getByRole('button', { name: 'Try it out' }).click(),
      execute: async () => {
        await opened.getByRole('button', { name: 'Execute' }).click();
        const live = opened.locator('.live-responses-table .response .response-col_status');
        return (await live.innerText()).trim().split(/\s/)[0];
      },
    };
  }

  it('In Swagger UI an issue is created, and a stale change of it is refused', async () => {
    const create = await operation('issues', 'createIssue');
    await create.tryOut();
    await create.opened.locator('textarea').fill('{ "title": "From Swagger UI" }');
    expect(await create.execute()).toBe('201');
    const { body } = await tracker.http.get('/issues').expect(200);
    const { id, title } = body.items[0];
    expect(title).toBe('From Swagger UI');
    const update = await operation('issues', 'updateIssue');
    expect(Math.max(create.height, update.height)).toBeLessThan(MAX_HEIGHT_PX);
    await update.tryOut();
    await update.opened.getByPlaceholder('id', { exact: true }).fill(String(id));
    await update.opened.locator('textarea').fill('{ "title": "Stale", "version": 9 }');
    expect(browser.complaints()).toEqual([]);
    expect(await update.execute()).toBe('409');
    // The browser reports the status; Swagger UI itself has no error.
    expect(browser.complaints()).toEqual([expect.stringContaining('status of 409')]);
  });

  it('In Swagger UI a file is imported', async () => {
    const { opened, tryOut, execute } = await operation('import and export', 'importIssues');
    await tryOut();
    await opened.locator('input[type=file]').setInputFiles({
      name: 'issues.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('title\nOne\nTwo\n'),
    });
    expect(await execute()).toBe('200');
    const { body } = await tracker.http.get('/issues?q=Two').expect(200);
    expect(body.total).toBe(1);
    expect(browser.complaints()).toEqual([]);
  });

  it('Swagger UI takes a token where tokens are needed, and says how to get one', async () => {
    await addUser(guarded, 'alice');
    const { token } = await createToken(guarded, 'alice', 'read');
    const { opened, tryOut, execute } = await operation('labels', 'listLabels', guarded);
    const { page } = browser;
    await page.getByRole('button', { name: 'Authorize' }).first().click();
    const dialog = page.locator('.modal-ux');
    expect(await dialog.innerText()).toContain('npm run cli -- token create --user NAME');
    await dialog.locator('input').fill(token);
    await dialog.getByRole('button', { name: 'Apply credentials' }).click();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await tryOut();
    expect(await execute()).toBe('200');
    expect(await opened.locator('.request-url').innerText()).toContain('/labels');
    await operation('labels', 'listLabels');
    expect(await page.getByRole('button', { name: 'Authorize' }).count()).toBe(0);
    expect(browser.complaints()).toEqual([]);
  });

  it('Swagger UI has our name, an icon, the sections in the order of use, and the fields of sort', async () => {
    const { page } = browser;
    const { opened, height } = await operation('issues', 'listIssues');
    expect(await page.title()).toBe('Issue Tracker API');
    const icon = await page.locator('link[rel=icon]').getAttribute('href');
    await tracker.http.get(new URL(icon ?? '', page.url()).pathname).expect(200);
    const sections = await page.locator('.opblock-tag a').allInnerTexts();
    expect(sections).toEqual([
      'issues',
      'comments',
      'labels',
      'users',
      'reports',
      'import and export',
      'changes',
      'maintenance',
      'health',
    ]);
    const sort = await opened.locator('tr[data-param-name=sort]').innerText();
    for (const field of ['created_at', 'updated_at', 'resolved_at', 'priority', 'status'])
      expect(sort).toContain(field);
    // The operation with most parameters.
    expect(height).toBeLessThan(MAX_HEIGHT_PX);
    expect(browser.complaints()).toEqual([]);
  });

  it('Swagger UI fits the screen of a phone', async () => {
    const { page } = browser;
    await page.setViewportSize({ width: 390, height: 844 });
    await operation('issues', 'createIssue');
    expect(await browser.overflow()).toBe(0);
    expect(browser.complaints()).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  it('ReDoc asks no other host and reports no error', async () => {
    const { page } = browser;
    await page.goto(`${tracker.url}/redoc`);
    await page.getByRole('heading', { name: 'Create an issue' }).waitFor();
    expect(browser.complaints()).toEqual([]);
  });

  it('The start page leads a browser to all other pages, and gives others JSON', async () => {
    const { page } = browser;
    await page.goto(tracker.url);
    expect(await page.locator('h1').innerText()).toBe('Issue Tracker API');
    const links = await page.getByRole('link').all();
    const targets = await Promise.all(links.map((link) => link.getAttribute('href')));
    const paths = targets.map((target) => new URL(target ?? '', page.url()).pathname);
    const { body, headers } = await tracker.http.get('/').expect(200);
    expect(headers.vary).toContain('Accept');
    expect(paths).toEqual(Object.values(body as Record<string, string>));
    for (const path of paths) await tracker.http.get(path).expect(200);
    expect(browser.complaints()).toEqual([]);
  });
});
