/** Cells of the tables, as Markdown; a figure of nobody is a dash. */
export function row(...cells: readonly (string | number)[]): string {
  return `| ${cells.join(' | ')} |`;
}
export function times(ratio: number): string {
  return Number.isFinite(ratio) ? `${ratio.toFixed(2)}x` : '-';
}
export function one(value: number): string {
  return Number.isFinite(value) ? value.toFixed(1) : '-';
}
export function signed(value: number): string {
  return `${value > 0 ? '+' : ''}${one(value)}`;
}
export function percent(share: number): string {
  return Number.isFinite(share) ? `${Math.round(share * 100)} %` : '-';
}
