import { OmitType } from '@nestjs/swagger';
import {
  ArrayCursorParameter,
  type ArrayPageQuery,
  ArrayPageSizeParameter,
} from '../../http/paging/page.dto.js';
import { EnumField, IntegerParameter } from '../../http/validation/fields.decorator.js';
import { TimestampParameter } from '../../http/validation/timestamp.decorator.js';
import { IssueFilterQuery } from '../../issues/dto/list-issues.dto.js';
import { type Interval, INTERVALS } from '../throughput.js';

/** Which issues a report is about: the filters of the list, which mean the same as there. */
export class ReportQuery extends OmitType(IssueFilterQuery, ['sort', 'deleted']) {}

class ResolvedQuery extends ReportQuery {
  @TimestampParameter('Issues resolved at or after this.')
  since?: Date;

  @TimestampParameter('Issues resolved before this.')
  until?: Date;
}

export class LatencyQuery extends ResolvedQuery implements ArrayPageQuery {
  @ArrayPageSizeParameter(1000)
  page_size = 1000;

  @ArrayCursorParameter('GsB0D5d9hapBceyXWyJsYXRlbmN5IiwiLyIsWzIwLjI1LDFdXQ')
  cursor?: string;
}

export class TopAssigneesQuery extends ResolvedQuery {
  @IntegerParameter({ optional: true, max: 100, default: 10 })
  limit = 10;
}

export class TopLabelsQuery extends ReportQuery {
  @TimestampParameter('Issues created at or after this.')
  since?: Date;

  @TimestampParameter('Issues created before this.')
  until?: Date;

  @IntegerParameter({ optional: true, max: 100, default: 10 })
  limit = 10;
}

export class ThroughputQuery extends ReportQuery {
  @EnumField({ values: INTERVALS, name: 'Interval', optional: true, default: 'day' })
  interval: Interval = 'day';

  @TimestampParameter('Start, rounded down to its period; by default the first event.')
  since?: Date;

  @TimestampParameter('End (exclusive), rounded up to its period; by default now.')
  until?: Date;
}
