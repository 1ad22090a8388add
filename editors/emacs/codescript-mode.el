;;; codescript-mode.el --- Major mode for Codescript -*- lexical-binding: t; -*-

;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1") (eglot "1.9"))
;; Keywords: languages
;; URL: https://github.com/codescript-lang/coder
;; SPDX-License-Identifier: Apache-2.0

;;; Commentary:

;; Colours and indents .code files, and tells eglot to start `coder lsp' for them.
;; Put (add-hook 'codescript-mode-hook #'eglot-ensure) into your init file to start it
;; with every buffer.

;;; Code:

(defgroup codescript nil
  "Codescript, a checked language for web pages."
  :group 'languages)

(defcustom codescript-server-command '("coder" "lsp")
  "Command that starts the language server."
  :type '(repeat string))

(defcustom codescript-indent-offset 4
  "Columns of one level of indentation."
  :type 'natnum
  :safe #'natnump)

(defconst codescript--keywords
  '("let" "var" "fn" "return" "if" "else" "for" "in" "while" "break" "continue"
    "match" "is" "import" "export" "try" "catch")
  "Words that are never names.")

(defconst codescript--types
  '("bool" "number" "string" "time" "html" "response" "query" "file" "any" "never")
  "Names of the types of the language.")

(defvar codescript-font-lock-keywords
  `((,(rx line-start (? "export" (+ space))
          (group (or "page" "layout")) (* space) (or "(" "{" "=>"))
     1 font-lock-keyword-face)
    (,(rx line-start (group "paths") (* space) (or "{" "=>")) 1 font-lock-keyword-face)
    (,(rx line-start (? "export" (+ space))
          (group (or "action" "model" "type" "client")) (+ space) word-start)
     1 font-lock-keyword-face)
    (,(rx line-start (group "test") (+ space) (or ?\" ?')) 1 font-lock-keyword-face)
    (,(rx line-start (+ space) (group "assert") symbol-end) 1 font-lock-keyword-face)
    (,(rx symbol-start (group "from") (+ space) (or ?\" ?')) 1 font-lock-keyword-face)
    (,(rx line-start "import" (+ space) "*" (+ space) (group "as")) 1 font-lock-keyword-face)
    (,(rx space (group "unique") (* space) (or "}" line-end "=")) 1 font-lock-keyword-face)
    (,(rx (not (any alnum "@")) (group "@" (or "if" "else" "for" "empty" "match" "let")) symbol-end)
     1 font-lock-preprocessor-face)
    (,(regexp-opt codescript--keywords 'symbols) . font-lock-keyword-face)
    (,(regexp-opt '("true" "false" "none") 'symbols) . font-lock-constant-face)
    (,(rx "<" (? "/") (group (any "a-z") (* (any "a-z0-9-")))) 1 font-lock-function-name-face)
    (,(rx symbol-start "fn" (+ space) (group (+ (or (syntax word) (syntax symbol)))))
     1 font-lock-function-name-face)
    (,(rx symbol-start (group upper (* (or (syntax word) (syntax symbol))))) 1 font-lock-type-face)
    (,(concat "\\(?::\\|->\\) *\\(" (regexp-opt codescript--types 'symbols) "\\)")
     1 font-lock-type-face))
  "What `codescript-mode' colours beside comments and strings.")

(defvar codescript-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?_ "_" table)
    (modify-syntax-entry ?/ ". 124b" table)
    (modify-syntax-entry ?* ". 23" table)
    (modify-syntax-entry ?\n "> b" table)
    (modify-syntax-entry ?\" "\"" table)
    (modify-syntax-entry ?\` "\"" table)
    (modify-syntax-entry ?' "." table)
    (modify-syntax-entry ?< "." table)
    (modify-syntax-entry ?> "." table)
    table)
  "Syntax of `codescript-mode'.
The apostrophe is punctuation, as text between tags is full of it.")

(defconst codescript--void
  '("area" "base" "br" "col" "embed" "hr" "img" "input" "link" "meta" "source" "track" "wbr")
  "Elements without an end tag.")

(defconst codescript--goes-on
  (rx line-start (* space) (or (seq "." (+ word) "(") "?." (seq (any "?:|") space) "&&" "||" "??"))
  "A line that goes on with what the line before it began.")

(defconst codescript--leading
  (rx line-start (* space) (* (or (any "])}") (seq "</" (* (not (any ">"))) ">") (seq (? "/") ">"))))
  "The brackets and end tags that a line starts with.")

(defun codescript--line ()
  "The text of the line at point, without what only looks like a bracket."
  (let ((line (buffer-substring-no-properties (line-beginning-position) (line-end-position))))
    (dolist (pattern (list (rx (or (seq "\"" (* (or (seq "\\" nonl) (not (any "\"\\")))) "\"")
                                   (seq "`" (* (not (any "`"))) "`")))
                           (rx (or line-start space) "//" (* nonl))
                           (rx (or "=>" "->"))
                           (concat "<" (regexp-opt codescript--void) "\\_>[^>]*>")
                           (rx "<!" (* (not (any ">"))) ">"))
                     line)
      (setq line (replace-regexp-in-string pattern " " line t t)))))

(defun codescript--balance ()
  "What the line at point leaves open, and what it closes of earlier ones.
Brackets and end tags that it starts with do not count; the result is a cons."
  (let ((line (replace-regexp-in-string codescript--leading " " (codescript--line) t t))
        (depth 0) (lowest 0) (at 0))
    (while (string-match (rx (or (group (any "{[(")) (any "]})") "</" "/>"
                                 (seq (or line-start (not (any word "_")))
                                      (group "<") (or word "_" ">"))))
                         line at)
      (setq depth (+ depth (if (or (match-beginning 1) (match-beginning 2)) 1 -1))
            lowest (min lowest depth)
            at (if (match-beginning 2) (match-end 2) (match-end 0))))
    (cons (- depth lowest) (- lowest))))

(defun codescript--previous-line ()
  "Go to the start of the line above that is not blank; nil if there is none."
  (beginning-of-line)
  (and (re-search-backward (rx (not (any space "\n"))) nil t)
       (progn (beginning-of-line) t)))

(defun codescript--ends-start-tag-p ()
  "Whether the line at point ends a start tag of several lines.
An element is open behind it then."
  (and (looking-at-p (rx (* space) ">"))
       (save-excursion
         (let ((column (current-indentation)))
           (while (and (codescript--previous-line) (> (current-indentation) column))))
         (not (looking-at-p (concat ".*<" (regexp-opt codescript--void) "\\_>[^<>\n]*$"))))))

(defun codescript--goes-on-p ()
  "Whether the line at point goes on with the one before it."
  (or (looking-at-p codescript--goes-on)
      (save-excursion
        (and (codescript--previous-line)
             (looking-at-p (rx (* nonl) space (or "=" "&&" "||" "??" (any "-+*%")) line-end))))))

(defun codescript--head ()
  "Go to the line that the bracket or text at the start of this line was opened on."
  (beginning-of-line)
  (let* ((state (save-excursion (syntax-ppss (point))))
         (opener (if (nth 3 state)
                     (nth 8 state)
                   (and (looking-at-p (rx (* space) (any "])}")))
                        (nth 1 (save-excursion (syntax-ppss (progn (skip-chars-forward " \t") (point)))))))))
    (when opener
      (goto-char opener)
      (codescript--head))))

(defun codescript--indentation ()
  "The column the line at point belongs to; nil to leave it where it is."
  (save-excursion
    (beginning-of-line)
    (let ((here (point))
          (goes-on (codescript--goes-on-p))
          (ends-tag (looking-at-p (rx (* space) (or "</" ">" "/>")))))
      (cond
       ((nth 8 (save-excursion (syntax-ppss here))) nil)
       ((progn (codescript--head) (/= (point) here)) (current-indentation))
       ((not (codescript--previous-line)) 0)
       (t
        (let* ((balance (codescript--balance))
               (opens (> (car balance) 0))
               (in-element (codescript--ends-start-tag-p))
               (head-goes-on (progn (codescript--head) (codescript--goes-on-p)))
               (levels (+ (if opens 1 0)
                          (if in-element 1 0)
                          (- (cdr balance))
                          (cond (opens 0)
                                ((and head-goes-on (not goes-on)) -1)
                                ((and goes-on (not head-goes-on)) 1)
                                (t 0))
                          (if ends-tag -1 0))))
          (max 0 (+ (current-indentation) (* levels codescript-indent-offset)))))))))

(defun codescript-indent-line ()
  "Indent the line at point by what is open above it."
  (interactive)
  (let ((column (codescript--indentation)))
    (cond ((null column) 'noindent)
          ((<= (current-column) (current-indentation)) (indent-line-to column))
          (t (save-excursion (indent-line-to column))))))

(defun codescript--project (folder)
  "The site that FOLDER is in, for `project-find-functions'."
  (when-let ((root (locate-dominating-file folder "site.code")))
    (cons 'transient root)))

;;;###autoload
(define-derived-mode codescript-mode prog-mode "Codescript"
  "Major mode for Codescript."
  (setq-local font-lock-defaults '(codescript-font-lock-keywords)
              comment-start "// "
              comment-start-skip (rx (or (seq "/" (+ "/")) (seq "/" (+ "*"))) (* space))
              comment-end ""
              indent-tabs-mode t
              tab-width codescript-indent-offset
              fill-column 100
              indent-line-function #'codescript-indent-line)
  (add-hook 'project-find-functions #'codescript--project nil t))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.code\\'" . codescript-mode))

(defvar eglot-server-programs)

(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               `(codescript-mode . ,(lambda (&rest _) codescript-server-command))))

(provide 'codescript-mode)
;;; codescript-mode.el ends here
