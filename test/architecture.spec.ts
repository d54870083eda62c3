import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const LAYERS = ['config', 'common', 'database'];
const ENTRIES = [
  'main.ts',
  'documentation.ts',
  'serve.ts',
  'workers.ts',
  'shutdown.ts',
  'cli.ts',
  'app.module.ts',
  'configure-app.ts',
  'entities.ts',
];
const FEATURES = [
  'history',
  'idempotency',
  'users',
  'labels',
  'issues',
  'comments',
  'reports',
  'health',
  'maintenance',
  'auth',
  'metrics',
];

/** What each module may use of the others; reports and maintenance only read entities besides. */
const MAY_USE: Record<string, readonly string[]> = {
  history: [],
  idempotency: [],
  users: [],
  labels: ['history'],
  issues: ['users', 'labels', 'history', 'idempotency'],
  comments: ['users', 'issues', 'history', 'idempotency'],
  reports: ['users', 'issues'],
  health: [],
  auth: ['users'],
  metrics: [],
  maintenance: ['users', 'labels', 'issues', 'comments', 'reports'],
};

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

const top = (file: string) => file.split('/')[0] ?? '';
const broken = (rule: (edge: Import) => boolean) =>
  imports.filter(rule).map(({ from, to }) => `${from} -> ${to}`);

describe('architecture', () => {
  it('reads the imports', () => {
    expect(imports.length).toBeGreaterThan(200);
    expect(files.map(top).filter((folder) => !folder.endsWith('.ts'))).toEqual(
      expect.arrayContaining([...LAYERS, ...FEATURES]),
    );
  });

  it('imports typeorm only in repositories, entities and the database layer', () => {
    const allowed = /(\.repository|\.entity)\.ts$|^database\//;
    expect(broken(({ from, to }) => to === 'typeorm' && !allowed.test(from))).toEqual([]);
  });

  it('points from the modules down to database, common and config', () => {
    const below: Record<string, readonly string[]> = {
      common: ['common'],
      config: ['config', 'common'],
      database: ['config', 'common', 'database', '..'],
    };
    expect(
      broken(({ from, to }) => {
        const allowed = below[top(from)];
        return allowed !== undefined && to.includes('/') && to.endsWith('.ts')
          ? !allowed.includes(top(to))
          : false;
      }),
    ).toEqual([]);
    expect(broken(({ from, to }) => FEATURES.includes(top(from)) && ENTRIES.includes(to))).toEqual(
      [],
    );
  });

  it('lets a module use only what it may of another', () => {
    const face =
      /\.(service|module|entity|errors|interceptor|header)\.ts$|\/dto\/|\/(operator-command|output)\.ts$/;
    expect(
      broken(({ from, to }) => {
        const [own, other] = [top(from), top(to)];
        if (!FEATURES.includes(own) || !FEATURES.includes(other) || own === other) return false;
        // Entities may name each other, and a repository reads what it joins.
        if (to.endsWith('.entity.ts')) return false;
        return !face.test(to) || !(MAY_USE[own] ?? []).includes(other);
      }),
    ).toEqual([]);
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

  it('keeps a file to one room', () => {
    const long = files.filter(
      (file) => readFileSync(join(root, 'src', file), 'utf8').split('\n').length > 350,
    );
    expect(long).toEqual([]);
  });
});
