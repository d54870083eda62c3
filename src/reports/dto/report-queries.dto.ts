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

  @TimestampParameter('Start, rounded down to its period; by default the first event.')
  since?: Date;

  @TimestampParameter('End (exclusive), rounded up to its period; by default now.')
  until?: Date;
}
