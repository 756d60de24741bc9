import { Buffer } from 'node:buffer';
import { request } from 'node:http';

/**
 * Sends one request and reads the whole answer, on a connection of its own where no agent is given.
 *
 * @param {string} url
 * @param {{ method?: string, body?: string | Buffer, agent?: import('node:http').Agent, headers?: Record<string, string> }} [options]
 * @returns {Promise<{ status: number, text: string }>}
 */
export function send(url, { method = 'POST', body, agent, headers } = {}) {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method,
        agent: agent ?? false,
        headers: {
          ...(body !== undefined && {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
          }),
          ...headers,
        },
      },
      (answer) => {
        /** @type {Buffer[]} */
        const chunks = [];
        answer.on('data', (chunk) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
