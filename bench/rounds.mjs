/**
 * Goes through subjects round by round, in opposite order every other time, so that what the machine
 * does meanwhile falls on all of them alike.
 *
 * @template T
 * @param {number} rounds
 * @param {T[]} subjects
 * @param {(subject: T, round: number) => Promise<void>} measure
 */
export async function alternate(rounds, subjects, measure) {
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? subjects : [...subjects].reverse();
    for (const subject of order) await measure(subject, round);
  }
}
