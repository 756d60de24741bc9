import { ask, GatewayError } from './gateway.js';
import { graphql } from './gql/index.js';
import { type WineInput } from './gql/graphql.js';

const GRADE_WINES = graphql(`
  query GradeWines($wines: [WineInput!]!) {
    predictBatch(wines: $wines) {
      predictions {
        wineId
        quality
        score
        interval(confidence: 0.9) {
          low
          high
        }
        warnings {
          message
        }
      }
      rejected {
        wineId
        faults {
          message
        }
      }
    }
  }
`);

const LIFT_WINE = graphql(`
  query LiftWine($wine: WineInput!, $targetQuality: Int!) {
    predict(wine: $wine) {
      improvement(targetQuality: $targetQuality) {
        changes {
          feature
          from
          to
        }
      }
    }
  }
`);

const plain: WineInput = {
  id: 'lot-1',
  fixedAcidity: 7.5,
  volatileAcidity: 0.62,
  citricAcid: 0.1,
  residualSugar: 2,
  chlorides: 0.08,
  freeSulfurDioxide: 14,
  totalSulfurDioxide: 45,
  density: 0.9975,
  pH: 3.4,
  sulphates: 0.57,
  alcohol: 9.6,
};
const strong: WineInput = { ...plain, id: 'lot-2', sulphates: 0.8, alcohol: 15.5 };
const impossible: WineInput = { ...plain, id: 'lot-3', pH: 14.5 };

// A wine that cannot exist costs that wine only: it is null among the predictions.
const { predictBatch } = await ask(GRADE_WINES, { wines: [plain, strong, impossible] });
for (const prediction of predictBatch.predictions) {
  if (prediction === null) continue;
  const { wineId, quality, score, interval, warnings } = prediction;
  console.log(
    `${wineId}: ${quality} (${score.toFixed(2)}), 90 %: ${interval.low}–${interval.high}`,
  );
  for (const { message } of warnings) console.log(`  ${message}`);
}
for (const { wineId, faults } of predictBatch.rejected) {
  console.log(`${wineId}: rejected`);
  for (const { message } of faults) console.log(`  ${message}`);
}

const { predict } = await ask(LIFT_WINE, { wine: plain, targetQuality: 6 });
console.log('lot-1 would be a 6 with');
for (const { feature, from, to } of predict.improvement?.changes ?? []) {
  console.log(`  ${feature} ${from} → ${to}`);
}

// Asked about alone, it is an error, with the same faults.
try {
  await ask(LIFT_WINE, { wine: impossible, targetQuality: 6 });
} catch (error) {
  if (!(error instanceof GatewayError)) throw error;
  console.log(`lot-3: ${error.details.code}: ${error.message}`);
}
