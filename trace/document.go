package trace

import "ocoptrace/trace/ocop"

// A Document is a paper that accompanies a batch: a test report, a certificate,
// a declaration. The file itself is not in the log.
type Document struct {
	Kind    string    `json:"kind"` // code of ocop.DocumentKinds
	Number  string    `json:"number"`
	Issuer  string    `json:"issuer"` // an authority, laboratory or business
	Issued  ocop.Date `json:"issued"`
	Expires ocop.Date `json:"expires,omitzero"` // last day
	Digest  string    `json:"digest,omitempty"` // "sha256-" and 64 of 0-9 a-f: of the file
}

// maxDocuments bounds the documents of a batch.
const maxDocuments = 20

func (d *Document) tidy() { tidy(&d.Kind, &d.Number, &d.Issuer, &d.Digest) }

// Expired says that the document was no longer in force on a day.
func (d Document) Expired(day ocop.Date) bool { return !d.Expires.IsZero() && d.Expires.Before(day) }

func (f *fields) documents(field string, documents []Document) {
	f.atMost(field, len(documents), maxDocuments)
	for i, d := range documents {
		at := element(field, i)
		f.code(at("kind"), d.Kind, ocop.DocumentKinds())
		f.required(at("number"), d.Number, maxName)
		f.required(at("issuer"), d.Issuer, maxName)
		f.date(at("issued"), d.Issued)
		f.must(d.Expires.IsZero() || !d.Expires.Before(d.Issued), at("expires"), "endsBeforeItBegins")
		if d.Digest != "" {
			f.digest(at("digest"), d.Digest)
		}
	}
}

// code checks a choice of a list, whenever it was offered.
func (f *fields) code(field, code string, list ocop.CodeList) {
	if code == "" {
		f.add(field, "required")
		return
	}
	_, known := list.ByCode(code)
	f.must(known, field, "unknownCode", shortened(code))
}
