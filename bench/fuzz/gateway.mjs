// The gateway as the fuzzer's child: dist/main.js with a line to ask for its memory.
import 'reflect-metadata';
import { setTimeout as after } from 'node:timers/promises';
import app from '../../dist/app.js';
import logger from '../../dist/observability/logger.js';
import settingsModule from '../../dist/settings.js';

const settings = settingsModule.readSettings(process.env);
const { url, stop } = await app.startApp(settings, logger.createLogger(settings.LOG_LEVEL));
const MB = 1024 * 1024;

/** What is held once what nobody needs is gone. */
async function memory() {
  // Buffers of closed connections go with the turns after.
  for (let i = 0; i < 5; i++) {
    globalThis.gc?.();
    await after(50);
  }
  const { heapUsed, external, rss } = process.memoryUsage();
  const inMb = (/** @type {number} */ bytes) => Math.round((bytes / MB) * 10) / 10;
  return { heapMb: inMb(heapUsed), externalMb: inMb(external), rssMb: inMb(rss) };
}

process.on('message', (wanted) => {
  if (wanted === 'memory') void memory().then((told) => process.send?.(told));
  else
    void stop().then(() => {
      process.disconnect();
    });
});
process.send?.({ url });
