// Fails when what is installed to run the gateway has a known vulnerability that is high or critical.
// Where the registry has no answer to give, as some mirrors do not, it says so and does not fail.
import { spawnSync } from 'node:child_process';

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
});
/** @type {{ metadata?: { vulnerabilities: Record<string, number> }, vulnerabilities?: Record<string, { severity: string }> }} */
let report = {};
try {
  report = JSON.parse(stdout);
} catch {
  // Told below.
}
const counts = report.metadata?.vulnerabilities;
if (!counts) {
  console.warn('npm audit: the registry gave no answer, nothing was checked');
  process.exit(0);
}
const severe = Object.entries(report.vulnerabilities ?? {}).filter(([, { severity }]) =>
  ['high', 'critical'].includes(severity),
);
for (const [name, { severity }] of severe) console.error(`${name}: ${severity}`);
console.log(`npm audit: ${JSON.stringify(counts)}`);
process.exit(severe.length > 0 ? 1 : 0);
