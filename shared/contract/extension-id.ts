/** Public half of the key that pins the id of the unpacked Chromium extension; the private half was never kept. */
export const EXTENSION_KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAmgI5RDVljQKEUfiB8NJLrbzqlVcmYaJCtkFMbTPtGazjf3c2cwXNUVnuyDcK8PSlYAi6i3swxMjN6E2C/0HZpSTCtjSYJmuC9XKJWrYY+HHRcgmEtNsPFsZnqmXraCcHq3G4/hqU2qWb0IB3HUKQO4wksl/ii5O8i7GO41vyWXRRz0JX4mCKDQW0wzJKbtswzhnUyhJsp/yWSsoRh75RNPNdUdhCumBWq4xFtZWw66pe1am4Hyzry1U1IIAHJOM2SU5ySy07W2Bvb7JYyBXiuiY8vrtIY7X2VfNCsV6L1I26y2JJibX/nc777SV6MjWl9q8NhWXQsbEc7LzeVhRONQIDAQAB';

/** What Chromium derives from the key: the first 128 bits of its SHA-256, written with the letters a to p. */
export const EXTENSION_ID = 'bdajcmagapbncldhckfgiiocjceegpmm';

/** The id Firefox knows the extension by. */
export const GECKO_ID = 'pagekeep@pagekeep.example';
