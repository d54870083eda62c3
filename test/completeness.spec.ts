import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { COMMANDS } from '../src/command-line/commands.js';
import { SCOPES } from '../src/common/scopes.js';

const root = resolve(import.meta.dirname, '..');
const textOf = (file: string) => readFileSync(join(root, file), 'utf8');

/** The classes of the source files whose path matches. */
const classesOf = (path: RegExp): ts.ClassDeclaration[] =>
  readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => path.test(file))
    .flatMap((file) => {
      const text = textOf(join('src', file));
      const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
      return source.statements.filter(ts.isClassDeclaration);
    });

/** The properties of an object that are plain text. */
const textsOf = ({ properties }: ts.ObjectLiteralExpression): Record<string, string> =>
  Object.fromEntries(
    properties
      .filter(ts.isPropertyAssignment)
      .flatMap(({ name, initializer }) =>
        ts.isStringLiteral(initializer) ? [[name.getText(), initializer.text]] : [],
      ),
  );

const fieldsOf = ({ members }: ts.ClassDeclaration) => members.filter(ts.isPropertyDeclaration);

/** A text of a source file, and the text that replaces it when something is added. */
type Addition = readonly [file: string, text: string, added: string];

const before = (file: string, text: string, added: string): Addition => [file, text, added + text];
const after = (file: string, text: string, added: string): Addition => [file, text, text + added];

const column = (property: string, declaration: string) =>
  before('src/issues/issue.entity.ts', '  @DeletedAtColumn()', `  ${property}!: ${declaration};\n`);
const row = (property: string, name: string, kind = 'TEXT') =>
  before(
    'src/issues/issue-fields.ts',
    '  assigneeId: {',
    `  ${property}: { name: '${name}', kind: ${kind}, event: 'updated', initial: null, isRecordedAtFirst: false },\n`,
  );
const member = (file: string, type: string, declaration: string) =>
  after(`src/issues/${file}.ts`, `export ${type} {`, `\n  ${declaration};`);
const inCreate = (name: string) =>
  member('dto/issue-requests.dto', 'class CreateIssueRequest', `${name}?: string | null`);
const inUpdate = (name: string) =>
  member('dto/issue-requests.dto', 'class UpdateIssueRequest', `${name}?: string | null`);
const inResponse = (name: string) =>
  member('dto/issue-responses.dto', 'class IssueResponse', `${name}!: string | null`);

const PARAMETER = member('dto/list-issues.dto', 'class IssueFilterQuery', 'sample_before?: Date');
const FILTER = member('list/issue-list', 'interface IssueFilter', 'readonly sample?: Range');
const READ = [
  before('src/issues/list/issue-list.ts', '...unread }', 'sample_before, '),
  after(
    'src/issues/list/issue-list.ts',
    '  return {\n',
    '    sample: { before: sample_before },\n',
  ),
];
const CONDITION = before(
  'src/issues/list/issue-conditions.ts',
  '  search: found,',
  "  sample: (range) => within('issue.sample_note', 'sample', range),\n",
);

