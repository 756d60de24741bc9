// Written by `npm run codegen`: see web/codegen.ts.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** The usual reading of a population stability index (Siddiqi, "Credit Risk Scorecards", 2006). */
export type DriftStatus =
  /** From 0.1 on: worth a look. */
  | 'MODERATE'
  /** From 0.25 on: other wines than the model was trained on, or another unit. */
  | 'SIGNIFICANT'
  /** Below 0.1: much as in training. */
  | 'STABLE';

/** How the quality of a model version was measured. */
export type EvaluationProtocol =
  /** Cross-validation in which wines with identical measurements are never on both sides: what to expect of new wines. */
  | 'GROUPED'
  /** The published study's cross-validation, repeated rows included: for comparison with the literature. */
  | 'PAPER';

/** Why a measurement cannot be right. */
export type FaultCode =
  /** Impossible together: free above total sulfur dioxide. */
  | 'INCONSISTENT_VALUES'
  /** Outside the range that is accepted for this measurement. */
  | 'UNPHYSICAL_VALUE';

/** Where a model version is in its life. */
export type ModelStatus =
  /** Requests that began with it end with it; new ones do not find it. */
  | 'DRAINING'
  /** Not what it promises: it never answered. See `statusReason`. */
  | 'FAILED'
  /** Its files are being read and held against their hashes. */
  | 'LOADING'
  /** Verified, warmed up, and answering. */
  | 'READY'
  /** Gone. */
  | 'RETIRED'
  /** It is answering wines whose answers are known. */
  | 'WARMING';

/** Other values for some of the measurements; what is not named stays as it is. */
export type WineChangesInput = {
  /** Alcohol by volume. Unit: % vol. The model has seen 8.4 to 14.9 (median 10.2); 5 to 20 is accepted. */
  alcohol?: number | null | undefined;
  /** Chlorides, stated as sodium chloride: the salt in the wine. Unit: g/dm³. The model has seen 0.012 to 0.611 (median 0.079); 0 to 2 is accepted. */
  chlorides?: number | null | undefined;
  /** Citric acid: found in small amounts, adds freshness. Unit: g/dm³. The model has seen 0 to 1 (median 0.26); 0 to 10 is accepted. */
  citricAcid?: number | null | undefined;
  /** Density: alcohol lowers it, sugar raises it. Unit: g/cm³. The model has seen 0.99007 to 1.00369 (median 0.99675); 0.96 to 1.15 is accepted. */
  density?: number | null | undefined;
  /** Fixed acidity, stated as tartaric acid: the acids that stay behind when wine is distilled, felt as sourness and freshness. Unit: g/dm³. The model has seen 4.6 to 15.9 (median 7.9); 0 to 30 is accepted. */
  fixedAcidity?: number | null | undefined;
  /** Free sulfur dioxide: the part that still protects the wine from microbes and oxygen. It cannot exceed the total. Unit: mg/dm³. The model has seen 1 to 72 (median 14); 0 to 400 is accepted. */
  freeSulfurDioxide?: number | null | undefined;
  /** pH: how acid the wine is; lower is more acid. Unit: pH. The model has seen 2.74 to 4.01 (median 3.31); 2.5 to 4.5 is accepted. */
  pH?: number | null | undefined;
  /** Residual sugar: what fermentation has left unfermented. Unit: g/dm³. The model has seen 0.9 to 15.5 (median 2.2); 0 to 300 is accepted. */
  residualSugar?: number | null | undefined;
  /** Sulphates, stated as potassium sulphate: come with fermentation and sulfur dioxide. Unit: g/dm³. The model has seen 0.33 to 2 (median 0.62); 0 to 5 is accepted. */
  sulphates?: number | null | undefined;
  /** Total sulfur dioxide: the free part and the part bound to other substances. Unit: mg/dm³. The model has seen 6 to 289 (median 38); 0 to 600 is accepted. */
  totalSulfurDioxide?: number | null | undefined;
  /** Volatile acidity, stated as acetic acid: too much of it smells of vinegar. Unit: g/dm³. The model has seen 0.12 to 1.58 (median 0.52); 0 to 5 is accepted. */
  volatileAcidity?: number | null | undefined;
};

