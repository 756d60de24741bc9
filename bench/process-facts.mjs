import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

// What Linux tells of a process in /proc; null on systems that have none.
const TICKS_A_SECOND = 100;
const RESET_PEAK = '5';

/** A process and its descendants. @param {number} pid @returns {number[]} */
export function processTree(pid) {
  const children = [];
  try {
    for (const thread of readdirSync(`/proc/${pid}/task`)) {
      const text = readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').trim();
      if (text) children.push(...text.split(' ').map(Number));
    }
  } catch {
    return [pid];
  }
  return [pid, ...children.flatMap(processTree)];
}

/** CPU seconds that these processes have used, in user code and in the kernel. @param {number[]} pids */
export function cpuSeconds(pids) {
  return sum(pids, (pid) => {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in parentheses, may hold spaces; user and system time are the 12th and 13th after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
  });
}

/** CPU seconds that the whole machine has used; null where Linux does not tell. */
export function machineSeconds() {
  return sum([0], () => {
    // user, nice, system, idle, iowait, irq, softirq, steal: those that somebody worked in.
    const times = readFileSync('/proc/stat', 'utf8').split('\n', 1)[0].split(/\s+/).slice(1, 9);
    const [user, nice, system, , , irq, softirq, steal] = times.map(Number);
    return (user + nice + system + irq + softirq + steal) / TICKS_A_SECOND;
  });
}

/** Most memory that these processes have held since the last reset, in bytes. @param {number[]} pids */
export function peakMemory(pids) {
  return sum(pids, (pid) => {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return 1024 * Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]);
  });
}

/** Lets `peakMemory` begin anew at what is held now. @param {number[]} pids */
export function resetPeakMemory(pids) {
  for (const pid of pids) {
    try {
      writeFileSync(`/proc/${pid}/clear_refs`, RESET_PEAK);
    } catch {
      // Not Linux: there is no peak either.
    }
  }
}

/** @param {number[]} pids @param {(pid: number) => number} read @returns {number | null} */
function sum(pids, read) {
  try {
    return pids.reduce((total, pid) => total + read(pid), 0);
  } catch {
    return null;
  }
}
