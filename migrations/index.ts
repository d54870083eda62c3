import type { MigrationInterface } from 'typeorm';
import { Baseline1795400000000 } from './1795400000000-baseline.js';
import { EventPreviews1795560000000 } from './1795560000000-event-previews.js';
import { Openings1795570000000 } from './1795570000000-openings.js';
import { CarriedOver1795570100000 } from './1795570100000-carried-over.js';
import { SearchDocuments1795580000000 } from './1795580000000-search-documents.js';
import { EventTexts1795590000000 } from './1795590000000-event-texts.js';
import { Totals1795595000000 } from './1795595000000-totals.js';
import { Changes1795600000000 } from './1795600000000-changes.js';
import { CreatedBy1795605000000 } from './1795605000000-created-by.js';
import { ExternalIds1795606000000 } from './1795606000000-external-ids.js';

/** Every migration, in the order in which they run. */
export const migrations: (new () => MigrationInterface)[] = [
  Baseline1795400000000,
  EventPreviews1795560000000,
  Openings1795570000000,
  CarriedOver1795570100000,
  SearchDocuments1795580000000,
  EventTexts1795590000000,
  Totals1795595000000,
  Changes1795600000000,
  CreatedBy1795605000000,
  ExternalIds1795606000000,
];
