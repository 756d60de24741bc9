import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState } from 'react';
import { useSpeech } from '../words/language';
import { columnsOf } from './columns';
import { type ScoredTable } from './scored-table';
import { sortRows, type Order } from './sort-rows';

interface Props {
  readonly table: ScoredTable;
  readonly rejectedOnly: boolean;
}

const ROW_PX = 34;

/** Every row, sortable; only those in sight are in the document. */
export function WineTable({ table, rejectedOnly }: Props) {
  const speech = useSpeech();
  const { words } = speech;
  const columns = useMemo(() => columnsOf(table, speech), [table, speech]);
  const [order, setOrder] = useState<Order>({ key: 'row', descending: false });
  const sorted = useMemo(() => {
    const all = Uint32Array.from({ length: table.rows }, (_, row) => row);
    const shown = rejectedOnly ? all.filter((row) => (table.quality[row] ?? -1) < 0) : all;
    const column = columns.find(({ key }) => key === order.key);
    return column ? sortRows(shown, column, order.descending) : shown;
  }, [table, columns, rejectedOnly, order]);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
  });
  const template = columns.map(({ width }) => width).join(' ');
  return (
    <div
      ref={scroller}
      className="scroller"
      tabIndex={0}
      role="region"
      aria-label={words.table.resultsLabel}
    >
      <div role="table" aria-label={words.table.resultsLabel} aria-rowcount={sorted.length + 1}>
        <div
          role="row"
          aria-rowindex={1}
          className="head"
          style={{ gridTemplateColumns: template }}
        >
          {columns.map(({ key, name, numeric }) => {
            const descending = order.key === key && order.descending;
            const sort = order.key !== key ? 'none' : descending ? 'descending' : 'ascending';
            return (
              <div
                key={key}
                role="columnheader"
                aria-sort={sort}
                className={numeric ? 'numeric' : undefined}
              >
                <button
                  type="button"
                  title={words.table.sortBy(name)}
                  onClick={() => {
                    setOrder({ key, descending: sort === 'ascending' });
                    scroller.current?.scrollTo({ top: 0 });
                  }}
                >
                  {name}{' '}
                  <span aria-hidden="true">
                    {{ none: '', ascending: '↑', descending: '↓' }[sort]}
                  </span>
                </button>
              </div>
            );
          })}
        </div>
        <div role="rowgroup" className="rows" style={{ blockSize: `${virtual.getTotalSize()}px` }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = sorted[index] ?? 0;
            return (
              <div
                key={index}
                role="row"
                aria-rowindex={index + 2}
                className={(table.quality[row] ?? -1) < 0 ? 'rejected' : undefined}
                style={{ gridTemplateColumns: template, transform: `translateY(${start}px)` }}
              >
                {columns.map(({ key, text, numeric }) => {
                  const shown = text(row);
                  return (
                    <div
                      key={key}
                      role="cell"
                      className={numeric ? 'numeric' : undefined}
                      title={numeric ? undefined : shown}
                    >
                      {shown}
                    </div>
                  );
                })}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
