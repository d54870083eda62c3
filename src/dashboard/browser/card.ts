import type { Chart as ChartOf, ChartConfiguration } from 'chart.js';
import { type Cell, element, fillTable } from './dom.js';

declare global {
  // Loaded by a script of its own, as its package has it.
  const Chart: typeof ChartOf;
}

export interface View {
  /** What the chart says, for who does not see it. */
  readonly summary: string;
  /** The list behind the chart. */
  readonly list: string;
  readonly chart: ChartConfiguration<'bar' | 'line'>;
  /** The list behind a bar or a point. */
  readonly behind: (datasetIndex: number, index: number) => string | undefined;
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A chart with its title, the list behind it, and the same as a table. */
export class Card {
  private readonly canvas = element('canvas', { role: 'img' });
  private readonly nothing = element('p', { class: 'nothing', hidden: true }, 'Nothing to show.');
  private readonly table = element('table');
  private readonly link: HTMLAnchorElement;
  private drawn: ChartOf<'bar' | 'line'> | undefined;
  private view: (() => View) | undefined;

  constructor(parent: HTMLElement, id: string, title: string, note: string) {
    this.link = element('a', { class: 'behind', 'aria-label': `Issues of: ${title}` }, 'Issues');
    const scrolled = {
      class: 'scroll',
      role: 'region',
      'aria-label': `As a table: ${title}`,
      tabindex: '0',
    };
    parent.append(
      element(
        'section',
        { class: 'card', id, 'aria-labelledby': `${id}-title` },
        element('header', {}, element('h2', { id: `${id}-title` }, title), this.link),
        element('p', { class: 'note' }, note),
        element('div', { class: 'chart' }, this.canvas, this.nothing),
        element(
          'details',
          {},
          element('summary', {}, 'As a table'),
          element('div', scrolled, this.table),
        ),
      ),
    );
  }

  /** @param view is called again when the colors change */
  show(view: () => View): void {
    this.view = view;
    this.draw();
  }

  draw(): void {
    if (!this.view) return;
    const { summary, list, chart, behind, head, rows } = this.view();
    this.canvas.setAttribute('aria-label', summary);
    this.link.href = list;
    fillTable(this.table, head, rows);
    this.nothing.hidden = rows.length > 0;
    this.canvas.hidden = rows.length === 0;
    this.drawn?.destroy();
    this.drawn = new Chart(this.canvas, {
      ...chart,
      options: {
        ...chart.options,
        onClick: (_event, [hit]) => {
          const href = hit && behind(hit.datasetIndex, hit.index);
          if (href !== undefined) location.href = href;
        },
        onHover: ({ native }, hits) => {
          const { target } = native ?? {};
          if (target instanceof HTMLElement) target.style.cursor = hits.length > 0 ? 'pointer' : '';
        },
      },
    });
  }
}
