import { expect, test } from 'vitest';
import { fc } from '../../test/seeded-fast-check.ts';
import { IdTable } from './id-table.ts';

const id = fc.oneof(fc.nat(40), fc.constantFrom(1023, 1024, 1025, 5_000, 2 ** 31, 2 ** 40));
const change = fc.record({ id, value: fc.option(fc.oneof(fc.nat(9), fc.constant(2 ** 40))) });

test('holds what a Map holds, however ids come and go', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
      const table = new IdTable();
      const map = new Map<number, number>();
      for (const { id: changed, value } of changes) {
        if (value === null) expect(table.delete(changed)).toBe(map.delete(changed));
        else {
          table.set(changed, value);
          map.set(changed, value);
        }
      }
      expect(table.size).toBe(map.size);
      for (const asked of [0, 41, ...changes.map((one) => one.id)])
        expect(table.get(asked)).toBe(map.get(asked));
      table.clear();
      expect(table.size).toBe(0);
      for (const asked of map.keys()) expect(table.get(asked)).toBeUndefined();
    }),
  );
});
