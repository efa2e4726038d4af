// The flow of a question that its first pages widen. Read top to bottom: the question as in search-passages.ts → its first
// pages → their telling tags → the same question asked of the pages that carry them → both, the second below the first.
// It may add pages; it never takes one away or moves one.
import type { TargetAnswer, TargetRequest } from '../../shared/contract/target.ts';
import { readFilters } from '../index/read-filters.ts';
import { askQuestion } from './ask-question.ts';
import { describeAnswer } from './describe-answer.ts';
import { discoverTags } from './discover-tags.ts';
import { dropUnrelated } from './drop-unrelated.ts';
import { explainQuestion } from './explain-question.ts';
import { groupByPage } from './group-by-page.ts';
import { rankPassages } from './rank-passages.ts';
import type { SearchTools } from './search-passages.ts';
import { sayOf } from './say-of.ts';
import { tookSince } from './took-since.ts';
import { weighEvidence } from './weigh-evidence.ts';
import { widenByTags } from './widen-by-tags.ts';

const INITIAL_LIMIT = 5;
const EXPANDED_LIMIT = 20;

/** Finds the pages that answer a question, and after them those that share their tags. */
export async function searchTarget(request: TargetRequest, tools: SearchTools): Promise<TargetAnswer> {
  const started = performance.now();
  const { initial_limit = INITIAL_LIMIT, expanded_limit = EXPANDED_LIMIT, explain = false } = request;

  const filters = readFilters(request);
  const asked = await askQuestion(request, filters, tools);
  const close = await rankPassages(asked, filters, tools);
  const evidence = weighEvidence(asked, close);
  const first = groupByPage(dropUnrelated(close)).slice(0, initial_limit);
  const tags = await discoverTags(first, tools.store);
  const widened = await widenByTags(asked, tags, first, filters, tools);
  const added = widened.slice(0, Math.max(0, expanded_limit - first.length));
  const results = await describeAnswer(asked.question, [...first, ...added], tools.store, explain);

  return {
    query: request.query,
    results,
    count: results.length,
    discovered_tags: tags.map(({ tag, weight, pages }) => ({ tag, weight, pages })),
    expansion_used: added.length > 0,
    initial_results_count: first.length,
    expanded_results_count: results.length,
    took_ms: tookSince(started),
    ...(evidence !== null && { evidence }),
    ...sayOf(asked, tools.store),
    ...(explain && { explain: { ...explainQuestion(asked, filters), carriers: widened.length } }),
  };
}
