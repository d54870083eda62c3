/** The place of a page in its list. */
export interface PagePosition {
  /** Counted from 1; null with a cursor. */
  readonly page: number | null;
  readonly totalPages: number;
  readonly nextCursor: string | null;
  /** Whether the page leaves out items that belong to it by its number; `nextCursor` leads to them. */
  readonly isCut: boolean;
}

/** What is known of a document besides its text. */
export interface DocumentTraits {
  /** Of the resource that the request created. */
  readonly createdId?: number;
  /** The path that the id of a created resource is under; absent for that of the request. */
  readonly collection?: string;
  /** The entity tag of what a GET of the resource returns. */
  readonly entityTag?: string;
  readonly page?: PagePosition;
  /** Every change up to this timestamp has been committed before the list was read. */
  readonly watermark?: string;
}

/** JSON text as the database composed it, which goes to the client as it is. */
export class JsonDocument<Shape = unknown> {
  /** Only for the compiler: what `parse` returns. */
  declare readonly shape: Shape;

  constructor(
    readonly text: string,
    readonly traits: DocumentTraits = {},
  ) {}

  /** An array of documents. */
  static list<Shape>(texts: readonly string[]): JsonDocument<Shape[]> {
    return new JsonDocument(`[${texts.join(',')}]`);
  }

  /** The same document, of the resource with this id, which the request created. */
  ofCreated(createdId: number, collection?: string): JsonDocument<Shape> {
    return this.with(collection === undefined ? { createdId } : { createdId, collection });
  }

  /** The same document with more known of it. */
  with(traits: DocumentTraits): JsonDocument<Shape> {
    return new JsonDocument(this.text, { ...this.traits, ...traits });
  }

  /** For callers that need its values instead of its text. */
  parse(): Shape {
    return JSON.parse(this.text) as Shape;
  }

  /** So that a stored response contains the document itself. */
  toJSON(): unknown {
    return this.parse();
  }
}
