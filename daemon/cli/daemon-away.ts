/** No daemon answers: nothing was asked and nothing was refused, so it is no `Failure` of the contract. */
export class DaemonAway extends Error {
  override readonly name = 'DaemonAway';

  constructor(sentence = 'Pagekeep is not running. Start it with: pagekeep start', cause?: unknown) {
    super(sentence, cause === undefined ? undefined : { cause });
  }
}