/** One of the eleven measurements of a wine. */
export type WineFeature =
  /** `WineInput.alcohol`: Alcohol by volume. */
  | 'ALCOHOL'
  /** `WineInput.chlorides`: Chlorides, stated as sodium chloride: the salt in the wine. */
  | 'CHLORIDES'
  /** `WineInput.citricAcid`: Citric acid: found in small amounts, adds freshness. */
  | 'CITRIC_ACID'
  /** `WineInput.density`: Density: alcohol lowers it, sugar raises it. */
  | 'DENSITY'
  /** `WineInput.fixedAcidity`: Fixed acidity, stated as tartaric acid: the acids that stay behind when wine is distilled, felt as sourness and freshness. */
  | 'FIXED_ACIDITY'
  /** `WineInput.freeSulfurDioxide`: Free sulfur dioxide: the part that still protects the wine from microbes and oxygen. It cannot exceed the total. */
  | 'FREE_SULFUR_DIOXIDE'
  /** `WineInput.pH`: pH: how acid the wine is; lower is more acid. */
  | 'PH'
  /** `WineInput.residualSugar`: Residual sugar: what fermentation has left unfermented. */
  | 'RESIDUAL_SUGAR'
  /** `WineInput.sulphates`: Sulphates, stated as potassium sulphate: come with fermentation and sulfur dioxide. */
  | 'SULPHATES'
  /** `WineInput.totalSulfurDioxide`: Total sulfur dioxide: the free part and the part bound to other substances. */
  | 'TOTAL_SULFUR_DIOXIDE'
  /** `WineInput.volatileAcidity`: Volatile acidity, stated as acetic acid: too much of it smells of vinegar. */
  | 'VOLATILE_ACIDITY';

/** The laboratory measurements of one red wine. All eleven are needed for a grade. */
export type WineInput = {
  /** Alcohol by volume. Unit: % vol. The model has seen 8.4 to 14.9 (median 10.2); 5 to 20 is accepted. */
  alcohol: number;
  /** Chlorides, stated as sodium chloride: the salt in the wine. Unit: g/dm³. The model has seen 0.012 to 0.611 (median 0.079); 0 to 2 is accepted. */
  chlorides: number;
  /** Citric acid: found in small amounts, adds freshness. Unit: g/dm³. The model has seen 0 to 1 (median 0.26); 0 to 10 is accepted. */
  citricAcid: number;
  /** Density: alcohol lowers it, sugar raises it. Unit: g/cm³. The model has seen 0.99007 to 1.00369 (median 0.99675); 0.96 to 1.15 is accepted. */
  density: number;
  /** Fixed acidity, stated as tartaric acid: the acids that stay behind when wine is distilled, felt as sourness and freshness. Unit: g/dm³. The model has seen 4.6 to 15.9 (median 7.9); 0 to 30 is accepted. */
  fixedAcidity: number;
  /** Free sulfur dioxide: the part that still protects the wine from microbes and oxygen. It cannot exceed the total. Unit: mg/dm³. The model has seen 1 to 72 (median 14); 0 to 400 is accepted. */
  freeSulfurDioxide: number;
  /** The caller's own reference, echoed as `Prediction.wineId`. */
  id?: string | number | null | undefined;
  /** pH: how acid the wine is; lower is more acid. Unit: pH. The model has seen 2.74 to 4.01 (median 3.31); 2.5 to 4.5 is accepted. */
  pH: number;
  /** Residual sugar: what fermentation has left unfermented. Unit: g/dm³. The model has seen 0.9 to 15.5 (median 2.2); 0 to 300 is accepted. */
  residualSugar: number;
  /** Sulphates, stated as potassium sulphate: come with fermentation and sulfur dioxide. Unit: g/dm³. The model has seen 0.33 to 2 (median 0.62); 0 to 5 is accepted. */
  sulphates: number;
  /** Total sulfur dioxide: the free part and the part bound to other substances. Unit: mg/dm³. The model has seen 6 to 289 (median 38); 0 to 600 is accepted. */
  totalSulfurDioxide: number;
  /** Volatile acidity, stated as acetic acid: too much of it smells of vinegar. Unit: g/dm³. The model has seen 0.12 to 1.58 (median 0.52); 0 to 5 is accepted. */
  volatileAcidity: number;
};

