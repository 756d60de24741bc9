import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { receiveBody, WholeBody, type BodyReader } from '../../src/http/whole-body';

const KILOBYTE = 1024;
const MOST_BYTES = 4 * KILOBYTE * KILOBYTE;

describe('a body that is read while it comes', () => {
  /** How much was read in each turn of the event loop. */
  const turns: number[] = [];
  let server: Server;
  let reader: BodyReader | undefined;

  beforeAll(async () => {
    server = createServer((request, response) => {
      receiveBody(request, MOST_BYTES, reader, (error, body) => {
        response.end(error ? error.message : body?.text());
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    turns.length = 0;
    let inTurn = 0;
    reader = {
      take({ length }) {
        if (inTurn === 0) {
          setImmediate(() => {
            turns.push(inTurn);
            inTurn = 0;
          });
        }
        inTurn += length;
      },
    };
  });

  async function send(body: string): Promise<string> {
    const { port } = server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body });
    return answer.text();
  }
  const longBody = (kilobytes: number) =>
    Array.from({ length: kilobytes }, (_, i) => String(i).padStart(KILOBYTE, '.')).join('');

  it('is read a little in each turn of the event loop, however much of it is there', async () => {
    const body = longBody(3000);
    expect(await send(body)).toBe(body);
    expect(turns.reduce((sum, bytes) => sum + bytes, 0)).toBe(body.length);
    // 128 kB, and the rest of the piece that made it so much.
    expect(Math.max(...turns)).toBeLessThan(192 * KILOBYTE);
  });

  it('comes at once where nobody reads it yet', async () => {
    reader = undefined;
    const body = longBody(3000);
    expect(await send(body)).toBe(body);
  });

  it('is refused when it is longer than may be, and the next one is read', async () => {
    expect(await send(longBody(5000))).toBe('Request body is too large');
    expect(turns).toEqual([]);
    expect(await send('short')).toBe('short');
  });
});

describe('bodies that are whole', () => {
  it('are read a piece in each turn, in turns with each other', async () => {
    const read: string[] = [];
    const readBy = async (name: string, pieces: readonly string[]) => {
      const buffers = pieces.map((piece) => Buffer.from(piece));
      const body = new WholeBody(buffers, pieces.join('').length);
      await body.giveInTurns({ take: (piece) => read.push(`${name} ${piece.toString()}`) });
      expect(body.text()).toBe(pieces.join(''));
      read.push(`${name} read`);
    };
    const both = Promise.all([readBy('first', ['[1', ',2', ']']), readBy('second', ['[3', ']'])]);
    expect(read).toEqual([]);
    await both;
    expect(read.slice(0, 4)).toEqual(['first [1', 'second [3', 'first ,2', 'second ]']);
    expect(read.slice(4).sort()).toEqual(['first ]', 'first read', 'second read']);
  });
});
