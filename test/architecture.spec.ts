import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

/**
 * What each folder may use, but for what lies below all of them. A folder that uses another is never
 * used by it: the list is read from the top, and an entry names only entries below it.
 */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  'main | cli': ['server', 'command-line'],
  server: ['app', 'auth', 'metrics', 'maintenance', 'users', 'http', 'database'],
  'command-line': ['app', 'server', 'auth', 'users', 'labels', 'issues', 'maintenance', 'terminal'],
  app: ['*'],
  maintenance: ['users', 'labels', 'issues', 'comments', 'summaries', 'history'],
  reports: ['users', 'issues', 'summaries'],
  comments: ['users', 'issues', 'history', 'idempotency'],
  issues: ['users', 'labels', 'history', 'idempotency', 'summaries'],
  labels: ['history', 'summaries'],
  auth: ['users'],
  users: [],
  history: [],
  idempotency: [],
  summaries: [],
  metrics: [],
  health: [],
};

/** Below all modules; from the top, each may use the ones after it. */
const GROUND = ['http', 'terminal', 'database', 'config', 'common'];

/** The last folders know neither HTTP nor a terminal; a command of the database is a command. */
const GROUND_RULES: Readonly<Record<string, readonly string[]>> = {
  http: ['config', 'common'],
  terminal: ['common'],
  database: ['config', 'common'],
  config: ['common'],
  common: [],
};

const MODULES = Object.keys(ROOMS).slice(4);

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

/** The room of a file: its folder, or what a file beside the folders is for. */
function roomOf(file: string): string {
  if (file.includes('/')) return file.split('/')[0] ?? '';
  return ['main.ts', 'cli.ts'].includes(file) ? 'main | cli' : 'app';
}

const own = imports.filter(({ to }) => to.endsWith('.ts') && !to.startsWith('..'));
const broken = (rule: (edge: Import) => boolean, edges = imports) =>
  edges.filter(rule).map(({ from, to }) => `${from} -> ${to}`);

/** Entities relate to each other, and a response may contain another; a repository reads what it joins. */
const isShape = (file: string) => file.endsWith('.entity.ts') || file.includes('/dto/');

function mayUse(from: string, to: string): boolean {
  const [user, used] = [roomOf(from), roomOf(to)];
  if (user === used) return true;
  if (user in GROUND_RULES) {
    const isCommand = from.startsWith('database/commands/');
    return (GROUND_RULES[user] ?? []).includes(used) || (isCommand && used === 'terminal');
  }
  const allowed = ROOMS[user] ?? [];
  return GROUND.includes(used) || allowed.includes(used) || allowed.includes('*');
}

describe('architecture', () => {
  it('reads the imports', () => {
    expect(imports.length).toBeGreaterThan(200);
    expect([...new Set(files.map(roomOf))].sort()).toEqual(
      [...Object.keys(ROOMS), ...GROUND].sort(),
    );
  });

  it('points one way between any two folders', () => {
    expect(broken(({ from, to }) => !isShape(to) && !mayUse(from, to), own)).toEqual([]);
    const shapes = own.filter(({ to }) => isShape(to) && GROUND.includes(roomOf(to)));
    expect(broken(({ from, to }) => !mayUse(from, to), shapes)).toEqual([]);
    for (const [room, allowed] of Object.entries(ROOMS)) {
      const both = allowed.filter((other) => (ROOMS[other] ?? []).includes(room));
      expect([room, both]).toEqual([room, []]);
    }
  });

  it('imports typeorm only in repositories, entities and the database layer', () => {
    const allowed = /(\.repository|\.entity)\.ts$|^database\//;
    expect(broken(({ from, to }) => to === 'typeorm' && !allowed.test(from))).toEqual([]);
  });

  it('names a driver only in the adapter of its database', () => {
    const adapters = /^database\/((sqlite|postgres)\/|data-source-options\.ts$)/;
    expect(
      broken(({ from, to }) => ['better-sqlite3', 'pg'].includes(to) && !adapters.test(from)),
    ).toEqual([]);
  });

  it('lets a module use only the face of another', () => {
    const face = /\.(service|module|entity|errors|interceptor|header|guard)\.ts$|\/dto\//;
    expect(
      broken(({ from, to }) => {
        const [user, used] = [roomOf(from), roomOf(to)];
        if (!MODULES.includes(user) || !MODULES.includes(used) || user === used) return false;
        // What the kept counts are is known to whoever reads them.
        return !face.test(to) && used !== 'summaries';
      }, own),
    ).toEqual([]);
  });

  it('knows a file of the pipeline by its name', () => {
    const suffix: Readonly<Record<string, RegExp>> = {
      middleware: /\.middleware\.ts$/,
      interceptors: /\.interceptor\.ts$/,
      decorators: /\.decorator\.ts$/,
    };
    const misnamed = files.filter((file) => {
      const [room, folder = ''] = file.split('/');
      return room === 'http' && suffix[folder]?.test(file) === false;
    });
    expect(misnamed).toEqual([]);
  });

  it('goes from controller to service to repository', () => {
    expect(
      broken(({ from, to }) => from.endsWith('.controller.ts') && to.endsWith('.repository.ts')),
    ).toEqual([]);
    expect(
      broken(({ from, to }) => from.endsWith('.repository.ts') && to.endsWith('.service.ts')),
    ).toEqual([]);
  });

  it('changes issues only where the change is recorded', () => {
    const door = 'issues/issue-writes.repository.ts';
    const users = imports.filter(({ to, typeOnly }) => to === door && !typeOnly);
    expect(users.map(({ from }) => from).sort()).toEqual([
      'issues/issue-writer.ts',
      'issues/issues-services.module.ts',
    ]);
  });

  it('has no cycles, but between entities that relate to each other', () => {
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

  it('leaves the schema to the migrations', () => {
    const synchronized = files.filter((file) =>
      /synchronize:\s*true/.test(readFileSync(join(root, 'src', file), 'utf8')),
    );
    expect(synchronized).toEqual([]);
  });

  it('freezes what migrations are made of', () => {
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

  it('keeps a file to one room', () => {
    const long = files.filter(
      (file) => readFileSync(join(root, 'src', file), 'utf8').split('\n').length > 300,
    );
    expect(long).toEqual([]);
  });
});
