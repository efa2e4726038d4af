const ENGLISH =
  'a about after again all also am an and any are as at be because been before being but by can could did do does ' +
  'doing don down during each few for from had has have having he her here hers him his how i if in into is it its ' +
  'itself just like me more most my no nor not of off on once only or other our ours out over own s same she should ' +
  'so some such t than that the their theirs them then there these they this those through to too under until up us ' +
  'very was we were what when where which while who whom why will with would you your yours';

/** The same of scripts without spaces, where no other language has such a word; Korean hangs them on the word before. */
const UNSPACED =
  'は が を に で と の も へ や か ね よ て た だ し れ な さ い いる ある する こと もの これ それ この その から まで より など ' +
  'です ます ました ません でした について ください 的 了 是 在 和 吗 呢 吧 啊 着 过 就 都 也 很 把 被 与 及 之 什么 怎么 ' +
  '如何 为什么 哪里 哪个 這 个 個 我 你 他 她 它 我们 你们 他们 有 不 ' +
  'ที่ และ ของ ใน เป็น ได้ ให้ มี ว่า การ ความ จะ ก็ ไม่ คือ จาก กับ นี้ นั้น ไหน อะไร อย่างไร ยังไง';

/** English function words; they say nothing about a page and would make every passage match. */
export const STOP_WORDS: ReadonlySet<string> = new Set(ENGLISH.split(' '));

export const UNSPACED_STOP_WORDS: ReadonlySet<string> = new Set(UNSPACED.split(' '));
