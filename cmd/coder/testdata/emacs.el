;;; emacs.el --- What a user of Emacs does with the mode, step by step -*- lexical-binding: t; -*-

;; Runs in batch mode in the folder of the example files. Any error ends Emacs with a status that is not 0.

;;; Code:

(setq package-enable-at-startup nil
      make-backup-files nil
      create-lockfiles nil
      inhibit-message nil)
(require 'package)
(package-initialize)
(add-to-list 'load-path (getenv "CODER_MODE"))
(require 'codescript-mode)
(require 'eglot)
(require 'flymake)
(require 'xref)
(require 'project)

(defconst test-patience 120
  "How many seconds anything may take: nothing is decided by how fast the machine is.")

(setq eglot-sync-connect test-patience
      eglot-connect-timeout test-patience
      jsonrpc-default-request-timeout test-patience
      eglot-autoreconnect nil
      eglot-send-changes-idle-time 0
      eglot-confirm-server-initiated-edits nil
      flymake-no-changes-timeout 0
      xref-prompt-for-identifier nil)

(defun test-wait (what condition)
  "Wait until CONDITION holds, or fail with WHAT."
  (let ((end (+ (float-time) test-patience)))
    (while (not (funcall condition))
      (when (> (float-time) end)
        (error "Never: %s; diagnostics are %S" what (test-diagnostics)))
      ;; In batch mode nothing is ever idle: what Emacs would send then is sent here.
      (when (eglot-managed-p)
        (eglot--signal-textDocument/didChange))
      (accept-process-output nil 0.02)
      (flymake-start))))

(defun test-expect (what got want)
  "Fail unless GOT, which is WHAT, equals WANT."
  (unless (equal got want)
    (error "%s: got %S, want %S" what got want)))

(defun test-diagnostics ()
  "The diagnostics of the buffer: line, column, text."
  (mapcar (lambda (d)
            (save-excursion
              (goto-char (flymake-diagnostic-beg d))
              (list (line-number-at-pos) (current-column)
                    (buffer-substring-no-properties (flymake-diagnostic-beg d) (flymake-diagnostic-end d)))))
          (sort (flymake-diagnostics)
                (lambda (a b) (< (flymake-diagnostic-beg a) (flymake-diagnostic-beg b))))))

(defun test-faces (text)
  "The face of the first character of TEXT where it first stands."
  (save-excursion
    (goto-char (point-min))
    (search-forward text)
    (get-text-property (match-beginning 0) 'face)))

(defconst test-root default-directory "Where the example files are.")

(defun test-open (file)
  "Visit FILE with the language server."
  (find-file (expand-file-name file test-root))
  (test-expect "mode" major-mode 'codescript-mode)
  (font-lock-ensure)
  (unless (eglot-managed-p)
    (apply #'eglot--connect (eglot--guess-contact)))
  (test-wait "the server manages the buffer" #'eglot-managed-p))

(test-open "program/main.code")
(test-expect "colour of a keyword" (test-faces "let") 'font-lock-keyword-face)
(test-wait "diagnostics appear" (lambda () (= (length (test-diagnostics)) 2)))
;; Hangul and the emoji are two columns wide each.
(test-expect "diagnostics" (mapcar #'caddr (test-diagnostics)) '("message" "mesage"))

(goto-char (point-min))
(search-forward "mesage")
(replace-match "message")
(test-wait "the fix clears them" (lambda () (null (test-diagnostics))))

(goto-char (point-max))
(search-backward "message")
(let ((hover (jsonrpc-request (eglot-current-server) :textDocument/hover (eglot--TextDocumentPositionParams))))
  (unless (string-match-p "let message: \"안녕 😀\"" (plist-get (plist-get hover :contents) :value))
    (error "Hover shows %S" hover)))

(xref-find-definitions (thing-at-point 'symbol))
(test-expect "definition" (list (line-number-at-pos) (current-column)) '(1 4))

(goto-char (point-max))
(insert "print(message.up")
(eglot--signal-textDocument/didChange)
(let ((capf (eglot-completion-at-point)))
  (test-expect "completion" (mapcar #'substring-no-properties (all-completions "up" (nth 2 capf))) '("upper")))
(delete-region (line-beginning-position) (point-max))

(goto-char (point-max))
(insert "let   x=1   // 끝\nprint( x,x )\n")
(eglot-format-buffer)
(goto-char (point-min))
(forward-line 2)
(test-expect "formatted" (buffer-substring-no-properties (point) (point-max)) "let x = 1 // 끝\nprint(x, x)\n")

(goto-char (point-max))
(search-backward "x, x")
(eglot--signal-textDocument/didChange)
(eglot-rename "count")
(goto-char (point-min))
(forward-line 2)
(test-expect "renamed" (buffer-substring-no-properties (point) (point-max)) "let count = 1 // 끝\nprint(count, count)\n")

;; Indentation follows brackets and tags.
(goto-char (point-max))
(insert "fn Card() => <section>\n<p\nid=\"a\"\n>\nhi\n</p>\n<img\nalt=\"\"\n>\n<br>\n</section>\n")
(indent-region (point-min) (point-max))
(goto-char (point-max))
(forward-line -11)
(test-expect "indented" (buffer-substring-no-properties (point) (point-max))
             (concat "fn Card() => <section>\n\t<p\n\t\tid=\"a\"\n\t>\n\t\thi\n\t</p>\n"
                     "\t<img\n\t\talt=\"\"\n\t>\n\t<br>\n</section>\n"))
(set-buffer-modified-p nil)

(test-open "site/pages/blog/[slug].code")
(test-wait "a file with brackets in its name has diagnostics"
           (lambda () (equal (mapcar #'caddr (test-diagnostics)) '("slugg"))))

(test-expect "the site is one project" (expand-file-name (cdr (project-current))) (expand-file-name "site/" test-root))
;;; emacs.el ends here
