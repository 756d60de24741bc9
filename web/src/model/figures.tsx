import { type ModelCardsQuery } from '../gql/graphql';
import { useSpeech } from '../words/language';

interface Props {
  readonly models: ModelCardsQuery['models'];
}

/** The measured quality of every version, under both protocols. */
export function Figures({ models }: Props) {
  const { words, number, percent } = useSpeech();
  const or = (value: number | null | undefined): string => (value == null ? '–' : number(value, 3));
  return (
    <section aria-labelledby="figures">
      <h2 id="figures">{words.model.figures}</h2>
      <p className="lead">{words.model.figuresLead}</p>
      <div className="wide" tabIndex={0}>
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">{words.model.versionColumn}</th>
              <th scope="col">{words.model.protocol}</th>
              <th scope="col">{words.model.mad}</th>
              <th scope="col">{words.model.withinHalf}</th>
              <th scope="col">{words.model.withinOne}</th>
              <th scope="col">{words.model.kappa}</th>
              <th scope="col">{words.model.rps}</th>
              <th scope="col">{words.model.logLoss}</th>
              <th scope="col">{words.model.ece}</th>
            </tr>
          </thead>
          <tbody>
            {models.flatMap(({ version, metrics }) =>
              metrics.map((of) => (
                <tr key={`${version} ${of.protocol}`}>
                  <th scope="row">{version}</th>
                  <td>{words.model.protocols[of.protocol]}</td>
                  <td>{number(of.meanAbsoluteDeviation, 3)}</td>
                  <td>{percent(of.withinHalf, 1)}</td>
                  <td>{percent(of.withinOne, 1)}</td>
                  <td>{number(of.kappa, 3)}</td>
                  <td>{or(of.rankedProbabilityScore)}</td>
                  <td>{or(of.logLoss)}</td>
                  <td>{or(of.expectedCalibrationError)}</td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      </div>
    </section>
  );
}
