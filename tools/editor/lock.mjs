// Keeps of package-lock.json what decides an installation: versions, hashes, and who needs whom.
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));
for (const held of Object.values(lock.packages)) {
  delete held.funding;
  delete held.resolved;
}
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
