/** Numbers and moments as the page of the learner's data says them. */

const counted = (one: string, many: string) => (count: number) => `${count.toLocaleString()} ${count === 1 ? one : many}`;

export const marksText = counted('mark', 'marks');
export const entries = counted('entry', 'entries');

export const dateText = (atMs: number): string => new Date(atMs).toLocaleDateString(undefined, { day: 'numeric', month: 'long', year: 'numeric' });
export const momentText = (atMs: number): string => new Date(atMs).toLocaleString(undefined, { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' });

/** Powers of a thousand, as disks are sold. */
export function bytes(count: number): string {
  const [size, unit] = count < 1e6 ? [count / 1e3, 'kB'] : count < 1e9 ? [count / 1e6, 'MB'] : [count / 1e9, 'GB'];
  return `${size < 10 ? size.toFixed(1) : Math.round(size).toLocaleString()} ${unit}`;
}
