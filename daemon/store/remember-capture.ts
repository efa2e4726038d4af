import type { Sql } from './in-store.ts';
import type { CaptureStatus } from './rows.ts';

/** Notes how a capture was answered, so that the same one sent again gets the same answer. */
export function rememberCapture(
  sql: Sql,
  captureId: string | null,
  pageId: number,
  status: CaptureStatus,
): void {
  if (captureId === null) return;
  sql('insert into captures (capture_id, page_id, status) values (?, ?, ?) on conflict do nothing').run(
    captureId,
    pageId,
    status,
  );
}
