package trace

import "ocoptrace/trace/gs1"

// gln checks a Global Location Number, where there is one.
func (f *fields) gln(field, number string) {
	if number == "" {
		return
	}
	_, err := gs1.ParseGLN(number)
	f.must(err == nil, field, "badGLN", shortened(number))
}

// glnExtension checks what tells apart the places of one GLN: the same
// characters as those of a lot that is issued, so that links survive.
func (f *fields) glnExtension(field, extension, gln string) {
	if extension == "" {
		return
	}
	f.must(gln != "", "gln", "required")
	f.lot(field, extension)
}

// placeNumber is what the GLN of a point names: AI 414 with or without 254.
func placeNumber(gln, extension string) string {
	if extension == "" {
		return gln
	}
	return gln + "/" + extension
}

// free is a Problem of the field unless a value that only one may have is free
// or the owner's own.
func (v view) free(name, value, owner, field string) error {
	if value == "" {
		return nil
	}
	has, err := v.owner(name, value)
	if err == nil && has != "" && has != owner {
		return problem(field, "taken", value, has)
	}
	return err
}
