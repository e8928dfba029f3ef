package trace

import (
	"context"

	"ocoptrace/trace/credential"
)

// Attest signs a document that is no statement, in the vc+jwt form, for those
// who ask for what the log says in another form. It is not logged: a document
// that is to count links to the records that it says again. It is of the profile
// of package credential and names the issuer of this registry.
func (r *Registry) Attest(ctx context.Context, doc []byte) (token string, err error) {
	record, err := credential.Sign(ctx, doc, r.signer, r.now())
	if err != nil {
		return "", err
	}
	signature, err := credential.SignJWT(ctx, record, r.signer)
	if err != nil {
		return "", err
	}
	return credential.JWT(record, signature)
}
