import { applyDecorators, type Type } from '@nestjs/common';
import {
  ApiExtraModels,
  ApiOkResponse,
  ApiProperty,
  type ApiPropertyOptions,
  ApiSchema,
  getSchemaPath,
} from '@nestjs/swagger';
import { EVENT_TYPES, type EventType } from '../../history/issue-event.entity.js';
import { LINK_HEADER } from '../../http/decorators/responds-with-page.decorator.js';
import { ISSUE_PRIORITIES, ISSUE_STATUSES } from '../issue.entity.js';
import { fieldsOfEvent } from '../issue-fields.js';
import { TimelineEntryResponse } from './timeline.dto.js';

type Properties = Readonly<Record<string, object>>;

const TEXT = { type: 'string' };
const ID = { type: 'integer' };
const USER_ID = { type: ['integer', 'null'] };
const STATUS = { type: 'string', enum: [...ISSUE_STATUSES] };
const LABEL = { label_id: ID, name: TEXT };

/** The details of each event, with an example of each. */
const DETAILS: Readonly<
  Record<EventType, readonly [Properties, Readonly<Record<string, unknown>>]>
> = {
  created: [
    {
      title: TEXT,
      status: STATUS,
      priority: { type: 'string', enum: [...ISSUE_PRIORITIES] },
      assignee_id: USER_ID,
    },
    { title: 'Fix login bug', status: 'open', priority: 'high', assignee_id: 1 },
  ],
  updated: [
    {
      field: { type: 'string', enum: fieldsOfEvent('updated') },
      from: { type: ['string', 'null'] },
      to: { type: ['string', 'null'] },
    },
    { field: 'priority', from: 'medium', to: 'high' },
  ],
  status_changed: [
    { from: STATUS, to: STATUS },
    { from: 'open', to: 'resolved' },
  ],
  assigned: [
    { from: USER_ID, to: USER_ID },
    { from: null, to: 1 },
  ],
  label_added: [LABEL, { label_id: 1, name: 'bug' }],
  label_removed: [LABEL, { label_id: 1, name: 'bug' }],
  comment_added: [
    { comment_id: ID, body: TEXT },
    { comment_id: 11, body: 'I can reproduce this.' },
  ],
  comment_edited: [
    { comment_id: ID, from: TEXT, to: TEXT },
    { comment_id: 11, from: 'I can reproduce this.', to: 'I can reproduce this on Linux.' },
  ],
  comment_deleted: [
    { comment_id: ID, body: TEXT },
    { comment_id: 11, body: 'I can reproduce this.' },
  ],
  deleted: [{}, {}],
  restored: [{}, {}],
};

const TRUNCATED = {
  truncated: {
    type: 'boolean',
    enum: [true],
    description: 'In a list: a text has more than 1,000 characters, and is cut.',
  },
};

/** `label_added` has the schema `LabelAddedEntry`. */
const schemaNameOf = (type: EventType): string =>
  `${type.replaceAll(/(?:^|_)(.)/g, (_match, first: string) => first.toUpperCase())}Entry`;

function entryOf(type: EventType): Type {
  const [properties, example] = DETAILS[type];
  class Entry extends TimelineEntryResponse {}
  const details = {
    type: 'object',
    selfRequired: true,
    required: Object.keys(properties),
    properties: { ...properties, ...TRUNCATED },
    additionalProperties: false,
    example,
  } as ApiPropertyOptions;
  ApiProperty({ type: String, enum: [type], example: type })(Entry.prototype, 'event_type');
  ApiProperty(details)(Entry.prototype, 'details');
  ApiSchema({ name: schemaNameOf(type) })(Entry);
  return Entry;
}

const ENTRIES = EVENT_TYPES.map((type) => [type, entryOf(type)] as const);

const ENTRY = {
  oneOf: ENTRIES.map(([, entry]) => ({ $ref: getSchemaPath(entry) })),
  discriminator: {
    propertyName: 'event_type',
    mapping: Object.fromEntries(ENTRIES.map(([type, entry]) => [type, getSchemaPath(entry)])),
  },
};

const WithEntries = (): MethodDecorator => ApiExtraModels(...ENTRIES.map(([, entry]) => entry));

/** Documents a response with one entry of a timeline. */
export const ApiTimelineEntry = (): MethodDecorator =>
  applyDecorators(WithEntries(), ApiOkResponse({ schema: ENTRY }));

/** Documents a response with a page of entries. */
export const ApiTimeline = (): MethodDecorator =>
  applyDecorators(
    WithEntries(),
    ApiOkResponse({ schema: { type: 'array', items: ENTRY }, headers: LINK_HEADER }),
  );
