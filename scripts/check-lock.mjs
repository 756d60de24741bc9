// Fails when package-lock.json holds anything but registry packages with a hash: no git or http
// source, no folder, nothing that npm could not verify.
import { readFileSync } from 'node:fs';

/** @type {{ packages: Record<string, { version?: string, resolved?: string, integrity?: string, link?: boolean }> }} */
const { packages } = JSON.parse(readFileSync(process.argv[2] ?? 'package-lock.json', 'utf8'));

let faults = 0;
for (const [path, { version = '', resolved, integrity, link }] of Object.entries(packages)) {
  if (path === '') continue;
  const problems = [
    ...(link ? ['is a link'] : []),
    // .npmrc keeps the registry's own addresses out, so that whatever is named here is another source.
    ...(resolved === undefined ? [] : ['names a source of its own']),
    ...(/^\d+\.\d+\.\d+/.test(version) ? [] : ['has no version of a registry']),
    ...(/^sha512-/.test(integrity ?? '') ? [] : ['has no sha512']),
  ];
  for (const problem of problems) console.error(`${path} ${problem}`);
  faults += problems.length;
}
console.log(`${Object.keys(packages).length - 1} packages, ${faults} faults`);
process.exit(faults > 0 ? 1 : 0);
