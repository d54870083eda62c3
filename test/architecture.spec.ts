import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

/**
 * The folders that each folder of `src/` may import besides the shared ones. Two folders never import
 * each other: an entry names only entries further down.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'main | cli': ['server', 'command-line'],
  server: ['app', 'auth', 'metrics', 'maintenance', 'users', 'dashboard', 'http', 'database'],
  'command-line': [
    'app',
    'server',
    'auth',
    'users',
    'labels',
    'issues',
    'changes',
    'maintenance',
    'terminal',
  ],
  app: ['*'],
  maintenance: ['users', 'labels', 'issues', 'comments', 'summaries', 'history'],
  reports: ['users', 'labels', 'issues', 'summaries'],
  changes: ['users', 'labels', 'issues', 'comments', 'history', 'idempotency'],
  comments: ['users', 'issues', 'history', 'idempotency'],
  issues: ['users', 'labels', 'history', 'idempotency', 'summaries'],
  labels: ['summaries'],
  auth: ['users'],
  users: [],
  history: [],
  idempotency: [],
  summaries: [],
  metrics: [],
  health: [],
  dashboard: [],
};

/** Folders that every module may import. */
const SHARED = ['http', 'terminal', 'database', 'config', 'common'];

/** What the shared folders may import; `database/commands/` may also import `terminal`. */
const SHARED_MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  http: ['config', 'common'],
  terminal: ['common'],
  database: ['config', 'common'],
  config: ['common'],
  common: [],
};

/** The table of the fields of issues; their filters, and the SQL of those. */
const ISSUE_TABLES = /^issues\/(issue-fields|list\/issue-(list|conditions))\.ts$/;

const MODULES = Object.keys(MAY_IMPORT).slice(4);

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'),
);

const imports: Import[] = files.flatMap((from) => {
  const text = readFileSync(join(root, 'src', from), 'utf8');
  return [...text.matchAll(/^(import|export)( type)?\s[^;]*?from '([^']+)';/gm)].map((match) => {
    const specifier = match[3] ?? '';
    const to = specifier.startsWith('.')
      ? relative(join(root, 'src'), join(root, 'src', dirname(from), specifier)).replace(
          /\.js$/,
          '.ts',
        )
      : specifier;
    return { from, to, typeOnly: match[2] !== undefined };
  });
});

/** The entry of a file in the tables above: its folder, or what a file outside all folders belongs to. */
function folderOf(file: string): string {
  if (file.includes('/')) return file.split('/')[0] ?? '';
  return ['main.ts', 'cli.ts'].includes(file) ? 'main | cli' : 'app';
}

const own = imports.filter(({ to }) => to.endsWith('.ts') && !to.startsWith('..'));
const broken = (rule: (edge: Import) => boolean, edges = imports) =>
  edges.filter(rule).map(({ from, to }) => `${from} -> ${to}`);

/** Entities relate to each other, and a response may contain another; a repository reads what it joins. */
const isShape = (file: string) => file.endsWith('.entity.ts') || file.includes('/dto/');

function mayUse(from: string, to: string): boolean {
  const [user, used] = [folderOf(from), folderOf(to)];
  if (user === used) return true;
  if (user in SHARED_MAY_IMPORT) {
    const isCommand = from.startsWith('database/commands/');
    return (SHARED_MAY_IMPORT[user] ?? []).includes(used) || (isCommand && used === 'terminal');
  }
  const allowed = MAY_IMPORT[user] ?? [];
  return SHARED.includes(used) || allowed.includes(used) || allowed.includes('*');
}

