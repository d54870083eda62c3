import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const textOf = (file: string) => readFileSync(join(root, file), 'utf8');
const document = textOf('docs/standards.md');

/** The cells of the rows below a heading; a title may contain characters that Markdown escapes. */
const rowsOf = (section: string): string[][] =>
  section
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| --'))
    .slice(1)
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim().replaceAll(/\\([*_<>])/g, '$1')),
    );

const sections = document.split(/^## /m).slice(1);
const isDeviations = (section: string) => section.startsWith('Deviations\n');
const followed = sections.filter((section) => !isDeviations(section)).flatMap(rowsOf);
const deviations = sections.filter(isDeviations).flatMap(rowsOf);

describe('docs/standards.md', () => {
  it('Each standard that is followed names a test file that exists, and a title that is in it', () => {
    expect(followed.length).toBeGreaterThan(50);
    for (const row of followed) {
      const [, file = '', title = ''] = /^`(\S+\.spec\.ts)` ?(.*)$/.exec(row.at(-1) ?? '') ?? [];
      const path = join('test', file);
      expect([row, file !== '' && existsSync(join(root, path))]).toEqual([row, true]);
      const titles = [...textOf(path).matchAll(/^ *(?:\S.*\()?(['"`])([^\n]+)\1,/gm)].map(
        ([, , found]) => found,
      );
      if (title !== '') expect([title, titles.includes(title)]).toEqual([title, true]);
    }
  });

  it('Each deviation from a standard has its reason', () => {
    expect(deviations.length).toBeGreaterThan(10);
    for (const row of deviations) {
      expect([row, row.length, row.every((cell) => cell !== '')]).toEqual([row, 3, true]);
    }
  });

  it('Each RFC that a source names is among the standards', () => {
    const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => textOf(join('src', file)));
    const named = new Set(sources.flatMap((source) => source.match(/RFC \d+/g) ?? []));
    expect(named.size).toBeGreaterThan(5);
    expect([...named].filter((name) => !document.includes(name))).toEqual([]);
  });
});
