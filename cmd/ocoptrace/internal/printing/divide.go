package printing

// MaxDocument is the most labels of a document that Divide makes, copies counted.
const MaxDocument = 2400

// A Document is one of several that together are a job.
type Document struct {
	Parts []Part
	Setup Setup
}

// Divide makes documents of at most about [MaxDocument] labels of a job. Each
// ends with a whole page, except the last, so that they are printed one after
// another; the first begins where the job does, and the others on a fresh page.
// A page of more labels is a document all the same.
func (o Setup) Divide(parts []Part) (all []Document) {
	perPage := o.Paper.perPage()
	copies := o.Paper.copies()
	step := perPage / divisor(perPage, copies) // labels after which a page ends with the last copy of one
	most := max(MaxDocument/copies/step, 1) * step
	room := most
	if used := o.Paper.start() - 1; used > 0 {
		room = firstRoom(used, perPage, copies, step, most)
	}
	for len(parts) > 0 {
		head, rest := split(parts, room)
		all = append(all, Document{head, o})
		parts, room = rest, most
		o.Paper.Start = 1
	}
	return all
}

// firstRoom is how many labels are printed before a page is full, from a page of
// which some positions are used. Where copies never end with a page, it is all.
func firstRoom(used, perPage, copies, step, most int64) int64 {
	for n := int64(1); n <= step; n++ {
		if (used+n*copies)%perPage == 0 {
			return n + max(most-step, 0)
		}
	}
	return 1 << 40
}

func divisor(a, b int64) int64 {
	for b > 0 {
		a, b = b, a%b
	}
	return a
}

// split cuts parts after n labels.
func split(parts []Part, n int64) (head, rest []Part) {
	for i, p := range parts {
		if p.Len() <= n {
			n -= p.Len()
			continue
		}
		from, to := p.Span()
		head = append(head, parts[:i]...)
		if n > 0 {
			first := p
			first.From, first.To = from, from+n-1
			head = append(head, first)
		}
		p.From, p.To = from+n, to
		return head, append([]Part{p}, parts[i+1:]...)
	}
	return parts, nil
}
