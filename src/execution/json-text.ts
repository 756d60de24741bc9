/** Most texts are shorter: byte by byte they are copied faster than by a call out of JavaScript. */
const SHORT = 64;
/** What a small answer needs. */
const FIRST_BYTES = 1024;
/** A UTF-16 unit takes at most so many bytes of UTF-8. */
const BYTES_A_UNIT = 3;
/** An answer from this size on leaves as bytes; a short one is written with its headers, as a string. */
const LONG_BYTES = 16_384;

/**
 * JSON in the making, written as the bytes that leave: a long answer put together of strings would
 * be ten times its size in garbage, and be encoded once more at the end.
 */
export class JsonText {
  private bytes = Buffer.allocUnsafe(FIRST_BYTES);
  private length = 0;
  private isAscii = true;

  /** Appends a piece of JSON. */
  add(json: string): void {
    const most = this.length + json.length * BYTES_A_UNIT;
    if (most > this.bytes.length) this.grow(most);
    const { bytes } = this;
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

  /** All that was added: a string where it is short, else its bytes, not to be added to any more. */
  done(): string | Buffer {
    if (this.length >= LONG_BYTES) return this.bytes.subarray(0, this.length);
    return this.bytes.toString(this.isAscii ? 'latin1' : 'utf8', 0, this.length);
  }

  private grow(least: number): void {
    const grown = Buffer.allocUnsafe(Math.max(least, this.bytes.length * 2));
    this.bytes.copy(grown, 0, 0, this.length);
    this.bytes = grown;
  }
}
