import { PatternField } from '../../http/validation/fields.decorator.js';

/** Without NUL, which no text can have. */
const EMAIL_PART = '[^\\s@\\u0000]+';

const EMAIL = {
  pattern: new RegExp(`^${EMAIL_PART}@${EMAIL_PART}$`),
  message: 'must be an e-mail address',
  max: 255,
};

type Options = Omit<Parameters<typeof PatternField>[0], keyof typeof EMAIL>;

export const EmailField = (options: Options): PropertyDecorator =>
  PatternField({ ...EMAIL, ...options });
