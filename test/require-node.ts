const LEAST = 24;

/** Says which Node runs this; false when it is not the one `npm ci` brings along. */
export function requireNode(): boolean {
  const enough = Number(process.versions.node.split('.')[0]) >= LEAST;
  console.log(`Node ${process.version}`);
  if (!enough)
    console.error(`Node ${LEAST} is needed: run \`npm ci\`, then start this by \`npm run\` or \`npm test\`.`);
  return enough;
}
