package upkeep

import (
	"strings"
	"time"
)

// What is too long.
const (
	Behind    = 5 * time.Minute // for records without a checkpoint
	OldBackup = 48 * time.Hour
)

// warnings are all that is to be seen to, the grave first.
func (s *Status) warnings(sealed bool) (all []Warning) {
	warn := func(when, grave bool, key string, numbers ...int64) {
		if when {
			all = append(all, Warning{Key: key, Grave: grave, Numbers: numbers})
		}
	}
	d := s.Disk
	if s.Fault != "" {
		all = append(all, Warning{Key: "notReady", Grave: true, Text: s.Fault})
	}
	warn(d.Free < d.Least, true, "diskFull", mebibytes(d.Free), mebibytes(d.Least))
	warn(s.behind(), true, "logBehind", s.Log.Size-s.Log.Published)
	warn(s.People.Roles["admin"] == 0, true, "noAdmin")
	warn(len(s.Backups) == 0, true, "noBackup")
	warn(d.Free >= d.Least && d.Free/2 < d.Least, false, "diskLow", mebibytes(d.Free), mebibytes(d.Least))
	if len(s.Backups) > 0 {
		age := s.At.Sub(s.Backups[0].At)
		warn(age > OldBackup, false, "backupOld", int64(age/(24*time.Hour)))
	}
	warn(!sealed, false, "keysPlain")
	warn(s.Log.AnchorBeside, false, "anchorBeside")
	warn(!strings.HasPrefix(s.BaseURL, "https://"), false, "noHTTPS")
	return all
}

// behind says that the log of a running service has stopped publishing.
func (s *Status) behind() bool {
	return s.Running && s.Log.Size > s.Log.Published && s.At.Sub(s.Log.PublishedAt) > Behind
}

func mebibytes(bytes uint64) int64 { return int64(bytes >> 20) }
