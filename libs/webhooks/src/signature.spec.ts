import { Webhook } from 'standardwebhooks';
import fc from 'fast-check';
import { shownSecret, signaturesOf, signedHeaders } from './signature.js';

test('the published vector of the specification', () => {
  // https://github.com/standard-webhooks/standard-webhooks, libraries' tests: secret, id, timestamp and body from there.
  const secret = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64');
  expect(signaturesOf([secret], 'msg_p5jXN8AQM9LWM0D4loKWxJek', 1_614_265_330, '{"test": 2432232314}')).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

test('whatever is sent, the library of the standard verifies it by each secret, and by no other', () => {
  const secret = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));
  fc.assert(fc.property(fc.array(secret, { minLength: 1, maxLength: 2 }), secret, fc.json(), (secrets, stranger, body) => {
    const headers = { ...signedHeaders(secrets, '7d1f0c9e-6a54-8e7b-9c1d-2f3a4b5c6d7e', new Date().toISOString(), body) };
    for (const one of secrets) expect(new Webhook(shownSecret(one)).verify(body, headers)).toEqual(JSON.parse(body));
    if (!secrets.some((one) => one.equals(stranger))) expect(() => new Webhook(shownSecret(stranger)).verify(body, headers)).toThrow();
    expect(() => new Webhook(shownSecret(secrets[0]!)).verify(`${body} `, headers)).toThrow();
  }), { numRuns: 50 });
});
