import { spawnSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { createFolder } from './databases.js';

/** By the names that distributions give it; nothing is downloaded. */
const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome'];

const program = PROGRAMS.map((name) => spawnSync('which', [name], { encoding: 'utf8' }).stdout)
  .map((path) => path.trim())
  .find((path) => path !== '');

/** `describe`, or tests that are skipped and say why, where Chromium is not installed. */
export const describeInChromium = (title: string, tests: () => void): void => {
  if (program !== undefined) describe(title, tests);
  else describe.skip(`${title} (Chromium is not installed)`, tests);
};

const STEP_TIMEOUT_MS = 240_000;

/** It may call its manufacturer, download parts of itself or resolve names: it does none of these. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
];

export interface OpenBrowser {
  readonly page: Page;
  /** What pages asked another host for, and their errors, since the last call. */
  complaints(): string[];
  /** By how many pixels the page is wider than its window. */
  overflow(): Promise<number>;
  close(): Promise<void>;
}

/** An empty Chromium, as a user begins with. */
export async function openBrowser(): Promise<OpenBrowser> {
  const folder = await createFolder();
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: program ?? '',
    args: ARGUMENTS,
    viewport: { width: 1280, height: 900 },
    timeout: 0,
  });
  // Enough for a machine however busy; less than a test may take, so that the failure names the step.
  context.setDefaultTimeout(STEP_TIMEOUT_MS);
  const [page = await context.newPage()] = context.pages();
  const complaints = complaintsOf(context, page);
  return {
    page,
    complaints: () => complaints.splice(0),
    overflow: () => page.evaluate<number>('document.documentElement.scrollWidth - innerWidth'),
    close: async () => {
      await context.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function complaintsOf(context: BrowserContext, page: Page): string[] {
  const complaints: string[] = [];
  context.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== '127.0.0.1') complaints.push(request.url());
  });
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return complaints;
}
