// Status: what the status line of an editor says of a file.

package feature

import "context"

// Status is where a file stands in its site.
type Status struct {
	Dir     string // the site's folder as the snapshot names it; "" outside any
	Mode    string // how the site is served; "" where site.code does not say
	Address string // of the page that the file declares, as `/blog/{slug}`; "" where it declares none
}

// StatusOf finds the site and the page of a file. A file with a page outside any site is served by itself, at "/".
func StatusOf(ctx context.Context, f File) Status {
	var s Status
	if site := f.site(ctx); site != nil {
		s.Dir, s.Mode = site.Dir, string(site.Mode)
	}
	page, err := f.Snapshot.Page(ctx, f.Path)
	if err == nil && page != nil && (page.Route != nil || s.Dir == "") {
		s.Address = page.Route.String()
	}
	return s
}
