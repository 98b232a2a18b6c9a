export { mergeReports, type ReadReport } from './merge';
export { isCommentKey, PLATFORMS, type Platform, postReview } from './post';
