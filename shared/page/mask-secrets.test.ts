import { describe, expect, test } from 'vitest';
import { maskMarkup, maskText } from './mask-secrets.ts';

/** Put together here, so that no scanner takes this file for a leak. */
const join = (...parts: readonly string[]): string => parts.join('');
const LETTERS = 'aB3dE5fG7hJ9kLmN2pQrS4tUvW6xYz8AbCdEfG1HiJkLmNoP0qRsTuVwXyZ';
const of = (length: number): string => LETTERS.repeat(8).slice(0, length);
const hex = (length: number): string =>
  '9f3c7a1be04d58269f3c7a1be04d5826a1b2c3d4e5f60718'.repeat(3).slice(0, length);
const JWT = join('eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9', '.eyJzdWIiOiIxMjM0NTY3ODkwIn0', '.', of(43));
const BODY = `${of(60)}\n${of(60)}\n${of(40)}==`;

/** [what stands around it with a `§`, the secret]. */
const SECRETS: readonly (readonly [around: string, secret: string])[] = [
  ['id §', join('AKIA', 'QX7ZPLM3NVTRW2KD')],
  ['(§)', join('ASIA', 'QX7ZPLM3NVTRW2KD')],
  ['aws_secret_access_key = §', join('wJalrXUtnFEMI/K7MDENG+bPxRfi', 'Cq8Zt5LmN0pQ')],
  ['"SecretAccessKey": "§"', of(40)],
  ['token § here', join('ghp_', of(36))],
  ['§', join('gho_', of(36))],
  ['§.', join('ghs_', of(36))],
  ['§', join('github_pat_', of(22), '_', of(59))],
  ['§', join('glpat-', of(20))],
  ['“§”', join('xoxb-', '2334556677-', of(24))],
  ['§', join('xoxp-', '123456789012-', of(32))],
  ['§', join('xapp-', '1-A01-', of(40))],
  ['https://hooks.slack.com/services/T01234567/B01234567/§', of(24)],
  ['https://discord.com/api/webhooks/123456789012345678/§', of(68)],
  ['OPENAI=§', join('sk-', of(48))],
  ['§', join('sk-proj-', of(60))],
  ['§', join('sk-ant-api03-', of(80))],
  ['§', join('sk-', '1234567890abcdef1234567890abcdef')],
  ['§', join('sk_live_', of(24))],
  ['§', join('sk_test_', of(24))],
  ['§', join('rk_live_', of(24))],
  ['§', join('whsec_', of(32))],
  ['key=§&v=1', join('AIza', of(35))],
  ['§', join('ya29.', of(60))],
  ['§', join('GOCSPX-', of(28))],
  ['//registry.npmjs.org/:_authToken=§', join('npm_', of(36))],
  ['§', join('pypi-', 'AgEIcHlwaS5vcmc', of(80))],
  ['§', join('dckr_pat_', of(27))],
  ['§', join('hf_', of(34))],
  ['§', join('dop_v1_', hex(64))],
  ['§', join('SG.', of(22), '.', of(43))],
  ['§', join('key-', hex(32))],
  ['§', join('shpat_', hex(32))],
  ['§', join('sq0csp-', of(43))],
  ['bot 123456789:§', join('AA', of(33))],
  ['§', join('dapi', hex(32))],
  ['§', join('lin_api_', of(40))],
  ['§', join('hvs.', of(90))],
  ['§', join('glsa_', of(32), '_', hex(8))],
  ['§', join('gsk_', of(52))],
  ['§', join('r8_', of(37))],
  ['§', join('AGE-SECRET-KEY-1', of(58).toUpperCase())],
  ['Cookie §', JWT],
  ['{"jwt":"§"}', JWT],
  ['-----BEGIN RSA PRIVATE KEY-----\n§\n-----END RSA PRIVATE KEY-----', BODY],
  ['-----BEGIN OPENSSH PRIVATE KEY-----\n§\n-----END OPENSSH PRIVATE KEY-----', BODY],
  ['"-----BEGIN PRIVATE KEY-----\\n§\\n-----END PRIVATE KEY-----\\n"', BODY.replaceAll('\n', '\\n')],
  ['-----BEGIN EC PRIVATE KEY-----\n§', `${of(60)}\n${of(60)}`],
  ['-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n§\n-----END PGP PRIVATE KEY BLOCK-----', BODY],
  ['pay with § now', '4111 1111 1111 1111'],
  ['§', '4111111111111111'],
  ['Amex §,', '3782 822463 10005'],
  ['§', '5555-5555-5555-4444'],
  ['"card_number": "§"', '6011111111111117'],
  ['Diners: §', '3056 930902 5904'],
  ['postgres://app:§@db.internal:5432/shop', 'hunter22'],
  ['https://me:§@git.example.org/x.git', 'q!w2-e3r4'],
  ['redis://:§@cache:6379', 'k9Xw2'],
  ['DB_PASSWORD=§', 's3cr3tP@ss'],
  ['password: "§"', 'Tr0ub4dor&3x'],
  ["'passwd' => '§',", 'n0t-4-w0rd-at-4ll'],
  ['client_secret := `§`', of(32)],
  ['api-key: §', hex(32)],
  ['X-API-Key: §', of(24)],
  ['Authorization: Bearer §', of(40)],
  ['Authorization: Basic §', join('bWU6cTF3', 'MmUzcjR0NXk2dTc=')],
  ['curl -H "Authorization: token §"', join('ghp_', of(36))],
  ['AccountKey=§;EndpointSuffix', `${of(86)}==`],
  ['"refresh_token":"§"', of(50)],
  ['{\\"access_token\\":\\"§\\"}', of(40)],
];

