import type { ChartConfiguration, ChartDataset } from 'chart.js';

type Kind = 'bar' | 'line';

/** A color of the present scheme, by its name in `style.css`. */
export const color = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

export interface Bars {
  readonly labels: readonly string[];
  readonly datasets: readonly ChartDataset<Kind, number[]>[];
  readonly stacked?: boolean;
  /** Bars from the left to the right, with their names beside them. */
  readonly horizontal?: boolean;
  readonly unit: string;
  /** What the labels are, where that is not plain. */
  readonly names?: string;
  /** The unit of a second axis, for lines. */
  readonly lineUnit?: string;
}

export function bars({
  labels,
  datasets,
  stacked = false,
  horizontal = false,
  unit,
  names = '',
  lineUnit,
}: Bars): ChartConfiguration<Kind> {
  const [text, grid] = [color('muted'), color('line')];
  const values = {
    stacked,
    beginAtZero: true,
    title: { display: true, text: unit, color: text },
    ticks: { color: text, precision: 0, maxTicksLimit: 6 },
    grid: { color: grid },
    border: { display: false },
  };
  const categories = {
    stacked,
    title: { display: names !== '', text: names, color: text },
    ticks: { color: text, maxRotation: 0, autoSkip: !horizontal },
    grid: { display: false },
  };
  return {
    type: 'bar',
    data: { labels: [...labels], datasets: [...datasets] },
    options: {
      animation: false,
      maintainAspectRatio: false,
      indexAxis: horizontal ? 'y' : 'x',
      interaction: {
        mode: lineUnit === undefined ? 'nearest' : 'index',
        intersect: lineUnit === undefined,
      },
      font: { family: 'system-ui, sans-serif' },
      scales: {
        x: horizontal ? values : categories,
        y: horizontal ? categories : values,
        ...(lineUnit !== undefined && {
          lines: {
            ...values,
            position: 'right' as const,
            title: { ...values.title, text: lineUnit },
            grid: { display: false },
          },
        }),
      },
      plugins: {
        legend: {
          display: datasets.length > 1,
          align: 'start',
          labels: { color: color('text'), boxWidth: 12, boxHeight: 12 },
        },
      },
    },
  };
}

export const bar = (
  label: string,
  data: readonly number[],
  name: string,
): ChartDataset<Kind, number[]> => ({
  label,
  data: [...data],
  backgroundColor: color(name),
  borderRadius: 3,
  maxBarThickness: 26,
});

export const line = (
  label: string,
  data: readonly number[],
  name: string,
): ChartDataset<Kind, number[]> => ({
  type: 'line',
  label,
  data: [...data],
  yAxisID: 'lines',
  borderColor: color(name),
  backgroundColor: color(name),
  borderWidth: 2,
  pointRadius: 2,
  tension: 0.25,
});
