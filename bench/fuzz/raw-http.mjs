import { Buffer } from 'node:buffer';
import { performance } from 'node:perf_hooks';
import { connect } from 'node:net';

/** Longer than any answer may take; what has not come then is told as what it is. */
const GIVE_UP_MS = 20_000;

/**
 * Sends bytes on a connection of their own, and gives what came back, and after how long.
 *
 * @param {string} url @param {Buffer} bytes @param {'answer' | 'half' | 'gone'} end
 * @returns {Promise<{ ms: number, answer: Buffer }>}
 */
export function sendRaw(url, bytes, end) {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const began = performance.now();
    /** @type {Buffer[]} */
    const parts = [];
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    let over = false;
    const finish = () => {
      if (over) return;
      over = true;
      resolve({ ms: performance.now() - began, answer: Buffer.concat(parts) });
      // Without the time that a closed connection would keep its port for.
      socket.resetAndDestroy();
    };
    socket.setTimeout(GIVE_UP_MS, finish);
    socket.on('data', (part) => {
      parts.push(part);
      if (isWhole(Buffer.concat(parts))) finish();
    });
    socket.on('end', finish);
    socket.on('error', finish);
    socket.on('close', finish);
    socket.on('connect', () => {
      if (end === 'half') socket.end(bytes);
      else socket.write(bytes, () => end === 'gone' && finish());
    });
  });
}

/** Whether an answer is there with all of its body. @param {Buffer} answer */
function isWhole(answer) {
  const at = answer.indexOf('\r\n\r\n');
  if (at < 0) return false;
  const length = /^content-length: (\d+)/im.exec(answer.toString('latin1', 0, at))?.[1];
  return length !== undefined && answer.length >= at + 4 + Number(length);
}