test('there are enough of them', () => {
  expect(SECRETS.length).toBeGreaterThanOrEqual(60);
});

test.each(SECRETS)('%s: nothing of the secret stays', (around, secret) => {
  const text = `Words before. ${around.replace('§', () => secret)} Words behind.`;
  expect(maskText(text)).toBe(`Words before. ${around.replace('§', 'MASKED')} Words behind.`);
  expect(maskText(maskText(text))).toBe(maskText(text));
});

const ORDINARY: readonly string[] = [
  'commit 9fceb02d0ae598e95dc970b74767f19372d61af8',
  'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  'md5 d41d8cd98f00b204e9800998ecf8427e',
  '123e4567-e89b-12d3-a456-426614174000',
  'token: 123e4567-e89b-12d3-a456-426614174000',
  'AKIAIOSFODNN7EXAMPLE',
  'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  'aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  'ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  'export OPENAI_API_KEY=sk-your-key-here-0123456789ab',
  'sk-...',
  'sk-folding-cube-animation-sk-circle-12',
  'class="sk-estimator-doc-link sk-toggleable__content"',
  'password: ********',
  'password: changeme',
  'DB_PASSWORD=${DB_PASSWORD}',
  'password=$PASSWORD1234567',
  'password = os.environ["PASSWORD_1A2B3C"]',
  'const password = process.env.DB_PASSWORD2;',
  'token = getToken(user1, key2x3y4)',
  'api_key: <your-api-key-1a2b3c4d5e>',
  'Password: at least 12 characters with 1 digit',
  'The password policy2 of the company',
  'Forgot your password? Reset it within 24 hours.',
  'postgres://user:password@localhost:5432/db',
  'https://user:pass@example.com/',
  'mysql://root:${MYSQL_PASSWORD}@db/x',
  'amqp://guest:<password>@broker/',
  'https://example.com:8080/a@b',
  'git@github.com:owner/repo.git',
  'mailto:somebody@site.org',
  '-----BEGIN RSA PRIVATE KEY-----\n...\n-----END RSA PRIVATE KEY-----',
  '-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu1SU1LfVLPHCozMxH2Mo\n-----END PUBLIC KEY-----',
  '-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBaMQswCQYDVQQGEwJJ\n-----END CERTIFICATE-----',
  'The line BEGIN PRIVATE KEY starts the file.',
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJf0kqS8l9VxQ me@host',
  'Order 4111 1111 1111 1112',
  '1234 5678 9012 3456',
  'ISBN 978-3-16-148410-0',
  'Tel. +49 30 1234 5678 9012',
  '2026-11-21T10:00:00.000Z 1795307577725',
  '3.14159265358979323846264338327950288',
  '{"id":"4539578763621486"}',
  'https://shop.example/item?id=4539578763621486',
  'https://photos.example/4111111111111111/large',
  'account DE89 3704 0044 0532 0130 00',
  'pk_live_51NbOaVK5pW2TMT2yEgjGhuGP2dAUxPAxO',
  'integrity="sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC"',
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk',
  '//# sourceMappingURL=data:application/json;base64,eyJ2ZXJzaW9uIjozLCJmaWxlIjoiYS5qcyJ9',
  'max_tokens: 4096, tokenizer: bert-base-uncased-2023-large',
  'next_page_token=CAUQAAoxMjM0NTY3ODkwMTIz',
  'csrf_token: f3a1b2c3d4e5f60718293a4b5c6d7e8f',
  'password_hash: 5f4dcc3b5aa765d61d8327deb882cf99',
  'secretName: my-app-tls-2024-prod-eu1',
  'tokenId: 0x6B175474E89094C44Da98b954EedeAC495271d0F',
  'cancellationToken: CancellationToken',
  'accessTokenFromServer2024 = refreshTokenFromClient',
  'https://a.example/?sig=366672e49608d2623f332686e1be6b88',
  'https://a.example/search?q=secret+garden&page=2',
  'npm_config_loglevel=silent npm_package_version',
  'hf_transfer_enabled_for_all_of_the_downloads',
  'key-value-store-benchmark-results-2024',
  'SK-II facial treatment essence 230ml',
  'xoxo, your secret admirer',
  'The basic understanding of authentication',
  'bearer of bad news, Ticketholder1234',
  'MASKED password=MASKED https://a.example/?token=MASKED-1a2b',
  'file_path_to_secret_key = /etc/ssl/private/server.key',
  'eyJhbGciOi is how a token begins',
];

