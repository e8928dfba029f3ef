package upkeep

import "time"

// A Status is how a service does.
type Status struct {
	At       time.Time `json:"at"`
	Running  bool      `json:"running"`          // a process serves the directory
	Started  time.Time `json:"started,omitzero"` // of that process
	Version  string    `json:"version"`          // of the program that answers
	BaseURL  string    `json:"baseUrl"`
	Fault    string    `json:"fault,omitempty"` // why it cannot answer; empty if it can
	Disk     Disk      `json:"disk"`
	Log      Log       `json:"log"`
	Keys     []Key     `json:"keys"`
	People   People    `json:"people"`
	Work     Work      `json:"work"`
	Backups  []Backup  `json:"backups"` // the newest first, at most 10
	Settings []Setting `json:"settings"`
	Warnings []Warning `json:"warnings"`
}

// Disk is the space that a service takes and has, in bytes.
type Disk struct {
	Free  uint64 `json:"free"`
	Total uint64 `json:"total"`
	Least uint64 `json:"least"` // the watermark: below it nothing is written
	Store int64  `json:"store"` // all files of the store
	Spool int64  `json:"spool"` // files of print jobs
}

// Log is the public log.
type Log struct {
	Origin       string    `json:"origin"`
	Size         int64     `json:"size"`                 // records
	Published    int64     `json:"published"`            // of them under the newest checkpoint
	PublishedAt  time.Time `json:"publishedAt,omitzero"` // when that was written to the anchor
	Anchor       string    `json:"anchor"`               // path of the file
	AnchorBeside bool      `json:"anchorBeside"`         // it lies in the data directory
	Witnesses    int       `json:"witnesses"`            // whose signatures a checkpoint has beside the log's
}

// A Key is the public half of a key, or the name of a secret one.
type Key struct {
	Use    string    `json:"use"` // "log", "issuer" or "codes"
	ID     string    `json:"id"`
	Public string    `json:"public,omitempty"`
	Since  time.Time `json:"since,omitzero"`
}

// People are those who may sign in.
type People struct {
	Roles       map[string]int `json:"roles"`
	Invitations int            `json:"invitations"` // open
}

// Work is what waits and what is counted.
type Work struct {
	Jobs    int `json:"jobs"`    // print jobs that are not made yet
	Tallies int `json:"tallies"` // labels that were looked up, at most MostRows
}

// A Setting is in force.
type Setting struct {
	Name     string `json:"name"`               // of the flag, without dashes
	Variable string `json:"variable,omitempty"` // of the environment
	Value    string `json:"value"`
	Default  string `json:"default"`
	Given    bool   `json:"given"` // not the default
}

// A Warning is something that whoever runs the service has to see to.
type Warning struct {
	Key     string  `json:"key"`
	Grave   bool    `json:"grave"`          // something does not work, or may be lost
	Text    string  `json:"text,omitempty"` // of an error
	Numbers []int64 `json:"numbers,omitempty"`
}

// Args are what the text of a warning is about.
func (w Warning) Args() (args []any) {
	if w.Text != "" {
		args = append(args, w.Text)
	}
	for _, n := range w.Numbers {
		args = append(args, n)
	}
	return args
}
