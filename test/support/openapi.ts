import type { TestApp } from './create-test-app.js';

export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: unknown;
  readonly required?: readonly string[];
  readonly example?: unknown;
  readonly default?: unknown;
  readonly pattern?: string;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: Schema;
  readonly example?: unknown;
}

export interface MediaType {
  readonly schema: Schema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

export interface DocumentedResponse {
  readonly description: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<Record<string, MediaType>>;
}

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

export interface Operation {
  readonly operationId: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, MediaType>> };
  readonly responses: Readonly<Record<string, DocumentedResponse>>;
  readonly security?: readonly unknown[];
}

export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Partial<Record<Method, Operation>>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly headers: Readonly<Record<string, object>>;
    readonly responses: Readonly<Record<string, DocumentedResponse>>;
    readonly parameters: Readonly<Record<string, Parameter>>;
    readonly securitySchemes: Readonly<Record<string, object>>;
  };
}

/** The document as the server serves it. */
export async function readDocument({ http }: TestApp): Promise<OpenApiDocument> {
  return (await http.get('/docs-json').expect(200)).body as OpenApiDocument;
}

/** What a reference leads to; anything else as it is. */
export function resolved<T>(document: OpenApiDocument, value: T): T {
  const { $ref } = value as { $ref?: string };
  if ($ref === undefined) return value;
  const keys = $ref.split('/').slice(1);
  return keys.reduce<unknown>(
    (found, key) => (found as Readonly<Record<string, unknown>>)[key],
    document,
  ) as T;
}

/** A part of the document whose references lead into the whole, which is known as `api`. */
export const absolute = (schema: object): object =>
  JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#', '"$ref":"api#')) as object;

/** The document with shared parameters and responses in the place of the references to them. */
export function inlined(document: OpenApiDocument): OpenApiDocument {
  const paths: Record<string, Partial<Record<Method, Operation>>> = {};
  for (const { path, method, operation } of operationsOf(document)) {
    (paths[path] ??= {})[method] = {
      ...operation,
      parameters: operation.parameters.map((it) => resolved(document, it)),
      responses: Object.fromEntries(
        Object.entries(operation.responses).map(([status, it]) => [status, resolved(document, it)]),
      ),
    };
  }
  return { ...document, paths };
}

export const operationsOf = ({ paths }: OpenApiDocument) =>
  Object.entries(paths).flatMap(([path, operations]) =>
    (Object.entries(operations) as [Method, Operation][]).map(([method, operation]) => ({
      name: `${method} ${path}`,
      path,
      method,
      operation,
    })),
  );
