package trace

import "ocoptrace/storage"

// Kind names what a statement states.
type Kind string

// The kinds of statements.
const (
	KindService           Kind = "Service"
	KindEntity            Kind = "Entity"
	KindProduct           Kind = "Product"
	KindRecognition       Kind = "Recognition"
	KindRecognitionChange Kind = "RecognitionChange"
	KindBatch             Kind = "Batch"
	KindLabelRun          Kind = "LabelRun"
	KindLabelStatus       Kind = "LabelStatus"
	KindLabelClaim        Kind = "LabelClaim"
	KindLabelReprint      Kind = "LabelReprint"
	KindLabelAllowance    Kind = "LabelAllowance"
	KindRecall            Kind = "Recall"
	KindPoint             Kind = "Point"
	KindDiaryEntry        Kind = "DiaryEntry"
	KindInspection        Kind = "Inspection"
	KindResolverLink      Kind = "ResolverLink"
	KindEvent             Kind = "Event"
)

// A Fact is the subject of a statement.
type Fact interface {
	// Kind is what the fact's Type holds once tidied.
	Kind() Kind
	// tidy trims and normalises the texts and sets Type.
	tidy()
	// problems are what is wrong with the fact on its own.
	problems() Problems
	// admit says whether the registry can take the fact now: what it refers
	// to exists, and what must be unique is. It returns Problems for a
	// person, or an error of the store.
	admit(v view) error
	// rows are the derived keys of the fact, stated at the given log index.
	rows(index int64) []row
}

// newFact makes an empty fact of a kind to decode into; nil for an unknown kind.
func newFact(k Kind) Fact {
	switch k {
	case KindService:
		return new(Service)
	case KindEntity:
		return new(Entity)
	case KindProduct:
		return new(Product)
	case KindRecognition:
		return new(Recognition)
	case KindRecognitionChange:
		return new(RecognitionChange)
	case KindBatch:
		return new(Batch)
	case KindLabelRun:
		return new(LabelRun)
	case KindLabelStatus:
		return new(LabelStatus)
	case KindLabelClaim:
		return new(LabelClaim)
	case KindLabelReprint:
		return new(LabelReprint)
	case KindLabelAllowance:
		return new(LabelAllowance)
	case KindRecall:
		return new(Recall)
	case KindPoint:
		return new(Point)
	case KindDiaryEntry:
		return new(DiaryEntry)
	case KindInspection:
		return new(Inspection)
	case KindResolverLink:
		return new(ResolverLink)
	case KindEvent:
		return new(Event)
	}
	return nil
}

// write stores the rows of a fact stated at index.
func write(tx storage.Tx, f Fact, index int64) error { return writeRows(tx, f.rows(index)) }

func writeRows(tx storage.Tx, rows []row) error {
	for _, r := range rows {
		if err := tx.Set(r.key, r.value); err != nil {
			return err
		}
	}
	return nil
}
