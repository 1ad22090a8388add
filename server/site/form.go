// Forms: what a visitor sent, within limits.

package site

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"
)

const (
	// maxBody bounds a body without files: a long text is a tenth of it.
	maxBody = 1 << 20
	// maxUpload bounds a body with files.
	maxUpload = 32 << 20
	// uploadMemory is how much of a body with files stays in memory; the rest waits in temporary files.
	uploadMemory = 1 << 20
	// maxFields bounds the fields of a form; the largest real ones have some hundreds.
	maxFields = 1000
)

// Form is what came with an action.
type Form struct {
	Fields url.Values                         // in UTF-8
	Files  map[string][]*multipart.FileHeader // may be read until the request ends
	Errors []FieldError                       // why the action was not done; set when the page is shown again
	parsed *multipart.Form                    // whose temporary files must go, or nil
}

// errBadForm is a form that cannot be read; status is the answer it gets.
type errBadForm struct {
	status int
	reason string
}

func (e *errBadForm) Error() string { return e.reason }

// parseForm reads the body of a POST.
func parseForm(w http.ResponseWriter, r *http.Request) (*Form, error) {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case err != nil || kind != "multipart/form-data" && kind != "application/x-www-form-urlencoded":
		return nil, &errBadForm{http.StatusUnsupportedMediaType, "the body is no form; send application/x-www-form-urlencoded or multipart/form-data"}
	case kind == "multipart/form-data":
		r.Body = http.MaxBytesReader(w, r.Body, maxUpload)
		return parseMultipart(r)
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		return nil, bodyError(err)
	}
	// Counted before they are taken apart: a million empty fields would cost far more than their bytes.
	if strings.Count(string(body), "&") >= maxFields {
		return nil, &errBadForm{http.StatusRequestEntityTooLarge, fmt.Sprintf("the form has more than %d fields", maxFields)}
	}
	fields, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, &errBadForm{http.StatusBadRequest, "the form is not encoded as it says: " + err.Error()}
	}
	return checkFields(&Form{Fields: fields})
}

func parseMultipart(r *http.Request) (*Form, error) {
	reader, err := r.MultipartReader()
	if err != nil {
		return nil, &errBadForm{http.StatusBadRequest, "the form is not encoded as it says: " + err.Error()}
	}
	parsed, err := reader.ReadForm(uploadMemory)
	if err != nil {
		return nil, bodyError(err)
	}
	f := &Form{Fields: parsed.Value, Files: parsed.File, parsed: parsed}
	n := 0
	for _, v := range parsed.Value {
		n += len(v)
	}
	for _, v := range parsed.File {
		n += len(v)
	}
	if n > maxFields {
		f.close()
		return nil, &errBadForm{http.StatusRequestEntityTooLarge, fmt.Sprintf("the form has more than %d fields", maxFields)}
	}
	return checkFields(f)
}

// checkFields refuses text that is not UTF-8: everything behind it expects text.
func checkFields(f *Form) (*Form, error) {
	for name, values := range f.Fields {
		for _, v := range append(values, name) {
			if !utf8.ValidString(v) {
				f.close()
				return nil, &errBadForm{http.StatusBadRequest, "the form is not in UTF-8"}
			}
		}
	}
	return f, nil
}

// bodyError tells a body that is too large from one that is cut short or wrong.
func bodyError(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) || errors.Is(err, multipart.ErrMessageTooLarge) {
		return &errBadForm{http.StatusRequestEntityTooLarge, "the form is too large"}
	}
	return &errBadForm{http.StatusBadRequest, "the form could not be read: " + err.Error()}
}

// close removes the temporary files.
func (f *Form) close() {
	if f != nil && f.parsed != nil {
		f.parsed.RemoveAll() // what cannot be removed lies in the system's temporary folder, which is emptied anyway
	}
}
