import { firstLeft, type Cuts } from './forest';

/** References that are walked through a tree together: as many as there are bits in an int32. */
export const GROUP = 32;

/** Groups of so many references. */
export function groupsOf(references: number): number {
  return Math.ceil(references / GROUP);
}

/** The bits of the references in a group; the last group may have fewer than 32. */
export function groupBits(references: number, group: number): number {
  const size = Math.min(references - group * GROUP, GROUP);
  return size === GROUP ? -1 : (1 << size) - 1;
}

/**
 * For each cut, which references go left there: a bit each, the group's cuts one after the other.
 * The cuts of other columns than the named ones stay 0.
 */
export class ReferenceSides {
  readonly groups: readonly Int32Array[];

  constructor(
    private readonly cuts: Cuts,
    references: number,
  ) {
    const length = cuts.threshold.length;
    this.groups = Array.from({ length: groupsOf(references) }, () => new Int32Array(length));
  }

  /** Takes a column's values from prepared rows, one a reference. */
  set(column: number, prepared: Float32Array, width: number): void {
    const from = this.cuts.first[column] as number;
    const to = this.cuts.first[column + 1] as number;
    for (const [group, left] of this.groups.entries()) {
      left.fill(0, from, to);
      const firstRow = group * GROUP;
      const lastRow = Math.min(prepared.length / width, firstRow + GROUP);
      for (let row = firstRow; row < lastRow; row++) {
        const cut = firstLeft(this.cuts, column, prepared[row * width + column] as number);
        if (cut < to) left[cut] = (left[cut] as number) | (1 << (row - firstRow));
      }
      // Who goes left at a cut goes left at the higher ones.
      let bits = 0;
      for (let cut = from; cut < to; cut++) left[cut] = bits |= left[cut] as number;
    }
  }
}