export type ExplainWineQueryVariables = Exact<{
  wine: WineInput;
  version?: string | null | undefined;
}>;


export type ExplainWineQuery = { predict: { score: number, explanation: { baseline: number, contributions: Array<{ feature: WineFeature, value: number, contribution: number }> }, features: Array<{ feature: WineFeature, percentile: number }> } };

export type ExplainWinesQueryVariables = Exact<{
  wines: Array<WineInput> | WineInput;
  version?: string | null | undefined;
}>;


export type ExplainWinesQuery = { predictBatch: { predictions: Array<{ quality: number, score: number, explanation: { baseline: number, contributions: Array<{ contribution: number }> } } | null>, rejected: Array<{ index: number, faults: Array<{ field: string, code: FaultCode, message: string, min: number, max: number }> }> } };

export type GradeWineQueryVariables = Exact<{
  wine: WineInput;
  version?: string | null | undefined;
}>;


export type GradeWineQuery = { predict: { quality: number, score: number, probabilities: Array<{ grade: number, probability: number }> | null, interval: { low: number, high: number, confidence: number }, warnings: Array<{ feature: WineFeature, value: number, trainingMin: number, trainingMax: number, message: string }>, model: { version: string } } };

export type ImprovementQueryVariables = Exact<{
  wine: WineInput;
  targetQuality: number;
  adjustable?: Array<WineFeature> | WineFeature | null | undefined;
  version?: string | null | undefined;
}>;


export type ImprovementQuery = { predict: { quality: number, improvement: { distance: number, changes: Array<{ feature: WineFeature, from: number, to: number }>, prediction: { quality: number, score: number } } | null } };

export type ModelCardsQueryVariables = Exact<{ [key: string]: never; }>;


export type ModelCardsQuery = { models: Array<{ version: string, isDefault: boolean, status: ModelStatus, statusReason: string | null, labels: Array<string>, description: string, algorithm: string, trainedAt: string, sha256: string, grades: Array<number>, card: string, drift: { rows: number, warnedShare: number | null, features: Array<{ feature: WineFeature, psi: number | null, status: DriftStatus | null }> } | null, metrics: Array<{ protocol: EvaluationProtocol, description: string, repetitions: number, folds: number, rows: number, meanAbsoluteDeviation: number, withinHalf: number, withinOne: number, kappa: number, rankedProbabilityScore: number | null, logLoss: number | null, expectedCalibrationError: number | null }> }> };

export type ModelQueryVariables = Exact<{
  version?: string | null | undefined;
}>;


export type ModelQuery = { model: { name: string, version: string, description: string, algorithm: string, trainedAt: string, sha256: string, status: ModelStatus, isDefault: boolean, grades: Array<number>, features: Array<{ name: WineFeature, field: string, column: string, unit: string, description: string, acceptedMin: number, acceptedMax: number, trainingMin: number, trainingMedian: number, trainingMax: number }>, metrics: Array<{ protocol: EvaluationProtocol, repetitions: number, folds: number, meanAbsoluteDeviation: number, withinHalf: number, withinOne: number, kappa: number, rankedProbabilityScore: number | null, logLoss: number | null, expectedCalibrationError: number | null }> } };

export type ModelsQueryVariables = Exact<{ [key: string]: never; }>;


export type ModelsQuery = { models: Array<{ version: string, isDefault: boolean, status: ModelStatus, algorithm: string }>, limits: { maxBatchRows: number, maxBodyBytes: number, deadlineMs: number } };

