// What the page without network proves signatures with; docs/certificates.md says how proof.js is made from it.
import { hashes, verify } from "@noble/ed25519";
import { sha256, sha512 } from "@noble/hashes/sha2.js";

hashes.sha512 = sha512;
globalThis.proof = {
  isSigned: (said, signature, key) => verify(signature, said, key, { zip215: false }),
  digest: sha256,
};
