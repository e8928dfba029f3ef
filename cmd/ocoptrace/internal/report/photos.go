package report

import "context"

// Photos are the digests of the photos of all reports.
func (b *Book) Photos(ctx context.Context) (digests []string, err error) {
	err = b.each(ctx, func(r Report) error {
		if r.Photo != "" {
			digests = append(digests, r.Photo)
		}
		return nil
	})
	return digests, err
}
