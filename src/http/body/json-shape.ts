import { type FieldError, pointerTo } from '../../common/errors/coded-error.js';

/** Members of the object that a body is. */
export const MAX_FIELDS = 1_000;

/** Values in lists and objects, altogether: the largest bulk change has half as many. */
export const MAX_VALUES = 40_000;

/** Lists and objects inside each other. */
export const MAX_DEPTH = 20;

/** Bytes of the name of a field that is named in the error. */
const MAX_NAME_BYTES = 200;

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * The error of JSON text with more fields, values or levels than any body needs, counted before it is
 * parsed: a megabyte of `[` or `"":1,` takes as long to parse as a hundred ordinary requests. Other text
 * has none, malformed or not.
 *
 * @param bytes UTF-8
 */
export function excessIn(bytes: Uint8Array): FieldError | undefined {
  let [depth, values, fields] = [0, 0, 0];
  // The last string outside of lists and inner objects, and the last that was the name of a field.
  let [text, name] = [0, 0];
  for (let index = 0; index < bytes.length; index += 1) {
    switch (bytes[index]) {
      case QUOTE:
        if (depth === 1) text = index;
        index = endOfString(bytes, index);
        break;
      case COLON:
        if (depth !== 1) break;
        name = text;
        fields += 1;
        break;
      case COMMA:
        values += 1;
        break;
      case OPEN_LIST:
      case OPEN_OBJECT:
        depth += 1;
        break;
      case CLOSE_LIST:
      case CLOSE_OBJECT:
        depth -= 1;
    }
    const excess = excessOf(fields, values, depth);
    if (excess) return { pointer: pointerAt(bytes, name), ...excess };
  }
  return undefined;
}

const TOO_MANY_FIELDS = {
  code: 'too_many_fields',
  detail: `is beyond the ${String(MAX_FIELDS)} fields that a body may have`,
};
const TOO_MANY_VALUES = {
  code: 'too_many_values',
  detail: `is beyond the ${String(MAX_VALUES)} values that a body may have`,
};
const TOO_DEEP = {
  code: 'too_deep',
  detail: `has more than ${String(MAX_DEPTH)} lists and objects inside each other`,
};

function excessOf(
  fields: number,
  values: number,
  depth: number,
): Pick<FieldError, 'code' | 'detail'> | undefined {
  if (fields > MAX_FIELDS) return TOO_MANY_FIELDS;
  if (values > MAX_VALUES) return TOO_MANY_VALUES;
  return depth > MAX_DEPTH ? TOO_DEEP : undefined;
}

/** The index of the closing quote; behind the end without one. */
function endOfString(bytes: Uint8Array, start: number): number {
  let index = start + 1;
  while (index < bytes.length && bytes[index] !== QUOTE)
    index += bytes[index] === BACKSLASH ? 2 : 1;
  return index;
}

/** The pointer of the field whose name begins there; of the body itself when that is no name. */
function pointerAt(bytes: Uint8Array, start: number): string {
  const end = endOfString(bytes, start) + 1;
  if (bytes[start] !== QUOTE || end - start > MAX_NAME_BYTES) return '';
  try {
    return pointerTo([JSON.parse(Buffer.from(bytes.subarray(start, end)).toString()) as string]);
  } catch {
    return '';
  }
}