describe('architecture', () => {
  it('The architecture test reads all imports and knows every folder', () => {
    expect(imports.length).toBeGreaterThan(200);
    expect([...new Set(files.map(folderOf))].sort()).toEqual(
      [...Object.keys(MAY_IMPORT), ...SHARED].sort(),
    );
  });

  it('Folders import only what they may, in one direction', () => {
    expect(broken(({ from, to }) => !isShape(to) && !mayUse(from, to), own)).toEqual([]);
    const shapes = own.filter(({ to }) => isShape(to) && SHARED.includes(folderOf(to)));
    expect(broken(({ from, to }) => !mayUse(from, to), shapes)).toEqual([]);
    for (const [folder, allowed] of Object.entries(MAY_IMPORT)) {
      const both = allowed.filter((other) => (MAY_IMPORT[other] ?? []).includes(folder));
      expect([folder, both]).toEqual([folder, []]);
    }
  });

  it('TypeORM is imported only in repositories, entities and the database layer', () => {
    const allowed = /(\.repository|\.entity)\.ts$|^database\//;
    expect(broken(({ from, to }) => to === 'typeorm' && !allowed.test(from))).toEqual([]);
  });

  it('A database driver is imported only in the adapter of its database', () => {
    const adapters = /^database\/((sqlite|postgres)\/|data-source-options\.ts$)/;
    expect(
      broken(({ from, to }) => ['better-sqlite3', 'pg'].includes(to) && !adapters.test(from)),
    ).toEqual([]);
  });

  it('A module imports only the public files of another module', () => {
    const publicFiles = /\.(service|module|entity|errors|interceptor|header|guard)\.ts$|\/dto\//;
    expect(
      broken(({ from, to }) => {
        const [user, used] = [folderOf(from), folderOf(to)];
        if (!MODULES.includes(user) || !MODULES.includes(used) || user === used) return false;
        // The summaries may be read by any module; fields and filters of issues are the same for all.
        return !publicFiles.test(to) && used !== 'summaries' && !ISSUE_TABLES.test(to);
      }, own),
    ).toEqual([]);
  });

  it('Files of the HTTP pipeline have the suffix of their folder', () => {
    const suffix: Readonly<Record<string, RegExp>> = {
      middleware: /\.middleware\.ts$/,
      interceptors: /\.interceptor\.ts$/,
      decorators: /\.decorator\.ts$/,
    };
    const misnamed = files.filter((file) => {
      const [top, folder = ''] = file.split('/');
      return top === 'http' && suffix[folder]?.test(file) === false;
    });
    expect(misnamed).toEqual([]);
  });

  it('Controllers import no repository, and repositories import no service', () => {
    expect(
      broken(({ from, to }) => from.endsWith('.controller.ts') && to.endsWith('.repository.ts')),
    ).toEqual([]);
    expect(
      broken(({ from, to }) => from.endsWith('.repository.ts') && to.endsWith('.service.ts')),
    ).toEqual([]);
  });

  it('Only the issue writers, which record every change, import the repository of issue writes', () => {
    const writes = 'issues/issue-writes.repository.ts';
    const users = imports.filter(({ to, typeOnly }) => to === writes && !typeOnly);
    expect(users.map(({ from }) => from).sort()).toEqual([
      'issues/bulk-issue-writer.service.ts',
      'issues/issue-writer.ts',
      'issues/issues-services.module.ts',
    ]);
  });

  it('Imports have no cycles, except between entities that relate to each other', () => {
    const next = new Map<string, string[]>();
    for (const { from, to, typeOnly } of imports) {
      const related = from.endsWith('.entity.ts') && to.endsWith('.entity.ts');
      if (!typeOnly && !related) next.set(from, [...(next.get(from) ?? []), to]);
    }
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (file: string, path: readonly string[]) => {
      if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
      if (done.has(file) || path.includes(file)) return;
      for (const to of next.get(file) ?? []) visit(to, [...path, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
    expect(cycles).toEqual([]);
  });

  it('No data source synchronizes the schema: only migrations change it', () => {
    const synchronized = files.filter((file) =>
      /synchronize:\s*true/.test(readFileSync(join(root, 'src', file), 'utf8')),
    );
    expect(synchronized).toEqual([]);
  });

  it('Migrations import nothing from src and have less than 300 lines a file', () => {
    const folder = join(root, 'migrations');
    const texts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(join(folder, file), 'utf8'));
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts) {
      expect(text).not.toMatch(/from '[^']*\/src\//);
      expect(text.split('\n').length).toBeLessThan(300);
    }
  });

  it('No source file has more than 300 lines', () => {
    const long = files.filter(
      (file) => readFileSync(join(root, 'src', file), 'utf8').split('\n').length > 300,
    );
    expect(long).toEqual([]);
  });
});
