package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"ocoptrace/trace"
	"ocoptrace/trace/credential"
	"ocoptrace/trace/ocop"
	"ocoptrace/trace/pack"
)

var packCommand = command{
	name:     "pack",
	synopsis: "[--province CODE]… [--entity ID]… [--since PACK [--delta FILE]…] --out FILE --dir DIR",
	about:    "write a signed pack, with which goods are checked without a network",
	details: `A pack has the products, recognitions, batches, holds and recalls of the producers
of some provinces, or of all. For chosen producers (--entity) it has the codes of
their labels too, as tags of 32 bits. What is stated after it was made is not in
it. Its format is described with package trace/pack. A pack has at most 10 MB.

With --since a delta is written: what has changed since that pack, with the scope of
it. --delta names deltas that were applied to the pack before, in their order. A
device applies a delta to its pack; what results is what a pack made now has.

The service must not be running; while it runs, inspectors get packs from their
pages.`,
	example: "ocoptrace pack --province 15 --out lao-cai.pack --dir /var/lib/ocoptrace",
	run:     runPack,
}

// texts is a flag that may be repeated.
type texts []string

func (t *texts) String() string { return strings.Join(*t, ",") }

// Set implements flag.Value.
func (t *texts) Set(s string) error {
	*t = append(*t, s)
	return nil
}

// A packAnswer says what is in a pack.
type packAnswer struct {
	File     string `json:"file"`
	Bytes    int    `json:"bytes"`
	Entities int    `json:"entities"`
	Products int    `json:"products"`
	Batches  int    `json:"batches"`
	Made     string `json:"made"`
}

func runPack(ctx context.Context, in *invocation) error {
	s := in.settings()
	var provinces, entities texts
	in.Var(&provinces, "province", "`code` of a province, such as 15; may be repeated")
	in.Var(&entities, "entity", "`id` of a producer; may be repeated")
	since := in.String("since", "", "`file` of a pack; what has changed since is written, as a delta")
	var deltas texts
	in.Var(&deltas, "delta", "`file` of a delta that was applied to the pack of --since; may be repeated")
	out := in.String("out", "", "`file` to write")
	force := in.Bool("force", false, "overwrite the file")
	asJSON := in.Bool("json", false, "print the answer as JSON")
	if err := in.parse(0, 0); err != nil {
		return err
	}
	if err := in.require(s); err != nil {
		return err
	}
	if *out == "" {
		return in.misuse("--out is needed: which file?")
	}
	scope, err := packScope(provinces, entities)
	if err == nil {
		err = sinceAlone(*since, deltas, scope)
	}
	if err != nil {
		return in.misuse("%v", err)
	}
	v, err := open(ctx, s, in.opening(-1))
	if err != nil {
		return err
	}
	var answer packAnswer
	if *since == "" {
		answer, err = v.pack(ctx, scope, *out, *force)
	} else {
		answer, err = v.packSince(ctx, append([]string{*since}, deltas...), *out, *force)
	}
	if err = errors.Join(err, v.close()); err != nil {
		return err
	}
	if *asJSON {
		return in.printJSON(answer)
	}
	what := "%s: %d bytes; %d products and %d batches of %d producers, as of %s\n"
	if *since != "" {
		what = "%s: %d bytes; it makes of the pack one of %d products and %d batches of %d producers, as of %s\n"
	}
	_, err = fmt.Fprintf(in.stdout, what,
		answer.File, answer.Bytes, answer.Products, answer.Batches, answer.Entities, answer.Made)
	return err
}

// sinceAlone says what does not go together with --since.
func sinceAlone(since string, deltas []string, scope pack.Scope) error {
	switch {
	case since == "" && len(deltas) > 0:
		return errors.New("--delta needs --since, the pack that it was applied to")
	case since != "" && len(scope.Provinces)+len(scope.Entities) > 0:
		return errors.New("--since has the scope of its pack; leave out --province and --entity")
	}
	return nil
}

// packScope is whose goods are asked for.
func packScope(provinces, entities []string) (pack.Scope, error) {
	if len(provinces) > 0 && len(entities) > 0 {
		return pack.Scope{}, errors.New("--province or --entity, not both")
	}
	for _, code := range provinces {
		if _, known := ocop.ProvinceByCode(code); !known {
			return pack.Scope{}, fmt.Errorf("--province %s is not the code of a province, such as 15", shortened(code))
		}
	}
	slices.Sort(provinces)
	slices.Sort(entities)
	return pack.Scope{Provinces: slices.Compact(provinces), Entities: slices.Compact(entities)}, nil
}

// pack writes a pack and says what is in it.
func (v *service) pack(ctx context.Context, scope pack.Scope, path string, force bool) (a packAnswer, err error) {
	for _, id := range scope.Entities {
		if _, err := v.registry.Entity(ctx, id); err != nil {
			return a, err
		}
	}
	if _, err := v.registry.Publish(ctx); err != nil {
		return a, err
	}
	file, p, err := v.registry.Pack(ctx, scope)
	if errors.Is(err, pack.ErrTooLarge) || errors.Is(err, trace.ErrTooManyTags) {
		return a, withHint(err, "give fewer --province or --entity")
	}
	if err != nil {
		return a, err
	}
	return answerPack(file, p, path, force)
}

// answerPack writes a file and says what is in a pack.
func answerPack(file []byte, p *pack.Pack, path string, force bool) (packAnswer, error) {
	err := writeFile(path, 0o644, force, func(w io.Writer) error {
		_, err := w.Write(file)
		return err
	})
	return packAnswer{path, len(file), len(p.Entities), len(p.Products), len(p.Batches), p.Made.Format("2006-01-02T15:04:05Z")}, err
}

// packSince writes what has changed since a pack, whose file is the first, with
// the deltas behind it, and says what is in the pack that results.
func (v *service) packSince(ctx context.Context, files []string, path string, force bool) (a packAnswer, err error) {
	have, err := v.openPacks(files)
	if err != nil {
		return a, err
	}
	since, err := have.Since()
	if err != nil {
		return a, err
	}
	if _, err := v.registry.Publish(ctx); err != nil {
		return a, err
	}
	file, d, err := v.registry.PackSince(ctx, have.Scope, since)
	if errors.Is(err, pack.ErrBase) {
		return a, withHint(err, "write a whole pack, without --since")
	}
	if err != nil {
		return a, err
	}
	result, err := d.Apply(have)
	if err != nil {
		return a, err
	}
	return answerPack(file, result, path, force)
}

// openPacks reads a pack and applies deltas to it, each verified.
func (v *service) openPacks(files []string) (p *pack.Pack, err error) {
	keys := credential.KeyMap{}
	for _, method := range v.registry.Service().IssuerKeys {
		if keys[method], err = credential.KeyOf(method); err != nil {
			return nil, err
		}
	}
	for i, name := range files {
		file, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			p, err = pack.Open(file, keys)
		} else {
			var d *pack.Delta
			if d, err = pack.OpenDelta(file, keys); err == nil {
				p, err = d.Apply(p)
			}
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return p, nil
}
