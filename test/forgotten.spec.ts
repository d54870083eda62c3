import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import ts from 'typescript';

const root = resolve(import.meta.dirname, '..');

/** A text of a source file, and the text that replaces it when something is added. */
type Addition = readonly [file: string, text: string, added: string];

const COLUMN: Addition = [
  'src/issues/issue.entity.ts',
  '  @DeletedAtColumn()',
  '  @TimestampColumn({ nullable: true })\n  dueDate!: Date | null;\n\n  @DeletedAtColumn()',
];
const ROW: Addition = [
  'src/issues/issue-fields.ts',
  '  assigneeId: {',
  "  dueDate: { name: 'due_date', kind: TEXT, event: 'updated', initial: null, isRecordedAtFirst: false },\n" +
    '  assigneeId: {',
];
const CREATE: Addition = [
  'src/issues/dto/issue-requests.dto.ts',
  'export class CreateIssueRequest {',
  'export class CreateIssueRequest {\n  due_date?: Date | null;\n',
];
const UPDATE: Addition = [
  'src/issues/dto/issue-requests.dto.ts',
  'export class UpdateIssueRequest {',
  'export class UpdateIssueRequest {\n  due_date?: Date | null;\n',
];
const RESPONSE: Addition = [
  'src/issues/dto/issue-responses.dto.ts',
  'export class IssueResponse {',
  'export class IssueResponse {\n  due_date!: string | null;\n',
];
const PARAMETER: Addition = [
  'src/issues/dto/list-issues.dto.ts',
  'export class IssueFilterQuery {',
  'export class IssueFilterQuery {\n  due_before?: Date;\n',
];
const FILTER: Addition = [
  'src/issues/list/issue-list.ts',
  'export interface IssueFilter {',
  'export interface IssueFilter {\n  readonly due?: Range | undefined;',
];

describe('incomplete additions', () => {
  const { options, fileNames } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(resolve(root, 'tsconfig.build.json'), (file) => readFileSync(file, 'utf8'))
      .config,
    ts.sys,
    root,
  );
  let before: ts.Program | undefined;

  /** The files in `src/issues/` that do not compile after these additions. */
  const broken = (...additions: readonly Addition[]): string[] => {
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
      rootNames: fileNames,
      options: { ...options, noEmit: true, incremental: false, tsBuildInfoFile: undefined },
      host,
      oldProgram: before,
    });
    before = program;
    return program
      .getSourceFiles()
      .filter(({ fileName }) => fileName.startsWith(resolve(root, 'src/issues/')))
      .filter((file) => program.getSemanticDiagnostics(file).length > 0)
      .map(({ fileName }) => relative(root, fileName))
      .sort();
  };

  it('A column of an issue that no field describes does not compile', () => {
    expect(broken(COLUMN)).toContain('src/issues/issue-fields.ts');
  });

  it('A field of an issue that a request or the response lacks does not compile', () => {
    expect(broken(COLUMN, ROW, UPDATE, RESPONSE)).toContain('src/issues/issue-fields.ts');
    expect(broken(COLUMN, ROW, CREATE, RESPONSE)).toContain('src/issues/issue-fields.ts');
    expect(broken(COLUMN, ROW, CREATE, UPDATE)).toContain('src/issues/issue-fields.ts');
  });

  it('A field of the response that nothing fills does not compile', () => {
    expect(broken(RESPONSE)).toEqual(['src/issues/dto/issue.document.ts']);
  });

  it('A parameter of the list that no filter is made of does not compile', () => {
    expect(broken(PARAMETER)).toEqual(['src/issues/list/issue-list.ts']);
  });

  it('A filter that no condition is made of does not compile', () => {
    expect(broken(FILTER)).toEqual([
      'src/issues/list/issue-conditions.ts',
      'src/issues/list/issue-list.ts',
    ]);
  });

  it('The sources compile without an addition', () => {
    expect(broken()).toEqual([]);
  });
});
