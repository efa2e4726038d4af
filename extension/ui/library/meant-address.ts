/** The address a person means by what they typed: without a scheme it is a site's. Whether it can be fetched is for the app to say. */
export function meantAddress(typed: string): string {
  const address = typed.trim().toWellFormed();
  return /^[a-z][a-z\d+.-]*:(?!\d)/iu.test(address) ? address : `https://${address}`;
}