export type PredictBatchQueryVariables = Exact<{
  wines: Array<WineInput> | WineInput;
  version?: string | null | undefined;
}>;


export type PredictBatchQuery = { predictBatch: { accepted: number, predictions: Array<{ wineId: string | null, quality: number, score: number } | null>, rejected: Array<{ index: number, wineId: string | null, faults: Array<{ field: string, code: FaultCode, message: string, min: number, max: number }> }> } };

export type PredictQueryVariables = Exact<{
  wine: WineInput;
  version?: string | null | undefined;
}>;


export type PredictQuery = { predict: { quality: number, score: number, probabilities: Array<{ grade: number, probability: number }> | null, warnings: Array<{ message: string }>, model: { version: string } } };

export type ScoreWinesQueryVariables = Exact<{
  wines: Array<WineInput> | WineInput;
  version?: string | null | undefined;
  warnings?: boolean | null | undefined;
}>;


export type ScoreWinesQuery = { predictBatch: { predictions: Array<{ quality: number, score: number, interval: { low: number, high: number }, probabilities: Array<{ grade: number, probability: number }> | null, warnings?: Array<{ message: string }> } | null>, rejected: Array<{ index: number, faults: Array<{ field: string, code: FaultCode, message: string, min: number, max: number }> }> } };

export type SensitivityQueryVariables = Exact<{
  wine: WineInput;
  feature: WineFeature;
  from?: number | null | undefined;
  to?: number | null | undefined;
  steps?: number | null | undefined;
  version?: string | null | undefined;
}>;


export type SensitivityQuery = { predict: { sensitivity: Array<{ value: number, quality: number | null, score: number | null, consistent: boolean }> } };

export type WhatIfQueryVariables = Exact<{
  wine: WineInput;
  changes: WineChangesInput;
  version?: string | null | undefined;
}>;


export type WhatIfQuery = { predict: { quality: number, score: number, whatIf: { quality: number, score: number } } };


