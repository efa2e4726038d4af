export { seededRandom } from '../daemon/search/seeded-random.ts';
