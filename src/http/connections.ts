import { type Server } from 'node:http';
import { type Socket } from 'node:net';
import { type FastifyHttpOptions } from 'fastify';
import { type Settings } from '../settings';

/** How often connections are held against their times, in ms, at most. */
const CHECK_MS = 1000;

type Times = Pick<
  Settings,
  'HEADERS_TIMEOUT_MS' | 'REQUEST_TIMEOUT_MS' | 'KEEP_ALIVE_TIMEOUT_MS' | 'CONNECTION_TIMEOUT_MS'
>;

/**
 * What bounds clients that are slow or have gone silent: a time for the head and one for the whole of
 * a request, which also run when nothing comes at all; one for which a connection may idle between
 * requests; and one after which it is closed when nothing moves on it in either direction.
 */
export function connectionBounds(times: Times) {
  const requestTimeout = times.REQUEST_TIMEOUT_MS;
  const headersTimeout = Math.min(times.HEADERS_TIMEOUT_MS, requestTimeout);
  return {
    requestTimeout,
    keepAliveTimeout: times.KEEP_ALIVE_TIMEOUT_MS,
    connectionTimeout: times.CONNECTION_TIMEOUT_MS,
    http: {
      headersTimeout,
      connectionsCheckingInterval: Math.min(CHECK_MS, headersTimeout / 2),
    },
    clientErrorHandler: (error: NodeJS.ErrnoException, socket: Socket): void => {
      answerBrokenRequest(error.code, socket, times);
    },
  } satisfies FastifyHttpOptions<Server>;
}

/** Answers what never became a request, and closes its connection. */
function answerBrokenRequest(code: string | undefined, socket: Socket, times: Times): void {
  if (code === 'ECONNRESET' || socket.destroyed) return;
  const { HEADERS_TIMEOUT_MS: head, REQUEST_TIMEOUT_MS: whole } = times;
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    const message = `Expected the head of a request within ${head} ms and the whole of it within ${whole} ms.`;
    end(socket, '408 Request Timeout', 'REQUEST_TIMEOUT', message);
  } else if (code === 'HPE_HEADER_OVERFLOW') {
    const message = 'Expected the head of a request to be shorter.';
    end(socket, '431 Request Header Fields Too Large', 'BAD_REQUEST', message);
  } else {
    end(socket, '400 Bad Request', 'BAD_REQUEST', 'Expected a request of HTTP/1.1.');
  }
}

function end(socket: Socket, status: string, code: string, message: string): void {
  const body = JSON.stringify({ error: { code, message } });
  const head = `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${body.length}\r\n\r\n`;
  if (socket.writable) socket.write(head + body);
  // Not ended: one who does not read would hold it open.
  socket.destroy();
}
