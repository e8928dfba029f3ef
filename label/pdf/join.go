package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
)

// joiner writes parts as one document. What parts share, such as equal fonts, is
// written once. It keeps the place of each object and nothing of its content.
type joiner struct {
	out   *output
	table table
	known map[[sha256.Size]byte]int // objects by the digest of their bytes
	nodes []int                     // one object of the page tree for each part
	pages int
}

// topNode is the object number of the page tree's top.
const topNode = 1

func newJoiner(w io.Writer) *joiner {
	j := &joiner{out: newOutput(w), known: map[[sha256.Size]byte]int{}}
	j.table.next() // the head of the list of free objects
	j.table.next() // topNode
	return j
}

// add writes a part.
func (j *joiner) add(d *drawn) error {
	if j.pages == 0 {
		j.out.print("%%PDF-1.6\n%%\xe2\xe3\xcf\xd3\n")
	}
	resources, err := j.resources(d)
	if err != nil {
		return err
	}
	node := j.table.next()
	j.nodes = append(j.nodes, node)
	j.pages += len(d.pages)
	var kids []byte
	for _, p := range d.pages {
		kids = fmt.Appendf(kids, "%d 0 R ", j.page(p, node, resources))
	}
	j.object(node, fmt.Appendf(nil, "<</Type /Pages\n/Parent %d 0 R\n/Kids [%s]\n/Count %d>>", topNode, kids, len(d.pages)), nil)
	return j.out.flush()
}

// page writes one page and returns its object number.
func (j *joiner) page(p page, parent, resources int) int {
	content, n := j.table.next(), j.table.next()
	j.object(content, fmt.Appendf(nil, "<</Filter /FlateDecode /Length %d>>", len(p.content)), p.content)
	j.object(n, fmt.Appendf(nil, "<</Type /Page\n/Parent %d 0 R\n/MediaBox [0 0 %.4f %.4f]\n/Resources %d 0 R\n/Contents %d 0 R>>",
		parent, p.w*pointsPerMM, p.h*pointsPerMM, resources, content), nil)
	return n
}

// resources writes what the pages of a part use.
func (j *joiner) resources(d *drawn) (int, error) {
	c := &copier{joiner: j, file: d.file, copied: map[int]int{}}
	fonts, err := c.rewrite([]byte(d.fontDict))
	if err != nil {
		return 0, fmt.Errorf("%w: unexpected output: %w", ErrLibrary, err)
	}
	var images []byte
	for i, m := range d.images {
		dict := fmt.Appendf(nil, "<</Type /XObject /Subtype /Form /BBox [0 0 %d %d]\n/Filter /FlateDecode /Length %d>>", m.w, m.h, len(m.path))
		images = fmt.Appendf(images, "/I%d %d 0 R\n", i, j.once(dict, m.path))
	}
	return j.once(fmt.Appendf(nil, "<</Font <<%s>>\n/XObject <<%s>>>>", fonts, images), nil), nil
}

// once writes an object unless an equal one is written, and returns its number.
func (j *joiner) once(dict, stream []byte) int {
	h := sha256.New()
	fmt.Fprintf(h, "%d %s%s", len(dict), dict, stream)
	digest := [sha256.Size]byte(h.Sum(nil))
	n, seen := j.known[digest]
	if !seen {
		n = j.table.next()
		j.known[digest] = n
		j.object(n, dict, stream)
	}
	return n
}

// object writes an object here.
func (j *joiner) object(n int, dict, stream []byte) {
	j.table.set(n, j.out.written)
	j.out.print("%d 0 obj\n", n)
	j.out.Write(dict)
	if stream != nil {
		j.out.Write(streamMark)
		j.out.Write(stream)
		j.out.print("\nendstream")
	}
	j.out.Write(objectEnd)
}

// finish writes the catalogue, the table and the trailer.
func (j *joiner) finish(o Options) error {
	kids := strings.Builder{}
	for _, n := range j.nodes {
		kids.WriteString(strconv.Itoa(n) + " 0 R ")
	}
	j.object(topNode, fmt.Appendf(nil, "<</Type /Pages\n/Kids [%s]\n/Count %d>>", kids.String(), j.pages), nil)
	info := j.once(information(o), nil)
	root := j.table.next()
	j.object(root, catalogue(o), nil)
	id := hex.EncodeToString(j.out.digest.Sum(nil)[:16])
	at := j.out.written
	if at > maxOffset {
		return fmt.Errorf("%w: %d bytes", ErrTooBig, at)
	}
	j.table.write(j.out)
	j.out.print("trailer\n<<\n/Size %d\n/Root %d 0 R\n/Info %d 0 R\n/ID [<%s> <%s>]\n>>\nstartxref\n%d\n%%%%EOF\n",
		j.table.size, root, info, id, id, at)
	return j.out.flush()
}

func catalogue(o Options) []byte {
	b := fmt.Appendf(nil, "<</Type /Catalog\n/Version /1.6\n/Pages %d 0 R\n/ViewerPreferences <</PrintScaling /None>>", topNode)
	if o.Language != "" {
		b = fmt.Appendf(b, "\n/Lang (%s)", o.Language)
	}
	return append(b, ">>"...)
}

func information(o Options) []byte {
	created := o.Created.UTC()
	if o.Created.IsZero() {
		created = time.Unix(0, 0).UTC()
	}
	date := created.Format("D:20060102150405Z")
	var b bytes.Buffer
	if o.Title != "" {
		fmt.Fprintf(&b, "/Title <FEFF")
		for _, u := range utf16.Encode([]rune(o.Title)) {
			fmt.Fprintf(&b, "%04X", u)
		}
		b.WriteString(">\n")
	}
	return fmt.Appendf(nil, "<<%s/CreationDate (%s)\n/ModDate (%s)>>", b.String(), date, date)
}
