/** Texts and what the model makes of them in full precision: 384 signed bytes in base64, of any length, only the direction counts. */
export const KNOWN_VECTORS: readonly { readonly text: string; readonly vector: string }[] = [
  {
    text: 'Which bread keeps longest without going stale?',
    vector:
      '7Qn39efzxALsH/wu2Oja+CnwEdUtJBoKAf0V6x+E0xEEDx3pIedI09j+KvvzCxcF5Az46/geE/rM794r8yHO8ff5DCj6UL0t2QnxEjam876w6hkPAcEEGQnyDigIGNjy8R24+tgdDQ4g8tTuMDwBJtXh5/YkKOQX3hXeHLkTXADICAYX3PwBJOAI2/TXGzj+7/2Y4tYoLtU6zD36sgJoGd8NGQT5JiQo695JDSepLGHSFzru+EjfBj3p6CQvPgcc7xz20OUTK7BZGtPJ4iv23ka4ofurHx7lNEPc4lYZEQBLzh9EGu71LrrFM+4uCzsdG9omugwEpBT1BgoIrLno4+DACCPVB+lS7iU8IBYJ3toZIzv04/AjIIET5Q8X9B/6I+rgBe8VEBcRD9Iy7Nj828zb5y3+FO7dOA4j9w3L+wBH/Ok2IgJSEz4IBFH6EKfr79D/HOEkCdsHHEESPCkVKxTD6f27CcwG9w0M8/MHGwniMeEMEgfc9PMECwT+vPYg',
  },
  {
    text: 'The ferry leaves the harbour at a quarter past seven, except on Sundays, when the first crossing is at nine and bicycles travel free of charge.',
    vector:
      'KikiCCI39futBP/hAiX8AeHJ8Qwm1OLfLgEi/BLglTbC8SgXEP0LABr6+CryDDoRHDIpFPUQ7tPvBfkBCgbkAfbotwTe+OAIDtoW5Q/7rxPW8xU0Dgj6OB0LDxAB5fb97BYLEkEOBhgH+A4d3tMXKUDjwzDQ+zsoMh4yDaUvMACs8AjLPsHmGAT02/UUxA3HH+L7wBio6e3Pzfr5OBfMKPsbNhcZItjs3qnvBPXDMeHwLR/wzRb07//yvAIQ/TL7DzgA6O38DgwMATU5HOxBDRMG0ghF1C3l784T6BbYBgAMASHR2+lCQfMbsREAKPvfWPwX/hPd5QsIEg3gFyL73hkSxx33PA8x8oET9ewv1if0HyArDuUVGBkK1xJK/snu/uLz79vl0hS5uLrvHB7+8/rO/v7OnEPMLgsoCNIy0gAj6Qf9AvY6C/sRL/H1FAAMPcUJ3eHd8A3o7AgVL9UWMOQByvvnAQAYCjXOBO3x/hgF1yQLKiAlKQvn2TTkSyP3',
  },
  {
    text: 'export function median(values: number[]): number { const sorted = values.toSorted((a, b) => a - b); return sorted[sorted.length >> 1] ?? NaN; }',
    vector:
      '/wkLw+0TE08EHfInIPnJ/L7SEsb5KuQcT9jb+SLf1TZZGPkB4PMi9tUk/bPoLfDP+BLOVcf4CQjorzch1uRGy2jsKhfwKDsSC+8Kwanu5i7Q5P80KhkrFg4GvAfLWO4PSiznHMr79sPt1ibGAN8HG9b13b820AnZHDJDNyBbWADIyyzK7ObX1ekHAlYF5QqzXq7l0wre8BL6vf8BGvr4K+ztL+P+PvUXKSvt0CYhYhpG6I/RTuUCu3/dsfL5BR364sjoKkMRBwXmBfUp5wfxkzTqGws9N9vtNAzS0UXhxgDaRARR4wIcC+0iB/ce4jwUFMbzrh3zJjvCL0AgGcHZASawsoInBc8d1+/0+AAKMv3ztB40+N0B/LQuTA8jvjzO/xzG58crHBZE6KSzEBZbCTEu+wC98ELI+wfYFvHIxQDqp+32Dv4fIzQB/S77JT0LIePt2ej7NhMg9vMOaAbFFlrR4iAAFAGhAQn4Bf3iCAs86xryEhnQy9Dp7uM91N4q',
  },
  {
    text: 'Die Brücke über den Fluss wurde im Jahr 1894 gebaut; 東京は日本の首都です。',
    vector:
      'YlQjwNkoXTvX/iKiKQb8u+78BOflxP4o9g3u9CIX41Ix2ePoPdMc9KVGJQELGBNN4y369h8oAA74Me/wmv8rH1Lx5yiRDvzYxdPNCags++kC9FsdDN/Z+RviuQrZLoXiC2cnMRn2Fj7P5dnw5N2y8eTFJhBJ1cP+BgoG38UzYwD9nwVSJ8bWJPAQEekDtTM6+MQwuA2vF/wKACTW+ywT9fEO7trxROL9OLfGxXMnFNQiSMsFugpHHgYk6DbYDtUKxd8T7QID2/tCL9UW7evJCQLu0UMj8RgD9k3LHT7mDQA1GY37xwj0Pzfa0/hYKMIsMOjb+erBCgboF0tEJkGmKQVB/QhdF/TrzSIv8DlFk8SmKzoG2ejt/vK5wSfmFe/224bZO0giWSbFN+jhD0AVHsx4+uT53ogVEr4VK/rn9gDn4s0x5ab++/bwI0TiP8cetvn67FTEPyfHA9nU99Xuf8HwurwPLI7+NyDptWDtDwQn6NH7NzruPRbDQvPNY9PK',
  },
  {
    text: 'Invoice 2041-B: 3 × desk lamp, 2 × oak shelf, total €214.60 incl. 19 % VAT, due within 14 days.',
    vector:
      '4TcfvMjH4DkmLjzI7Qem/eCr6iww9cLnYhDL4ArB/drAEELs6+YQBtnq5UP99Af2BiED+hM9GTb7MvniEQnQ+ttN3sCd2uL3JCkJ+TSr57cJMLAyEdpEQyvkAwb15r0wIQg2RywQPdS31BUx7N0CxcjJCxw61j2PUyrY+qDxawC4GufAIy5ndQ3r1dEIBdbVTB0jAvzpDxn05ADlGxtdRRnMzfoZ3UT4AH9R6d8f6xhS970OzUoxOuv1JCJgSg7xztzeBviyu+Hdh8no4t/57K3pGAMlIFUvr+kAFf/1FwAGCd4tS0XoEqpA/Qjn4hf5I/cvBxRLAzvQEyHC9S6vCdUp5t48ywgZJwgHA8LD9e8lDf/nEQzX//sJJe3RIBsNFCsW9knD/hb9sQIRNPo7EfwgH9jPigf91zKzOxjmHwDnOvsTEY9SYvURWdsdDtQ0zi3r/AwSCbTmBfdcESAdJv6tINuD9uTr7ZrlAlbXoQvM/f/vHQbg0R3y8B4+u9kA',
  },
];
