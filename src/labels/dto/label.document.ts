import type { Dialect } from '../../database/dialect.js';
import type { CountedLabelResponse, LabelResponse } from './label.dto.js';

/** The fields of a `LabelResponse` as SQL expressions of a row of `labels`. */
export const labelFields = (
  dialect: Dialect,
  label: string,
): Record<keyof LabelResponse, string> => ({
  id: `${label}.id`,
  name: `${label}.name`,
  color: `${label}.color`,
  description: `${label}.description`,
  created_at: dialect.isoTimestamp(`${label}.created_at`),
  updated_at: dialect.isoTimestamp(`${label}.updated_at`),
});

/** The same with the number of its issues. */
export const countedLabelFields = (
  dialect: Dialect,
  label: string,
): Record<keyof CountedLabelResponse, string> => ({
  ...labelFields(dialect, label),
  issues_count: `(SELECT CAST(coalesce(SUM(counted.issues), 0) AS integer)
    FROM label_totals counted WHERE counted.label_id = ${label}.id)`,
});

/** The labels of an issue by name, as a JSON array. */
export const labelsOf = (dialect: Dialect, issueId: string): string =>
  dialect.jsonArray({
    fields: labelFields(dialect, 'label'),
    from: `FROM issue_labels link JOIN labels label ON label.id = link.label_id
      WHERE link.issue_id = ${issueId}`,
    orderBy: dialect.inByteOrder('label.name_key'),
  });
