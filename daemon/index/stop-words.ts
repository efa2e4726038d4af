/** English function words; they say nothing about a page and would make every passage match. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    'a about after again all also am an and any are as at be because been before being but by can could did do does ' +
    'doing don down during each few for from had has have having he her here hers him his how i if in into is it its ' +
    'itself just like me more most my no nor not of off on once only or other our ours out over own s same she should ' +
    'so some such t than that the their theirs them then there these they this those through to too under until up us ' +
    'very was we were what when where which while who whom why will with would you your yours'
  ).split(' '),
);
