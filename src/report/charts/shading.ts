// Plug-ins for Chart.js: the background of a chart, and a lighter part of it.
import type { SKRSContext2D } from '@napi-rs/canvas';
import { Chart, type Plugin } from 'chart.js';
import { LOOK } from './look.ts';

/** Chart.js calls it by the browser's type, which is not known here. */
const contextOf = (chart: Chart) => chart.ctx as unknown as SKRSContext2D;

export const GROUND: Plugin = {
  id: 'ground',
  beforeDraw(chart) {
    const context = contextOf(chart);
    context.save();
    context.fillStyle = LOOK.ground;
    context.fillRect(0, 0, chart.width, chart.height);
    context.restore();
  },
};

/** A lighter ground behind some points; its name stands above the bars, so that none hides it. */
export const shading = (first: number, last: number, name: string): Plugin => ({
  id: 'shading',
  beforeDatasetsDraw(chart) {
    const { top, bottom, left, right } = chart.chartArea;
    const { x } = chart.scales;
    if (!x) return;
    const half = (x.getPixelForValue(1) - x.getPixelForValue(0)) / 2;
    const from = Math.max(left, x.getPixelForValue(first) - half);
    const to = Math.min(right, x.getPixelForValue(last) + half);
    const context = contextOf(chart);
    context.save();
    context.fillStyle = LOOK.span;
    context.fillRect(from, top, to - from, bottom - top);
    context.fillStyle = LOOK.faint;
    context.font = `${LOOK.text - 1}px ${Chart.defaults.font.family ?? ''}`;
    const { width } = context.measureText(name);
    context.fillText(name, Math.max(left + 3, Math.min(from + 4, right - width - 3)), top - 6);
    context.restore();
  },
});
