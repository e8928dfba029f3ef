package trace

import (
	"encoding/binary"
	"strings"

	"ocoptrace/storage"
)

// A row is one derived key and its value; see the package comment.
type row struct{ key, value []byte }

const (
	regPrefix    = "reg/"
	uniquePrefix = regPrefix + "u/"
	jwsPrefix    = "jws/"
	byPrefix     = "by/"
)

// Lists of statements about a subject.
const (
	listEntity             = "entity"              // entity id
	listProduct            = "product"             // product id
	listEntityProduct      = "entity-product"      // entity id: its products' statements
	listRecognition        = "recognition"         // product id: recognitions and their changes
	listBatch              = "batch"               // product id NUL lot is one subject, written with a slash
	listProductBatch       = "product-batch"       // product id: its batches
	listRun                = "run"                 // run id
	listBatchRun           = "batch-run"           // batch: its label runs
	listCodeKey            = "code-key"            // code key id: its label runs
	listRunStatus          = "run-status"          // run id: activations and voidings
	listBlankRun           = "blank-run"           // entity id: its label runs without a batch
	listRunClaim           = "run-claim"           // run id: labels bound to batches
	listBatchClaim         = "batch-claim"         // batch: blank labels bound to it
	listRunReprint         = "run-reprint"         // run id: labels printed once more
	listAllowance          = "allowance"           // batch: labels beyond its packs
	listRecall             = "recall"              // batch: recalls, holds and their lifting
	listEntityBatch        = "entity-batch"        // entity id: the batches of its products
	listBatchInput         = "batch-input"         // batch: the batches that it went into
	listBatchDiary         = "batch-diary"         // batch: entries of its diary
	listDiaryReplaced      = "diary-replaced"      // statement id: the entry that replaced it
	listBatchInspection    = "batch-inspection"    // batch: its inspections
	listProvinceInspection = "province-inspection" // province code: inspections made there
	listPoint              = "point"               // point id
	listProvincePoint      = "province-point"      // pair of province code and point id
	listOwnerPoint         = "owner-point"         // pair of entity id and point id: its own place
	listEntityPoint        = "entity-point"        // pair of entity id and point id: offers its goods
	listProductPoint       = "product-point"       // pair of product id and point id: offers it
	listResolverLink       = "resolver-link"       // pair of what it is about (LinkTarget) and link id
	listEntityLink         = "entity-link"         // pair of entity id and link id: its links
	listService            = "service"             // one subject, "service"
	uniqueGTIN             = "gtin"                // GTIN -> product id
	uniqueRecognition      = "recognition"         // official number -> product id
	uniqueRegistration     = "registration"        // business registration number -> entity id
	uniqueParty            = "party"               // GLN of a party -> entity id
	uniquePlace            = "place"               // GLN of a place, "/" and its extension where it has one -> point id
	subjectService         = "service"
)

func prefixOf(parts ...string) []byte {
	return []byte(strings.Join(parts, "\x00") + "\x00")
}

// listRow lists a statement under a subject. The index is complemented so
// that a scan in key order meets the newest first.
func listRow(list, subject string, index int64) row {
	key := binary.BigEndian.AppendUint64(prefixOf(regPrefix+"s/"+list, subject), ^uint64(index))
	return row{key, nil}
}

func uniqueRow(name, value, owner string) row {
	return row{[]byte(uniquePrefix + name + "\x00" + value), []byte(owner)}
}

func counterPrefix(codeKey string) []byte { return prefixOf(regPrefix+"c/", codeKey) }

func counterRow(codeKey string, last uint64, index int64) row {
	key := binary.BigEndian.AppendUint64(counterPrefix(codeKey), last)
	return row{key, binary.BigEndian.AppendUint64(nil, uint64(index))}
}

// pair is a subject of two parts, so that the second can be listed by the first.
func pair(of, member string) string { return of + "\x00" + member }

// batchSubject names a batch in lists; product ids hold no slash.
func batchSubject(product, lot string) string { return product + "/" + lot }

// view reads derived keys and statements in one transaction, without
// verifying what it reads: admission decides on what the log holds.
type view struct{ tx storage.Tx }

// newest returns the log indexes of at most limit statements listed under a
// subject, newest first; limit <= 0 means all.
func (v view) newest(list, subject string, limit int) ([]int64, error) {
	var indexes []int64
	err := v.tx.Scan(prefixOf(regPrefix+"s/"+list, subject), nil, func(key, _ []byte) error {
		indexes = append(indexes, int64(^binary.BigEndian.Uint64(key[len(key)-8:])))
		if len(indexes) == limit {
			return storage.Stop
		}
		return nil
	})
	return indexes, err
}

// owner returns the subject that has a unique value, or "".
func (v view) owner(name, value string) (string, error) {
	got, err := v.tx.Get(uniqueRow(name, value, "").key)
	if isNotFound(err) {
		return "", nil
	}
	return string(got), err
}

// runAt returns the log index of the label run holding a counter of a code key.
func (v view) runAt(codeKey string, counter uint64) (index int64, found bool, err error) {
	prefix := counterPrefix(codeKey)
	var after []byte
	if counter > 0 {
		after = binary.BigEndian.AppendUint64(prefix[:len(prefix):len(prefix)], counter-1)
	}
	err = v.tx.Scan(prefix, after, func(_, value []byte) error {
		index, found = int64(binary.BigEndian.Uint64(value)), true
		return storage.Stop
	})
	return index, found, err
}
