import { type Problem } from '../gateway/problem';
import { useFaultText } from '../wine/fault-text';
import { useSpeech } from '../words/language';

interface Props {
  readonly problem: Problem;
  readonly retry: () => void;
}

/** Says what went wrong, and offers to ask again where that may help. */
export function ProblemNote({ problem, retry }: Props) {
  const { words } = useSpeech();
  const faultText = useFaultText();
  return (
    <div className="problem" role="alert">
      <p>
        {words.problems[problem.kind]} {problem.kind === 'unknown' && problem.detail}
      </p>
      {problem.faults.length > 0 && (
        <ul>
          {problem.faults.map((fault) => (
            <li key={`${fault.field} ${fault.code}`}>{faultText(fault)}</li>
          ))}
        </ul>
      )}
      {problem.kind !== 'impossible' && (
        <button type="button" onClick={retry}>
          {words.retry}
        </button>
      )}
    </div>
  );
}
