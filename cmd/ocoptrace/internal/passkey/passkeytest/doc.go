// Package passkeytest is a device with passkeys for tests: it answers what a
// site asks, as a browser and its authenticator do together (WebAuthn Level 3,
// sections 6.1 and 6.5), with keys of ES256 and no attestation. What it says can
// be bent, to see that a site refuses it.
package passkeytest
