// Programs of others judge one credential without any network: reads JSON from stdin, answers with one line each.
// {credential, files: {address: document}, statusList} – whatever is not among the files does not exist.
import {readFileSync} from 'node:fs';

const order = JSON.parse(readFileSync(0, 'utf8'));

globalThis.fetch = async (address) => {
  const found = order.files[String(address.url ?? address)];
  return new Response(JSON.stringify(found ?? {}), {
    status: found ? 200 : 404, headers: {'content-type': 'application/json'},
  });
};

const vc = await import('@digitalbazaar/vc');
const {DataIntegrityProof} = await import('@digitalbazaar/data-integrity');
const {cryptosuite} = await import('@digitalbazaar/eddsa-rdfc-2022-cryptosuite');
const status = await import('@digitalbazaar/vc-bitstring-status-list');
const {verifyCredential} = await import('@digitalcredentials/verifier-core');

function named(address) {
  if (order.files[address]) return order.files[address];
  const did = order.dids[address.split('#')[0]];
  if (!did) return null;
  if (!address.includes('#')) return did;
  const method = did.verificationMethod.find((each) => each.id === address);
  return method ? {'@context': 'https://w3id.org/security/multikey/v1', ...method} : null;
}

async function documentLoader(url) {
  const document = named(url);
  return document ? {document, documentUrl: url, contextUrl: null} : vc.defaultDocumentLoader(url);
}

const suite = new DataIntegrityProof({cryptosuite});
const bazaar = await vc.verifyCredential({
  credential: order.credential, suite, documentLoader,
  checkStatus: (options) => status.checkStatus({...options, suite, documentLoader, verifyStatusListCredential: true}),
});
console.log('bazaar', bazaar.verified ? 'holds' : 'refused');
const bit = bazaar.statusResult?.results?.[0]?.status;
console.log('status', bit === undefined ? 'unread' : bit ? 'set' : 'clear');

const core = await verifyCredential({credential: order.credential, knownDIDRegistries: []});
for (const step of core.log ?? []) console.log('core', step.id, step.valid === true ? 'holds' : 'refused');
if (core.errors) console.log('core fatal', core.errors.map((each) => each.name).join(' '));
