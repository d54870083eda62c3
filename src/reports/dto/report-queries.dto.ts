import { EnumField, IntegerParameter } from '../../http/validation/fields.decorator.js';
import { MomentParameter } from '../../http/validation/timestamp.decorator.js';
import { type Interval, INTERVALS } from '../throughput.js';

export class ResolvedQuery {
  @MomentParameter('Issues resolved at or after this.')
  since?: Date;

  @MomentParameter('Issues resolved before this.')
  until?: Date;
}

export class TopAssigneesQuery extends ResolvedQuery {
  @IntegerParameter({ optional: true, max: 100, default: 10 })
  limit = 10;
}

export class ThroughputQuery {
  @EnumField({ values: INTERVALS, name: 'Interval', optional: true, default: 'day' })
  interval: Interval = 'day';

  @MomentParameter('From the period that this lies in; from the first event without it.')
  since?: Date;

  @MomentParameter('Until the period before this, or that it lies in; until now without it.')
  until?: Date;
}
