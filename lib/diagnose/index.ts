export { diagnose, type LoadPlanReader } from './diagnose';
export { type Diagnosis, hasFailures, type LookedAt } from './diagnosis';
export { type LoadPlanOptions, type ReadLoadPlan, readLoadPlan } from './load-plan';
export { DIAGNOSIS_FORMAT, diagnosisJson } from './report-json';
export { diagnosisMarkdown } from './report-markdown';
export { diagnosisText } from './report-text';
export { CERTAINTIES, type Certainty, type PlanCause, type Verdict } from './verdict';
