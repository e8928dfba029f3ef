package main

import (
	"context"
	"errors"

	"ocoptrace/cmd/ocoptrace/internal/api"
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/console/links"
	"ocoptrace/cmd/ocoptrace/internal/export"
	"ocoptrace/cmd/ocoptrace/internal/media"
	"ocoptrace/cmd/ocoptrace/internal/resolver"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace"
)

// resolverOf resolves Digital Links; its errors look as those of the API do.
func resolverOf(v *service, photos *media.Media, data *api.API, pages *web.Web) *resolver.Resolver {
	return resolver.New(resolver.Config{
		Registry: v.registry, Photo: photoPath(photos), Events: v.events.config.Public, Fail: data.Fail, Page: pages.Links,
	})
}

// exportOf serves what other systems take.
func exportOf(v *service, data *api.API) *export.Server {
	return &export.Server{Config: export.Config{Registry: v.registry, Fail: data.Fail}}
}

// furnishLinks gives the frame the pages of links.
func furnishLinks(v *service, frame *console.Console, photos *media.Media) error {
	_, err := links.New(links.Config{
		Console: frame, Resolver: resolver.New(resolver.Config{Registry: v.registry, Photo: photoPath(photos), Events: v.events.config.Public}),
	})
	return err
}

// photoPath finds where a photo is served in full width.
func photoPath(photos *media.Media) func(context.Context, trace.Photo) (string, error) {
	return func(ctx context.Context, p trace.Photo) (string, error) {
		_, err := photos.Known(ctx, p.Digest)
		if errors.Is(err, media.ErrNotFound) {
			return "", trace.ErrNotFound
		}
		return media.Path(p.Digest, int(p.Width)), err
	}
}
