package metrics

import (
	"time"

	"ocoptrace/cmd/ocoptrace/internal/upkeep"

	"github.com/prometheus/client_golang/prometheus"
)

// state shows the newest look.
type state struct{ *Metrics }

// A gauge is a number of a Status; false where it has none.
type gauge struct {
	desc *prometheus.Desc
	of   func(*upkeep.Status) (float64, bool)
}

func number(name, help string, of func(*upkeep.Status) float64) gauge {
	return gauge{prometheus.NewDesc("ocoptrace_"+name, help, nil, nil), func(s *upkeep.Status) (float64, bool) { return of(s), true }}
}

func moment(name, help string, of func(*upkeep.Status) time.Time) gauge {
	return gauge{prometheus.NewDesc("ocoptrace_"+name, help, nil, nil), func(s *upkeep.Status) (float64, bool) {
		at := of(s)
		return float64(at.UnixMilli()) / 1000, !at.IsZero()
	}}
}

var gauges = []gauge{
	number("ready", "1 if the service can answer.", func(s *upkeep.Status) float64 {
		if s.Fault != "" {
			return 0
		}
		return 1
	}),
	number("log_records", "Records in the log.", func(s *upkeep.Status) float64 { return float64(s.Log.Size) }),
	number("log_unpublished_records", "Records that no checkpoint has yet.", func(s *upkeep.Status) float64 { return float64(s.Log.Size - s.Log.Published) }),
	moment("log_checkpoint_timestamp_seconds", "When the newest checkpoint was kept.", func(s *upkeep.Status) time.Time { return s.Log.PublishedAt }),
	number("disk_free_bytes", "Free bytes of the disk of the store.", func(s *upkeep.Status) float64 { return float64(s.Disk.Free) }),
	number("disk_watermark_bytes", "Free bytes below which nothing is written.", func(s *upkeep.Status) float64 { return float64(s.Disk.Least) }),
	number("store_bytes", "Bytes of all files of the store.", func(s *upkeep.Status) float64 { return float64(s.Disk.Store) }),
	number("spool_bytes", "Bytes of files of print jobs.", func(s *upkeep.Status) float64 { return float64(s.Disk.Spool) }),
	number("print_jobs_waiting", "Print jobs that are not made yet.", func(s *upkeep.Status) float64 { return float64(s.Work.Jobs) }),
	number("looked_up_labels", "Labels that were looked up, counted up to 100,000.", func(s *upkeep.Status) float64 { return float64(s.Work.Tallies) }),
	number("open_invitations", "Invitations that are open.", func(s *upkeep.Status) float64 { return float64(s.People.Invitations) }),
	moment("backup_timestamp_seconds", "When the newest backup was made.", func(s *upkeep.Status) time.Time {
		if len(s.Backups) == 0 {
			return time.Time{}
		}
		return s.Backups[0].At
	}),
}

var warnings = prometheus.NewDesc("ocoptrace_warnings", "1 for each thing to be seen to.", []string{"key"}, nil)

// Describe implements prometheus.Collector.
func (s state) Describe(all chan<- *prometheus.Desc) {
	for _, g := range gauges {
		all <- g.desc
	}
	all <- warnings
}

// Collect implements prometheus.Collector.
func (s state) Collect(all chan<- prometheus.Metric) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, g := range gauges {
		if value, ok := g.of(&s.status); ok {
			all <- prometheus.MustNewConstMetric(g.desc, prometheus.GaugeValue, value)
		}
	}
	for _, w := range s.status.Warnings {
		all <- prometheus.MustNewConstMetric(warnings, prometheus.GaugeValue, 1, w.Key)
	}
}
