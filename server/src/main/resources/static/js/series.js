// From the API's rows to columns for the chart.

/** A pause this many times longer than usual is a gap; the server's own drawings use the same. */
const TIMES_USUAL = 3;

/**
 * Turns an answer of /api/v1/readings into columns, in seconds, with an empty row in every gap so
 * that silence is not drawn as a slow change.
 */
export function splitGaps(answer) {
  const columns = { times: [], means: [], lows: [], highs: [], interval: answer.interval_ms };
  const rows = answer.points;
  const pauses = [];
  for (let i = 1; i < rows.length; i++) pauses.push(rows[i][0] - rows[i - 1][0]);
  pauses.sort((a, b) => a - b);
  const usual = pauses.length ? pauses[pauses.length >> 1] : Infinity;
  const longest = TIMES_USUAL * Math.max(usual, answer.interval_ms || 0);
  rows.forEach(([time, mean, low, high], i) => {
    if (i > 0 && time - rows[i - 1][0] > longest) push(columns, rows[i - 1][0] + 1, null, null, null);
    push(columns, time, mean, low, high);
  });
  return columns;
}

function push(columns, time, mean, low, high) {
  columns.times.push(time / 1000);
  columns.means.push(mean);
  columns.lows.push(low);
  columns.highs.push(high);
}

/** Puts lines with different times over one common row of times, as the chart wants them. */
export function join(lines) {
  return window.uPlot.join(lines.map((line) => [line.times, line.means, line.lows, line.highs]), lines.map(() => [2, 2, 2, 2]));
}
