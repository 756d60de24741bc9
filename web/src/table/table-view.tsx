import { Problem } from '../gateway/problem';
import { ProblemNote } from '../shell/problem-note';
import { useSpeech } from '../words/language';
import { DropZone } from './drop-zone';
import { HeadersNote } from './headers-note';
import { Results } from './results';
import { MOST_ROWS } from './scored-table';
import { useScoring, type Scoring, type ScoringActions } from './use-scoring';
import './table.css';

/** Many wines: a file in, grades out, nothing sent anywhere but to this gateway. */
export default function TableView() {
  const { words } = useSpeech();
  const [scoring, actions] = useScoring();
  return (
    <>
      <div className="opening">
        <h1>{words.table.heading}</h1>
        <p className="lead">{words.table.lead}</p>
      </div>
      <DropZone take={actions.start} busy={scoring.stage === 'scoring'} />
      <State scoring={scoring} actions={actions} />
      {scoring.headers && (
        <HeadersNote
          headers={scoring.headers}
          open={scoring.stage === 'refused'}
          key={scoring.name}
        />
      )}
      {scoring.table && (
        <Results table={scoring.table} download={actions.download} clear={actions.clear} />
      )}
    </>
  );
}

interface StateProps {
  readonly scoring: Scoring;
  readonly actions: ScoringActions;
}

function State({ scoring, actions }: StateProps) {
  const { words, number } = useSpeech();
  const { stage, name, done, total, ending, table, headers, capped } = scoring;
  switch (stage) {
    case 'none':
      return null;
    case 'unreadable':
      return (
        <div className="problem" role="alert">
          <p>{words.table.unreadable}</p>
        </div>
      );
    case 'refused':
      return (
        <div className="problem" role="alert">
          <p>{words.table.missingLead}</p>
          <p>
            {headers?.missing.map((field) => `${words.fields[field].name} (${field})`).join(', ')}
          </p>
        </div>
      );
    case 'reading':
    case 'scoring':
      return (
        <div className="progress">
          <p>
            <strong>{name}</strong>{' '}
            {stage === 'reading'
              ? words.table.reading(number(total))
              : words.table.progress(number(done), number(total))}
          </p>
          <progress
            aria-label={name}
            {...(stage === 'scoring' && { value: done })}
            max={Math.max(1, total)}
          />
          <button type="button" onClick={stage === 'scoring' ? actions.cancel : actions.clear}>
            {words.table.cancel}
          </button>
        </div>
      );
    case 'ended':
      return (
        <div role="status">
          {capped && <p className="problem">{words.table.capped(number(MOST_ROWS))}</p>}
          {ending === 'cancelled' && (
            <p className="problem">{words.table.cancelled(number(table?.rows ?? 0))}</p>
          )}
          {ending && ending !== 'cancelled' && ending !== 'finished' && (
            <>
              <ProblemNote problem={new Problem(ending)} retry={actions.resume} />
              <p className="quiet">{words.table.stopped(number(table?.rows ?? 0))}</p>
            </>
          )}
          {ending === 'finished' && total === 0 && <p className="problem">{words.table.empty}</p>}
        </div>
      );
  }
}