export const ExplainWineDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExplainWine"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"wine"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WineInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"predict"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"wine"},"value":{"kind":"Variable","name":{"kind":"Name","value":"wine"}}},{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"explanation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"baseline"}},{"kind":"Field","name":{"kind":"Name","value":"contributions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"feature"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"contribution"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"features"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"feature"}},{"kind":"Field","name":{"kind":"Name","value":"percentile"}}]}}]}}]}}]} as unknown as DocumentNode<ExplainWineQuery, ExplainWineQueryVariables>;
export const ExplainWinesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExplainWines"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"wines"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WineInput"}}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"predictBatch"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"wines"},"value":{"kind":"Variable","name":{"kind":"Name","value":"wines"}}},{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"predictions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"quality"}},{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"explanation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"baseline"}},{"kind":"Field","name":{"kind":"Name","value":"contributions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"contribution"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"rejected"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"faults"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"min"}},{"kind":"Field","name":{"kind":"Name","value":"max"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ExplainWinesQuery, ExplainWinesQueryVariables>;
export const GradeWineDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"GradeWine"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"wine"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WineInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"predict"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"wine"},"value":{"kind":"Variable","name":{"kind":"Name","value":"wine"}}},{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"quality"}},{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"probabilities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"grade"}},{"kind":"Field","name":{"kind":"Name","value":"probability"}}]}},{"kind":"Field","name":{"kind":"Name","value":"interval"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"confidence"},"value":{"kind":"FloatValue","value":"0.9"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"high"}},{"kind":"Field","name":{"kind":"Name","value":"confidence"}}]}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"feature"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"trainingMin"}},{"kind":"Field","name":{"kind":"Name","value":"trainingMax"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"model"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]}}]} as unknown as DocumentNode<GradeWineQuery, GradeWineQueryVariables>;
export const ImprovementDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Improvement"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"wine"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WineInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"targetQuality"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"adjustable"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WineFeature"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"predict"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"wine"},"value":{"kind":"Variable","name":{"kind":"Name","value":"wine"}}},{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"quality"}},{"kind":"Field","name":{"kind":"Name","value":"improvement"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"targetQuality"},"value":{"kind":"Variable","name":{"kind":"Name","value":"targetQuality"}}},{"kind":"Argument","name":{"kind":"Name","value":"adjustable"},"value":{"kind":"Variable","name":{"kind":"Name","value":"adjustable"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"feature"}},{"kind":"Field","name":{"kind":"Name","value":"from"}},{"kind":"Field","name":{"kind":"Name","value":"to"}}]}},{"kind":"Field","name":{"kind":"Name","value":"distance"}},{"kind":"Field","name":{"kind":"Name","value":"prediction"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"quality"}},{"kind":"Field","name":{"kind":"Name","value":"score"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ImprovementQuery, ImprovementQueryVariables>;
export const ModelCardsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ModelCards"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"models"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"isDefault"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"statusReason"}},{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"drift"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rows"}},{"kind":"Field","name":{"kind":"Name","value":"warnedShare"}},{"kind":"Field","name":{"kind":"Name","value":"features"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"feature"}},{"kind":"Field","name":{"kind":"Name","value":"psi"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"algorithm"}},{"kind":"Field","name":{"kind":"Name","value":"trainedAt"}},{"kind":"Field","name":{"kind":"Name","value":"sha256"}},{"kind":"Field","name":{"kind":"Name","value":"grades"}},{"kind":"Field","name":{"kind":"Name","value":"metrics"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"protocol"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"repetitions"}},{"kind":"Field","name":{"kind":"Name","value":"folds"}},{"kind":"Field","name":{"kind":"Name","value":"rows"}},{"kind":"Field","name":{"kind":"Name","value":"meanAbsoluteDeviation"}},{"kind":"Field","name":{"kind":"Name","value":"withinHalf"}},{"kind":"Field","name":{"kind":"Name","value":"withinOne"}},{"kind":"Field","name":{"kind":"Name","value":"kappa"}},{"kind":"Field","name":{"kind":"Name","value":"rankedProbabilityScore"}},{"kind":"Field","name":{"kind":"Name","value":"logLoss"}},{"kind":"Field","name":{"kind":"Name","value":"expectedCalibrationError"}}]}},{"kind":"Field","name":{"kind":"Name","value":"card"}}]}}]}}]} as unknown as DocumentNode<ModelCardsQuery, ModelCardsQueryVariables>;
export const ModelDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Model"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"model"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"algorithm"}},{"kind":"Field","name":{"kind":"Name","value":"trainedAt"}},{"kind":"Field","name":{"kind":"Name","value":"sha256"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"isDefault"}},{"kind":"Field","name":{"kind":"Name","value":"grades"}},{"kind":"Field","name":{"kind":"Name","value":"features"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"column"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"acceptedMin"}},{"kind":"Field","name":{"kind":"Name","value":"acceptedMax"}},{"kind":"Field","name":{"kind":"Name","value":"trainingMin"}},{"kind":"Field","name":{"kind":"Name","value":"trainingMedian"}},{"kind":"Field","name":{"kind":"Name","value":"trainingMax"}}]}},{"kind":"Field","name":{"kind":"Name","value":"metrics"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"protocol"}},{"kind":"Field","name":{"kind":"Name","value":"repetitions"}},{"kind":"Field","name":{"kind":"Name","value":"folds"}},{"kind":"Field","name":{"kind":"Name","value":"meanAbsoluteDeviation"}},{"kind":"Field","name":{"kind":"Name","value":"withinHalf"}},{"kind":"Field","name":{"kind":"Name","value":"withinOne"}},{"kind":"Field","name":{"kind":"Name","value":"kappa"}},{"kind":"Field","name":{"kind":"Name","value":"rankedProbabilityScore"}},{"kind":"Field","name":{"kind":"Name","value":"logLoss"}},{"kind":"Field","name":{"kind":"Name","value":"expectedCalibrationError"}}]}}]}}]}}]} as unknown as DocumentNode<ModelQuery, ModelQueryVariables>;
export const ModelsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Models"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"models"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"isDefault"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"algorithm"}}]}},{"kind":"Field","name":{"kind":"Name","value":"limits"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"maxBatchRows"}},{"kind":"Field","name":{"kind":"Name","value":"maxBodyBytes"}},{"kind":"Field","name":{"kind":"Name","value":"deadlineMs"}}]}}]}}]} as unknown as DocumentNode<ModelsQuery, ModelsQueryVariables>;
export const PredictBatchDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PredictBatch"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"wines"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WineInput"}}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"predictBatch"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"wines"},"value":{"kind":"Variable","name":{"kind":"Name","value":"wines"}}},{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accepted"}},{"kind":"Field","name":{"kind":"Name","value":"predictions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"wineId"}},{"kind":"Field","name":{"kind":"Name","value":"quality"}},{"kind":"Field","name":{"kind":"Name","value":"score"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rejected"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"wineId"}},{"kind":"Field","name":{"kind":"Name","value":"faults"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"min"}},{"kind":"Field","name":{"kind":"Name","value":"max"}}]}}]}}]}}]}}]} as unknown as DocumentNode<PredictBatchQuery, PredictBatchQueryVariables>;
export const PredictDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Predict"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"wine"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WineInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"predict"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"wine"},"value":{"kind":"Variable","name":{"kind":"Name","value":"wine"}}},{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"quality"}},{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"probabilities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"grade"}},{"kind":"Field","name":{"kind":"Name","value":"probability"}}]}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"model"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"version"}}]}}]}}]}}]} as unknown as DocumentNode<PredictQuery, PredictQueryVariables>;
export const ScoreWinesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ScoreWines"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"wines"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WineInput"}}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"warnings"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}},"defaultValue":{"kind":"BooleanValue","value":false}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"predictBatch"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"wines"},"value":{"kind":"Variable","name":{"kind":"Name","value":"wines"}}},{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"predictions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"quality"}},{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"interval"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"confidence"},"value":{"kind":"FloatValue","value":"0.9"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"low"}},{"kind":"Field","name":{"kind":"Name","value":"high"}}]}},{"kind":"Field","name":{"kind":"Name","value":"probabilities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"grade"}},{"kind":"Field","name":{"kind":"Name","value":"probability"}}]}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"warnings"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"rejected"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"faults"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"min"}},{"kind":"Field","name":{"kind":"Name","value":"max"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ScoreWinesQuery, ScoreWinesQueryVariables>;
export const SensitivityDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Sensitivity"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"wine"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WineInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"feature"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WineFeature"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Float"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"to"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Float"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"steps"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"predict"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"wine"},"value":{"kind":"Variable","name":{"kind":"Name","value":"wine"}}},{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sensitivity"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"feature"},"value":{"kind":"Variable","name":{"kind":"Name","value":"feature"}}},{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}},{"kind":"Argument","name":{"kind":"Name","value":"steps"},"value":{"kind":"Variable","name":{"kind":"Name","value":"steps"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"quality"}},{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"consistent"}}]}}]}}]}}]} as unknown as DocumentNode<SensitivityQuery, SensitivityQueryVariables>;
export const WhatIfDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WhatIf"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"wine"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WineInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"changes"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WineChangesInput"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"predict"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"wine"},"value":{"kind":"Variable","name":{"kind":"Name","value":"wine"}}},{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"quality"}},{"kind":"Field","name":{"kind":"Name","value":"score"}},{"kind":"Field","name":{"kind":"Name","value":"whatIf"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"changes"},"value":{"kind":"Variable","name":{"kind":"Name","value":"changes"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"quality"}},{"kind":"Field","name":{"kind":"Name","value":"score"}}]}}]}}]}}]} as unknown as DocumentNode<WhatIfQuery, WhatIfQueryVariables>;