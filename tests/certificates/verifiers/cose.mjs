// @auth0/cose checks offline codes: {codes: [digits], keys: [{public: hex of DER}]} on stdin, one line of JSON for each.
import {createHash, webcrypto} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {Sign1} from '@auth0/cose';

const order = JSON.parse(readFileSync(0, 'utf8'));
const keys = new Map();
for (const {public: hex} of order.keys) {
  const der = Buffer.from(hex, 'hex');
  const key = await webcrypto.subtle.importKey('spki', der, {name: 'ECDSA', namedCurve: 'P-256'}, true, ['verify']);
  keys.set(createHash('sha256').update(der).digest('hex').slice(0, 16), key);
}

for (const code of order.codes) {
  try {
    const signed = Sign1.decode(Buffer.from(BigInt(code).toString(16).slice(1), 'hex'));
    const key = keys.get(Buffer.from(signed.protectedHeaders.get(4)).toString('hex'));
    await signed.verify(key);
    console.log(JSON.stringify({holds: true, said: Buffer.from(signed.payload).toString('hex')}));
  } catch (error) {
    console.log(JSON.stringify({holds: false, said: error.message}));
  }
}
