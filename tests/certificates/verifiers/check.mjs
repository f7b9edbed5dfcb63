// Programs of others judge credentials without any network: reads JSON from stdin, answers with JSON.
// {name of a case: {credential, dids: {did: document}, files: {address: document}}} → {name: {program: what it says}}
// Whatever is not among the files of a case does not exist.
import {readFileSync} from 'node:fs';

const cases = JSON.parse(readFileSync(0, 'utf8'));
let at;

// The programs keep documents for some minutes: between two cases an hour passes.
let hours = 0;
for (const clock of [Date, performance]) {
  const now = clock.now.bind(clock);
  clock.now = () => now() + hours * 3600e3;
}

globalThis.fetch = async (address) => {
  const found = at.files[String(address.url ?? address)];
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
  if (at.files[address]) return at.files[address];
  const did = at.dids[address.split('#')[0]];
  if (!did) return null;
  if (!address.includes('#')) return did;
  const method = did.verificationMethod.find((each) => each.id === address);
  return method ? {'@context': 'https://w3id.org/security/multikey/v1', ...method} : null;
}

async function documentLoader(url) {
  const document = named(url);
  return document ? {document, documentUrl: url, contextUrl: null} : vc.defaultDocumentLoader(url);
}

async function judged() {
  const suite = new DataIntegrityProof({cryptosuite});
  const bazaar = await vc.verifyCredential({
    credential: at.credential, suite, documentLoader,
    checkStatus: (options) => status.checkStatus({...options, suite, documentLoader, verifyStatusListCredential: true}),
  });
  const bit = bazaar.statusResult?.results?.[0]?.status;
  const said = {
    bazaar: bazaar.verified ? 'holds' : 'refused',
    status: bit === undefined ? 'unread' : bit ? 'set' : 'clear',
  };
  const core = await verifyCredential({credential: at.credential, knownDIDRegistries: []});
  for (const step of core.log ?? []) said[`core ${step.id}`] = step.valid === true ? 'holds' : 'refused';
  if (core.errors) said['core fatal'] = core.errors.map((each) => each.name).join(' ');
  return said;
}

const answers = {};
for (const [name, given] of Object.entries(cases)) {
  at = given;
  hours += 1;
  answers[name] = await judged();
}
console.log(JSON.stringify(answers));