describe('completeness', () => {
  const { options, fileNames } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(resolve(root, 'tsconfig.build.json'), (file) => readFileSync(file, 'utf8'))
      .config,
    ts.sys,
    root,
  );
  const issues = resolve(root, 'src/issues');
  let previous: ts.Program | undefined;

  /** Where `src/issues/` does not compile after these additions: the files, and the sample rows in them. */
  const errors = (...additions: readonly Addition[]): string[] => {
    const host = ts.createCompilerHost({ ...options, incremental: false });
    const readFile = host.readFile.bind(host);
    host.readFile = (file) =>
      additions
        .filter(([name]) => resolve(root, name) === file)
        .reduce((text, [name, old, added]) => {
          if (text?.includes(old) !== true) throw new Error(`${name} has no ${old}`);
          return text.replace(old, () => added);
        }, readFile(file));
    const program = ts.createProgram({
      rootNames: fileNames.filter((file) => file.startsWith(`${issues}/`)),
      options: { ...options, noEmit: true, incremental: false, tsBuildInfoFile: undefined },
      host,
      oldProgram: previous,
    });
    previous = program;
    return program
      .getSourceFiles()
      .filter(({ fileName }) => fileName.startsWith(`${issues}/`))
      .flatMap((file) =>
        program.getSemanticDiagnostics(file).map(({ start = 0 }) => {
          const { line } = file.getLineAndCharacterOfPosition(start);
          const [sample] = /\bsample\w*(?=:)/.exec(file.text.split('\n')[line] ?? '') ?? [];
          return [relative(issues, file.fileName), sample].filter(Boolean).join(' ');
        }),
      )
      .sort();
  };

  it('A field and a filter of an issue compile when they are complete', () => {
    expect(
      errors(
        column('sampleNote', 'string | null'),
        row('sampleNote', 'sample_note'),
        inCreate('sample_note'),
        inUpdate('sample_note'),
        inResponse('sample_note'),
        PARAMETER,
        ...READ,
        FILTER,
        CONDITION,
      ),
    ).toEqual([]);
  });

  it('A column without a row, a parameter without a filter and a response field without SQL do not compile', () => {
    expect(
      errors(column('sampleNote', 'string | null'), PARAMETER, inResponse('sample_note')),
    ).toEqual(['dto/issue.document.ts', 'issue-fields.ts', 'list/issue-list.ts']);
  });

  it('Fields that a request or the response lacks, of the wrong kind, and filters without a condition do not compile', () => {
    expect(
      errors(
        column('sampleA', 'string | null'),
        row('sampleA', 'sample_a'),
        inUpdate('sample_a'),
        inResponse('sample_a'),
        column('sampleB', 'string | null'),
        row('sampleB', 'sample_b'),
        inCreate('sample_b'),
        inResponse('sample_b'),
        column('sampleC', 'string | null'),
        row('sampleC', 'sample_c'),
        inCreate('sample_c'),
        inUpdate('sample_c'),
        column('sampleDate', 'Date | null'),
        row('sampleDate', 'description', 'TEXT'),
        column('sampleText', 'string | null'),
        row('sampleText', 'description', '{} as FieldKind<Date | null>'),
        FILTER,
      ),
    ).toEqual([
      'dto/issue.document.ts',
      'issue-fields.ts sampleA',
      'issue-fields.ts sampleB',
      'issue-fields.ts sampleC',
      'issue-fields.ts sampleDate',
      'issue-fields.ts sampleText',
      'list/issue-conditions.ts',
      'list/issue-list.ts',
    ]);
  });

  it('Every member of a request, a query and a response is decorated', () => {
    const classes = classesOf(/\/dto\/.+\.ts$/);
    expect(classes.length).toBeGreaterThan(40);
    const bare = classes.flatMap((one) =>
      fieldsOf(one)
        .filter((field) => (ts.getDecorators(field) ?? []).length === 0)
        .map((field) => `${one.name?.text ?? ''}.${field.name.getText()}`),
    );
    expect(bare).toEqual([]);
  });

  it('Every environment variable has a value, and is in .env.example and the README', () => {
    const [environment] = classesOf(/^config\/configuration\.ts$/).filter(
      ({ name }) => name?.text === 'Environment',
    );
    const variables = environment ? fieldsOf(environment) : [];
    expect(variables.length).toBeGreaterThan(20);
    const [example, readme] = [textOf('.env.example'), textOf('README.md')];
    for (const { name, initializer } of variables) {
      const variable = name.getText();
      // One that has no value is not read.
      expect([variable, initializer === undefined]).toEqual([variable, false]);
      expect(example).toMatch(new RegExp(`^#?${variable}=`, 'm'));
      expect(readme).toContain(`\`${variable}\``);
    }
  });

  it('The list of commands says what each command says of itself', () => {
    const declared = classesOf(/\.command\.ts$/).flatMap((one) =>
      (ts.getDecorators(one) ?? []).flatMap(({ expression }) => {
        if (!ts.isCallExpression(expression)) return [];
        const [options] = expression.arguments;
        if (expression.expression.getText() !== 'Command' || !options) return [];
        return ts.isObjectLiteralExpression(options) ? [textsOf(options)] : [];
      }),
    );
    const listed = Object.entries(COMMANDS).map(([name, command]) => ({
      name,
      description: command.description,
      ...(command.arguments === undefined ? {} : { arguments: command.arguments }),
    }));
    const byName = (rows: readonly { name?: string }[]) =>
      Object.fromEntries(rows.map((command) => [command.name, command]));
    expect(byName(declared)).toEqual(byName(listed));
    for (const name of Object.keys(COMMANDS)) {
      expect(textOf('README.md')).toMatch(new RegExp(`^\\|.*\`${name}\\b.*\\|`, 'm'));
    }
  });

  it('The schema of the commands has every scope', () => {
    const { definitions } = JSON.parse(textOf('docs/cli.schema.json')) as {
      definitions: { token: { properties: { scope: { enum: string[] } } } };
    };
    expect(definitions.token.properties.scope.enum).toEqual(SCOPES);
  });
});
