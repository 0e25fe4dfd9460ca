// Plug-ins for Chart.js: the background of a chart, and a lighter part of it.
import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Chart, Plugin, Scale } from 'chart.js';
import type { Look } from './look.ts';
import type { Mark } from './spec.ts';

/** Chart.js calls it by the browser's type, which is not known here. */
const contextOf = (chart: Chart) => chart.ctx as unknown as SKRSContext2D;

/** The family that the chart writes in. */
const fontOf = (chart: Chart) =>
  (chart.options.font as { family?: string } | undefined)?.family ?? 'sans-serif';

/** From the middle of a point's column to its edge, in pixels. */
const halfStep = (x: Scale) => (x.getPixelForValue(1) - x.getPixelForValue(0)) / 2;

export const ground = (look: Look): Plugin => ({
  id: 'ground',
  beforeDraw(chart) {
    const context = contextOf(chart);
    context.save();
    context.fillStyle = look.ground;
    context.fillRect(0, 0, chart.width, chart.height);
    context.restore();
  },
});

/** A lighter ground behind some points; its name stands above the bars, so that none hides it. */
export const shading = (first: number, last: number, name: string, look: Look): Plugin => ({
  id: 'shading',
  beforeDatasetsDraw(chart) {
    const { top, bottom, left, right } = chart.chartArea;
    const { x } = chart.scales;
    if (!x) return;
    const half = halfStep(x);
    const from = Math.max(left, x.getPixelForValue(first) - half);
    const to = Math.min(right, x.getPixelForValue(last) + half);
    const context = contextOf(chart);
    context.save();
    context.fillStyle = look.span;
    context.fillRect(from, top, to - from, bottom - top);
    context.fillStyle = look.faint;
    context.font = `${look.text - 1}px ${fontOf(chart)}`;
    const { width } = context.measureText(name);
    context.fillText(name, Math.max(left + 3, Math.min(from + 4, right - width - 3)), top - 6);
    context.restore();
  },
});

/** Of the ground behind an event that goes on. */
const EVENT_ALPHA = 0.14;

/** Incidents and what goes on as shaded stretches; events begin with a dashed line. The text beside explains their signs. */
export const marking = (marks: readonly Mark[], look: Look): Plugin => ({
  id: 'marking',
  beforeDatasetsDraw(chart) {
    const { top, bottom, left, right } = chart.chartArea;
    const { x } = chart.scales;
    if (!x) return;
    const half = halfStep(x);
    const within = (at: number) => Math.max(left, Math.min(right, at));
    const context = contextOf(chart);
    context.save();
    context.font = `${look.text - 1}px ${fontOf(chart)}`;
    for (const { kind, from, to, sign } of marks) {
      const [start, end] = [x.getPixelForValue(from), x.getPixelForValue(to)].map(within);
      if (start === undefined || end === undefined) continue;
      if (kind === 'incident' || to > from) {
        const edge = kind === 'incident' ? within(start - half) : start;
        context.fillStyle = kind === 'incident' ? look.span : look.event;
        context.globalAlpha = kind === 'incident' ? 1 : EVENT_ALPHA;
        context.fillRect(edge, top, within(end + half) - edge, bottom - top);
        context.globalAlpha = 1;
      }
      if (kind === 'event') {
        context.strokeStyle = look.event;
        context.setLineDash([4, 3]);
        context.beginPath();
        context.moveTo(start, top);
        context.lineTo(start, bottom);
        context.stroke();
      }
      context.fillStyle = kind === 'incident' ? look.negative : look.event;
      context.fillText(sign, Math.min(start + 3, right - 14), top + 12);
    }
    context.restore();
  },
});
