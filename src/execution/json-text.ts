/** Answers up to this size are put together as strings. */
const SHORT_ANSWER = 1024;
/** What a longer one begins with. */
const FIRST_BYTES = 4096;
/** Most texts are shorter: byte by byte they are copied faster than by a call out of JavaScript. */
const SHORT = 64;
/** A UTF-16 unit takes at most so many bytes of UTF-8. */
const BYTES_A_UNIT = 3;
/** An answer from this size on leaves as bytes; a short one is written with its headers, as a string. */
const LONG_BYTES = 16_384;

/**
 * JSON in the making, written as the bytes that leave: a long answer put together of strings would
 * be ten times its size in garbage, and be encoded once more at the end.
 */
export class JsonText {
  /** All of it, while it is short. */
  private text = '';
  private bytes: Buffer | undefined;
  private length = 0;
  private isAscii = true;

  /** Appends a piece of JSON. */
  add(json: string): void {
    if (this.bytes) {
      this.append(json, this.bytes);
      return;
    }
    this.text += json;
    if (this.text.length > SHORT_ANSWER) {
      this.append(this.text, (this.bytes = Buffer.allocUnsafe(FIRST_BYTES)));
    }
  }

  /** How much was added so far: bytes, or characters while it is short. */
  get size(): number {
    return this.bytes ? this.length : this.text.length;
  }

  /** Makes room at once for what is going to be added: growing step by step leaves twice as much behind. */
  expect(bytes: number): void {
    const { bytes: current } = this;
    const least = Math.ceil(this.length + bytes);
    if (current && least > current.length) this.grow(least, current);
  }

  /** All that was added: a string where it is short, else its bytes, not to be added to any more. */
  done(): string | Buffer {
    if (!this.bytes) return this.text;
    if (this.length >= LONG_BYTES) return this.bytes.subarray(0, this.length);
    return this.bytes.toString(this.isAscii ? 'latin1' : 'utf8', 0, this.length);
  }

  private append(json: string, current: Buffer): void {
    const most = this.length + json.length * BYTES_A_UNIT;
    const bytes = most > current.length ? this.grow(most, current) : current;
    let at = this.length;
    if (json.length <= SHORT) {
      let i = 0;
      for (; i < json.length; i++) {
        const unit = json.charCodeAt(i);
        if (unit > 127) break;
        bytes[at++] = unit;
      }
      if (i === json.length) {
        this.length = at;
        return;
      }
    }
    const written = bytes.write(json, this.length);
    if (written !== json.length) this.isAscii = false;
    this.length += written;
  }

  private grow(least: number, current: Buffer): Buffer {
    const grown = Buffer.allocUnsafe(Math.max(least, current.length * 2));
    current.copy(grown, 0, 0, this.length);
    this.bytes = grown;
    return grown;
  }
}
