/* eslint-disable */
import * as types from './graphql';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "query ExplainWine($wine: WineInput!, $version: String) {\n  predict(wine: $wine, version: $version) {\n    score\n    explanation {\n      baseline\n      contributions {\n        feature\n        value\n        contribution\n      }\n    }\n    features {\n      feature\n      percentile\n    }\n  }\n}": typeof types.ExplainWineDocument,
    "query GradeWine($wine: WineInput!, $version: String) {\n  predict(wine: $wine, version: $version) {\n    quality\n    score\n    probabilities {\n      grade\n      probability\n    }\n    interval(confidence: 0.9) {\n      low\n      high\n      confidence\n    }\n    warnings {\n      feature\n      value\n      trainingMin\n      trainingMax\n      message\n    }\n    model {\n      version\n    }\n  }\n}": typeof types.GradeWineDocument,
    "query Improvement($wine: WineInput!, $targetQuality: Int!, $adjustable: [WineFeature!], $version: String) {\n  predict(wine: $wine, version: $version) {\n    quality\n    improvement(targetQuality: $targetQuality, adjustable: $adjustable) {\n      changes {\n        feature\n        from\n        to\n      }\n      distance\n      prediction {\n        quality\n        score\n      }\n    }\n  }\n}": typeof types.ImprovementDocument,
    "query ModelCards {\n  models {\n    version\n    isDefault\n    status\n    statusReason\n    labels\n    drift {\n      rows\n      warnedShare\n      features {\n        feature\n        psi\n        status\n      }\n    }\n    description\n    algorithm\n    trainedAt\n    sha256\n    grades\n    metrics {\n      protocol\n      description\n      repetitions\n      folds\n      rows\n      meanAbsoluteDeviation\n      withinHalf\n      withinOne\n      kappa\n      rankedProbabilityScore\n      logLoss\n      expectedCalibrationError\n    }\n    card\n  }\n}": typeof types.ModelCardsDocument,
    "query Model($version: String) {\n  model(version: $version) {\n    name\n    version\n    description\n    algorithm\n    trainedAt\n    sha256\n    status\n    isDefault\n    grades\n    features {\n      name\n      field\n      column\n      unit\n      description\n      acceptedMin\n      acceptedMax\n      trainingMin\n      trainingMedian\n      trainingMax\n    }\n    metrics {\n      protocol\n      repetitions\n      folds\n      meanAbsoluteDeviation\n      withinHalf\n      withinOne\n      kappa\n      rankedProbabilityScore\n      logLoss\n      expectedCalibrationError\n    }\n  }\n}": typeof types.ModelDocument,
    "query Models {\n  models {\n    version\n    isDefault\n    status\n    algorithm\n  }\n  limits {\n    maxBatchRows\n    maxBodyBytes\n    deadlineMs\n  }\n}": typeof types.ModelsDocument,
    "query PredictBatch($wines: [WineInput!]!, $version: String) {\n  predictBatch(wines: $wines, version: $version) {\n    accepted\n    predictions {\n      wineId\n      quality\n      score\n    }\n    rejected {\n      index\n      wineId\n      faults {\n        field\n        code\n        message\n        min\n        max\n      }\n    }\n  }\n}": typeof types.PredictBatchDocument,
    "query Predict($wine: WineInput!, $version: String) {\n  predict(wine: $wine, version: $version) {\n    quality\n    score\n    probabilities {\n      grade\n      probability\n    }\n    warnings {\n      message\n    }\n    model {\n      version\n    }\n  }\n}": typeof types.PredictDocument,
    "query ScoreWines($wines: [WineInput!]!, $version: String) {\n  predictBatch(wines: $wines, version: $version) {\n    predictions {\n      quality\n      score\n      interval(confidence: 0.9) {\n        low\n        high\n      }\n      probabilities {\n        grade\n        probability\n      }\n    }\n    rejected {\n      index\n      faults {\n        field\n        code\n        message\n        min\n        max\n      }\n    }\n  }\n}": typeof types.ScoreWinesDocument,
    "query Sensitivity($wine: WineInput!, $feature: WineFeature!, $from: Float, $to: Float, $steps: Int, $version: String) {\n  predict(wine: $wine, version: $version) {\n    sensitivity(feature: $feature, from: $from, to: $to, steps: $steps) {\n      value\n      quality\n      score\n      consistent\n    }\n  }\n}": typeof types.SensitivityDocument,
    "query WhatIf($wine: WineInput!, $changes: WineChangesInput!, $version: String) {\n  predict(wine: $wine, version: $version) {\n    quality\n    score\n    whatIf(changes: $changes) {\n      quality\n      score\n    }\n  }\n}": typeof types.WhatIfDocument,
};
const documents: Documents = {
    "query ExplainWine($wine: WineInput!, $version: String) {\n  predict(wine: $wine, version: $version) {\n    score\n    explanation {\n      baseline\n      contributions {\n        feature\n        value\n        contribution\n      }\n    }\n    features {\n      feature\n      percentile\n    }\n  }\n}": types.ExplainWineDocument,
    "query GradeWine($wine: WineInput!, $version: String) {\n  predict(wine: $wine, version: $version) {\n    quality\n    score\n    probabilities {\n      grade\n      probability\n    }\n    interval(confidence: 0.9) {\n      low\n      high\n      confidence\n    }\n    warnings {\n      feature\n      value\n      trainingMin\n      trainingMax\n      message\n    }\n    model {\n      version\n    }\n  }\n}": types.GradeWineDocument,
    "query Improvement($wine: WineInput!, $targetQuality: Int!, $adjustable: [WineFeature!], $version: String) {\n  predict(wine: $wine, version: $version) {\n    quality\n    improvement(targetQuality: $targetQuality, adjustable: $adjustable) {\n      changes {\n        feature\n        from\n        to\n      }\n      distance\n      prediction {\n        quality\n        score\n      }\n    }\n  }\n}": types.ImprovementDocument,
    "query ModelCards {\n  models {\n    version\n    isDefault\n    status\n    statusReason\n    labels\n    drift {\n      rows\n      warnedShare\n      features {\n        feature\n        psi\n        status\n      }\n    }\n    description\n    algorithm\n    trainedAt\n    sha256\n    grades\n    metrics {\n      protocol\n      description\n      repetitions\n      folds\n      rows\n      meanAbsoluteDeviation\n      withinHalf\n      withinOne\n      kappa\n      rankedProbabilityScore\n      logLoss\n      expectedCalibrationError\n    }\n    card\n  }\n}": types.ModelCardsDocument,
    "query Model($version: String) {\n  model(version: $version) {\n    name\n    version\n    description\n    algorithm\n    trainedAt\n    sha256\n    status\n    isDefault\n    grades\n    features {\n      name\n      field\n      column\n      unit\n      description\n      acceptedMin\n      acceptedMax\n      trainingMin\n      trainingMedian\n      trainingMax\n    }\n    metrics {\n      protocol\n      repetitions\n      folds\n      meanAbsoluteDeviation\n      withinHalf\n      withinOne\n      kappa\n      rankedProbabilityScore\n      logLoss\n      expectedCalibrationError\n    }\n  }\n}": types.ModelDocument,
    "query Models {\n  models {\n    version\n    isDefault\n    status\n    algorithm\n  }\n  limits {\n    maxBatchRows\n    maxBodyBytes\n    deadlineMs\n  }\n}": types.ModelsDocument,
    "query PredictBatch($wines: [WineInput!]!, $version: String) {\n  predictBatch(wines: $wines, version: $version) {\n    accepted\n    predictions {\n      wineId\n      quality\n      score\n    }\n    rejected {\n      index\n      wineId\n      faults {\n        field\n        code\n        message\n        min\n        max\n      }\n    }\n  }\n}": types.PredictBatchDocument,
    "query Predict($wine: WineInput!, $version: String) {\n  predict(wine: $wine, version: $version) {\n    quality\n    score\n    probabilities {\n      grade\n      probability\n    }\n    warnings {\n      message\n    }\n    model {\n      version\n    }\n  }\n}": types.PredictDocument,
    "query ScoreWines($wines: [WineInput!]!, $version: String) {\n  predictBatch(wines: $wines, version: $version) {\n    predictions {\n      quality\n      score\n      interval(confidence: 0.9) {\n        low\n        high\n      }\n      probabilities {\n        grade\n        probability\n      }\n    }\n    rejected {\n      index\n      faults {\n        field\n        code\n        message\n        min\n        max\n      }\n    }\n  }\n}": types.ScoreWinesDocument,
    "query Sensitivity($wine: WineInput!, $feature: WineFeature!, $from: Float, $to: Float, $steps: Int, $version: String) {\n  predict(wine: $wine, version: $version) {\n    sensitivity(feature: $feature, from: $from, to: $to, steps: $steps) {\n      value\n      quality\n      score\n      consistent\n    }\n  }\n}": types.SensitivityDocument,
    "query WhatIf($wine: WineInput!, $changes: WineChangesInput!, $version: String) {\n  predict(wine: $wine, version: $version) {\n    quality\n    score\n    whatIf(changes: $changes) {\n      quality\n      score\n    }\n  }\n}": types.WhatIfDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ExplainWine($wine: WineInput!, $version: String) {\n  predict(wine: $wine, version: $version) {\n    score\n    explanation {\n      baseline\n      contributions {\n        feature\n        value\n        contribution\n      }\n    }\n    features {\n      feature\n      percentile\n    }\n  }\n}"): (typeof documents)["query ExplainWine($wine: WineInput!, $version: String) {\n  predict(wine: $wine, version: $version) {\n    score\n    explanation {\n      baseline\n      contributions {\n        feature\n        value\n        contribution\n      }\n    }\n    features {\n      feature\n      percentile\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query GradeWine($wine: WineInput!, $version: String) {\n  predict(wine: $wine, version: $version) {\n    quality\n    score\n    probabilities {\n      grade\n      probability\n    }\n    interval(confidence: 0.9) {\n      low\n      high\n      confidence\n    }\n    warnings {\n      feature\n      value\n      trainingMin\n      trainingMax\n      message\n    }\n    model {\n      version\n    }\n  }\n}"): (typeof documents)["query GradeWine($wine: WineInput!, $version: String) {\n  predict(wine: $wine, version: $version) {\n    quality\n    score\n    probabilities {\n      grade\n      probability\n    }\n    interval(confidence: 0.9) {\n      low\n      high\n      confidence\n    }\n    warnings {\n      feature\n      value\n      trainingMin\n      trainingMax\n      message\n    }\n    model {\n      version\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Improvement($wine: WineInput!, $targetQuality: Int!, $adjustable: [WineFeature!], $version: String) {\n  predict(wine: $wine, version: $version) {\n    quality\n    improvement(targetQuality: $targetQuality, adjustable: $adjustable) {\n      changes {\n        feature\n        from\n        to\n      }\n      distance\n      prediction {\n        quality\n        score\n      }\n    }\n  }\n}"): (typeof documents)["query Improvement($wine: WineInput!, $targetQuality: Int!, $adjustable: [WineFeature!], $version: String) {\n  predict(wine: $wine, version: $version) {\n    quality\n    improvement(targetQuality: $targetQuality, adjustable: $adjustable) {\n      changes {\n        feature\n        from\n        to\n      }\n      distance\n      prediction {\n        quality\n        score\n      }\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ModelCards {\n  models {\n    version\n    isDefault\n    status\n    statusReason\n    labels\n    drift {\n      rows\n      warnedShare\n      features {\n        feature\n        psi\n        status\n      }\n    }\n    description\n    algorithm\n    trainedAt\n    sha256\n    grades\n    metrics {\n      protocol\n      description\n      repetitions\n      folds\n      rows\n      meanAbsoluteDeviation\n      withinHalf\n      withinOne\n      kappa\n      rankedProbabilityScore\n      logLoss\n      expectedCalibrationError\n    }\n    card\n  }\n}"): (typeof documents)["query ModelCards {\n  models {\n    version\n    isDefault\n    status\n    statusReason\n    labels\n    drift {\n      rows\n      warnedShare\n      features {\n        feature\n        psi\n        status\n      }\n    }\n    description\n    algorithm\n    trainedAt\n    sha256\n    grades\n    metrics {\n      protocol\n      description\n      repetitions\n      folds\n      rows\n      meanAbsoluteDeviation\n      withinHalf\n      withinOne\n      kappa\n      rankedProbabilityScore\n      logLoss\n      expectedCalibrationError\n    }\n    card\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Model($version: String) {\n  model(version: $version) {\n    name\n    version\n    description\n    algorithm\n    trainedAt\n    sha256\n    status\n    isDefault\n    grades\n    features {\n      name\n      field\n      column\n      unit\n      description\n      acceptedMin\n      acceptedMax\n      trainingMin\n      trainingMedian\n      trainingMax\n    }\n    metrics {\n      protocol\n      repetitions\n      folds\n      meanAbsoluteDeviation\n      withinHalf\n      withinOne\n      kappa\n      rankedProbabilityScore\n      logLoss\n      expectedCalibrationError\n    }\n  }\n}"): (typeof documents)["query Model($version: String) {\n  model(version: $version) {\n    name\n    version\n    description\n    algorithm\n    trainedAt\n    sha256\n    status\n    isDefault\n    grades\n    features {\n      name\n      field\n      column\n      unit\n      description\n      acceptedMin\n      acceptedMax\n      trainingMin\n      trainingMedian\n      trainingMax\n    }\n    metrics {\n      protocol\n      repetitions\n      folds\n      meanAbsoluteDeviation\n      withinHalf\n      withinOne\n      kappa\n      rankedProbabilityScore\n      logLoss\n      expectedCalibrationError\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Models {\n  models {\n    version\n    isDefault\n    status\n    algorithm\n  }\n  limits {\n    maxBatchRows\n    maxBodyBytes\n    deadlineMs\n  }\n}"): (typeof documents)["query Models {\n  models {\n    version\n    isDefault\n    status\n    algorithm\n  }\n  limits {\n    maxBatchRows\n    maxBodyBytes\n    deadlineMs\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query PredictBatch($wines: [WineInput!]!, $version: String) {\n  predictBatch(wines: $wines, version: $version) {\n    accepted\n    predictions {\n      wineId\n      quality\n      score\n    }\n    rejected {\n      index\n      wineId\n      faults {\n        field\n        code\n        message\n        min\n        max\n      }\n    }\n  }\n}"): (typeof documents)["query PredictBatch($wines: [WineInput!]!, $version: String) {\n  predictBatch(wines: $wines, version: $version) {\n    accepted\n    predictions {\n      wineId\n      quality\n      score\n    }\n    rejected {\n      index\n      wineId\n      faults {\n        field\n        code\n        message\n        min\n        max\n      }\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Predict($wine: WineInput!, $version: String) {\n  predict(wine: $wine, version: $version) {\n    quality\n    score\n    probabilities {\n      grade\n      probability\n    }\n    warnings {\n      message\n    }\n    model {\n      version\n    }\n  }\n}"): (typeof documents)["query Predict($wine: WineInput!, $version: String) {\n  predict(wine: $wine, version: $version) {\n    quality\n    score\n    probabilities {\n      grade\n      probability\n    }\n    warnings {\n      message\n    }\n    model {\n      version\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query ScoreWines($wines: [WineInput!]!, $version: String) {\n  predictBatch(wines: $wines, version: $version) {\n    predictions {\n      quality\n      score\n      interval(confidence: 0.9) {\n        low\n        high\n      }\n      probabilities {\n        grade\n        probability\n      }\n    }\n    rejected {\n      index\n      faults {\n        field\n        code\n        message\n        min\n        max\n      }\n    }\n  }\n}"): (typeof documents)["query ScoreWines($wines: [WineInput!]!, $version: String) {\n  predictBatch(wines: $wines, version: $version) {\n    predictions {\n      quality\n      score\n      interval(confidence: 0.9) {\n        low\n        high\n      }\n      probabilities {\n        grade\n        probability\n      }\n    }\n    rejected {\n      index\n      faults {\n        field\n        code\n        message\n        min\n        max\n      }\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Sensitivity($wine: WineInput!, $feature: WineFeature!, $from: Float, $to: Float, $steps: Int, $version: String) {\n  predict(wine: $wine, version: $version) {\n    sensitivity(feature: $feature, from: $from, to: $to, steps: $steps) {\n      value\n      quality\n      score\n      consistent\n    }\n  }\n}"): (typeof documents)["query Sensitivity($wine: WineInput!, $feature: WineFeature!, $from: Float, $to: Float, $steps: Int, $version: String) {\n  predict(wine: $wine, version: $version) {\n    sensitivity(feature: $feature, from: $from, to: $to, steps: $steps) {\n      value\n      quality\n      score\n      consistent\n    }\n  }\n}"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query WhatIf($wine: WineInput!, $changes: WineChangesInput!, $version: String) {\n  predict(wine: $wine, version: $version) {\n    quality\n    score\n    whatIf(changes: $changes) {\n      quality\n      score\n    }\n  }\n}"): (typeof documents)["query WhatIf($wine: WineInput!, $changes: WineChangesInput!, $version: String) {\n  predict(wine: $wine, version: $version) {\n    quality\n    score\n    whatIf(changes: $changes) {\n      quality\n      score\n    }\n  }\n}"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;