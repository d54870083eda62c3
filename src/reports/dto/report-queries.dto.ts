import { EnumField, IntegerParameter } from '../../http/validation/fields.decorator.js';
import { TimestampParameter } from '../../http/validation/timestamp.decorator.js';
import { type Interval, INTERVALS } from '../throughput.js';

export class ResolvedQuery {
  @TimestampParameter('Issues resolved at or after this.')
  since?: Date;

  @TimestampParameter('Issues resolved before this.')
  until?: Date;
}

export class TopAssigneesQuery extends ResolvedQuery {
  @IntegerParameter({ optional: true, max: 100, default: 10 })
  limit = 10;
}

export class ThroughputQuery {
  @EnumField({ values: INTERVALS, name: 'Interval', optional: true, default: 'day' })
  interval: Interval = 'day';

  @TimestampParameter('From the period that this lies in; from the first event without it.')
  since?: Date;

  @TimestampParameter('Until the period before this, or that it lies in; until now without it.')
  until?: Date;
}
