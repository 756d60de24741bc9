import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { describeRun } from '../machine.mjs';
import { originOf } from './origin.mjs';
import { table } from './table.mjs';

/** The figures of a measurement that is run by itself: told as they come, and kept as a page of results. */
export class PageOfFigures {
  /** @type {(string | number)[][]} */
  #rows = [];
  #run = describeRun();

  /**
   * @param {string} title
   * @param {string} command what was typed
   * @param {string[]} head of the table
   */
  constructor(title, command, head) {
    this.title = title;
    this.command = command;
    this.head = head;
  }

  /** @param {...string} cells of one line */
  add(...cells) {
    this.#rows.push(cells);
    console.log(cells.join(' | '));
  }

  /** Writes `results/NAME.md`. @param {string} name */
  async write(name) {
    const text = [
      `# ${this.title}`,
      `Written by \`${this.command}\`. [How it is measured](../README.md).`,
      originOf(this.#run),
      table(this.head, ...this.#rows),
    ].join('\n\n');
    const file = fileURLToPath(new URL(`../results/${name}.md`, import.meta.url));
    writeFileSync(file, await format(text, { parser: 'markdown' }));
  }
}
