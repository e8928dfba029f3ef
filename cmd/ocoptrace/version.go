package main

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"

	"ocoptrace/storage"
)

var versionCommand = command{
	name:    "version",
	about:   "print the version of the program",
	example: "ocoptrace version",
	run:     runVersion,
}

func runVersion(_ context.Context, in *invocation) error {
	if err := in.parse(0, 0); err != nil {
		return err
	}
	fmt.Fprintf(in.stdout, "ocoptrace %s\nstore layout %d\n%s %s/%s\n", buildVersion(), storage.Layout, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return nil
}

// buildVersion is the module's version, else the commit it was built from.
func buildVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "(unknown)"
	}
	version := info.Main.Version
	for _, s := range info.Settings {
		if version == "(devel)" && s.Key == "vcs.revision" {
			version = s.Value
		}
	}
	return version
}
