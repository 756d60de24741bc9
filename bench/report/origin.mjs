/**
 * When, of what and on which machine something was measured, in a sentence or two.
 *
 * @param {Record<string, any>} run what `describeRun` gives
 */
export function originOf({ date, commit, changed, machine, versions }) {
  return [
    `${date}, commit ${commit}${changed ? ' with changes' : ''}.`,
    `${machine.cores} × ${machine.cpu}, ${Math.round(machine.memoryBytes / 1e9)} GB, ${machine.system},`,
    `load ${machine.loadBefore.toFixed(1)} before. Node ${versions.node}, ${versions.python ?? 'no Python'}.`,
  ].join(' ');
}