test('there are enough ordinary ones', () => {
  expect(ORDINARY.length).toBeGreaterThanOrEqual(60);
});

test.each(ORDINARY)('%s stays byte for byte', (text) => {
  expect(maskText(`Before ${text} behind`)).toBe(`Before ${text} behind`);
  const html = `<p title="x">Before <code>${text.replaceAll('<', '&lt;')}</code> behind</p>`;
  expect(maskMarkup(html)).toBe(html);
});

describe('in markup', () => {
  const key = join('AKIA', 'QX7ZPLM3NVTRW2KD');

  test.each([
    ['a text', `<p>${key}</p>`, '<p>MASKED</p>'],
    ['colours', `<b>AKIA</b><i class="x">${key.slice(4)}</i>`, '<b>MASKED</b><i class="x"></i>'],
    ['entities', `<p>AKI&#65;${key.slice(4)}</p>`, '<p>MASKED</p>'],
    ['an attribute', `<img alt="${key}" src="/a.png">`, '<img alt="MASKED" src="/a.png">'],
    [
      'a coloured assignment',
      '<i>password</i><b>:</b> <u>&quot;s3cr3tP@ss&quot;</u>',
      '<i>password</i><b>:</b> <u>&quot;MASKED&quot;</u>',
    ],
    ['two texts', `<p>AKIA</p><p>${key.slice(4)}</p>`, `<p>AKIA</p><p>${key.slice(4)}</p>`],
    ['cells', '<td>4111 1111</td><td>1111 1111</td>', '<td>4111 1111</td><td>1111 1111</td>'],
    ['a comment', `<!-- ${key} --><p>a</p>`, '<!-- MASKED --><p>a</p>'],
    ['an open tag', `<p>${key} <a`, '<p>MASKED <a'],
    ['no markup', `${key} & 1 < 2`, 'MASKED & 1 < 2'],
  ])('of %s', (_name, html, masked) => {
    expect(maskMarkup(html)).toBe(masked);
    expect(maskMarkup(masked)).toBe(masked);
  });

  test('a private key on coloured lines goes whole', () => {
    const lines = BODY.split('\n').map((line) => `<div><span class="line">${line}</span></div>`);
    const html = `<pre>-----BEGIN PRIVATE KEY-----${lines.join('')}-----END PRIVATE KEY-----</pre>`;
    const masked = maskMarkup(html);
    for (const line of BODY.split('\n')) expect(masked).not.toContain(line.slice(0, 20));
    expect(masked).toContain('-----BEGIN PRIVATE KEY-----<div><span class="line">MASKED</span>');
  });

  test('two addresses that differ in a token alone stay two', () => {
    const [one, two] = ['a1b2c3d4e5f6a7b8', 'a1b2c3d4e5f6a7b9'].map((token) =>
      maskText(`https://a.example/x?access_token=${token}&y=1`),
    );
    expect(one).toMatch(/^https:\/\/a\.example\/x\?access_token=MASKED-[0-9a-f]{4}&y=1$/);
    expect(one).not.toBe(two);
  });
});

// Quadratic work over ten million characters would take hours: no clock is needed.
test.each([
  ['one line', 'a'.repeat(10_000_000)],
  ['marks', 'sk-'.repeat(3_300_000)],
  ['names', 'password='.repeat(1_100_000)],
  ['names and blanks', `token ${' '.repeat(9_999_990)}`],
  ['digits', '4'.repeat(10_000_000)],
  ['digits and blanks', '4111 '.repeat(2_000_000)],
  ['keys', '-----BEGIN PRIVATE KEY-----'.repeat(370_000)],
  ['addresses', '://a:'.repeat(2_000_000)],
  ['tokens', 'eyJaaaaaaaaaa.'.repeat(700_000)],
  ['dots', 'eyJ.'.repeat(2_500_000)],
  ['open tags', '<a'.repeat(5_000_000)],
  ['angles', '<'.repeat(10_000_000)],
  ['entities', '&#65;'.repeat(2_000_000)],
  ['comments', '<!--'.repeat(2_500_000)],
])('a page made to be slow: %s', (_name, text) => {
  expect(maskMarkup(text).length).toBeGreaterThan(0);
});
