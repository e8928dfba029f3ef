package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/storage"
	"ocoptrace/storage/badger"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// placed refuses a user of an entity or province that is not there.
func placed(ctx context.Context, u account.User, store storage.Store) error {
	if _, known := ocop.ProvinceByCode(u.Province); u.Province != "" && !known {
		return withHint(fmt.Errorf("there is no province %s", shortened(u.Province)), "codes are those of 34 provinces since 2025-07-01, such as %s", exampleProvinces())
	}
	if u.Entity == "" {
		return nil
	}
	_, err := trace.ReadEntity(ctx, store, u.Entity)
	if errors.Is(err, trace.ErrNotFound) {
		return withHint(fmt.Errorf("there is no producer %s", shortened(u.Entity)), "state it with “ocoptrace register”, or mend --entity")
	}
	return err
}

// exampleProvinces are the first provinces with their codes.
func exampleProvinces() string {
	var few []string
	for _, p := range ocop.Provinces()[:3] {
		few = append(few, p.Code+" "+p.Name)
	}
	return strings.Join(few, ", ")
}

func addUser(ctx context.Context, in *invocation, f *userFlags, store *badger.Store) error {
	u := f.user(in.rest[1])
	if err := u.Check(); err != nil {
		return in.misuse("%v", err)
	}
	if err := placed(ctx, u, store); err != nil {
		return err
	}
	password, err := in.newPassword(f.passwordFile)
	if err == nil {
		err = in.accounts(store).Add(ctx, u, password)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(in.stdout, "added %s\n", in.rest[1])
	return nil
}
