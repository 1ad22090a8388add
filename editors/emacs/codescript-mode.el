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
    (,(rx ":" (+ space) (group (regexp ,(regexp-opt codescript--types 'symbols))))
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
  "Syntax of `codescript-mode'. The apostrophe is punctuation, as text between tags is full of it.")

(defun codescript--closes-p ()
  "Whether the line at point starts with a closing bracket or an end tag."
  (looking-at-p (rx (* space) (or (any "])}") "</"))))

(defun codescript--opens-p ()
  "Whether the line at point leaves a bracket or a tag open at its end."
  (let ((line (buffer-substring-no-properties (line-beginning-position) (line-end-position))))
    (or (string-match-p (rx (any "[({") (* space) line-end) line)
        (and (string-match-p
              (rx (or line-start (any " \t(>"))
                  "<" (? alpha (* (not (any "<>")))) (not (any "/")) (* space) ">" (* space) line-end)
              (concat line ""))
             (not (string-match-p (rx "</") line))))))

(defun codescript-indent-line ()
  "Indent the line at point from the one above it."
  (interactive)
  (let* ((closes (save-excursion (beginning-of-line) (codescript--closes-p)))
         (column
          (save-excursion
            (beginning-of-line)
            (if (not (re-search-backward (rx (not (any space "\n"))) nil t))
                0
              (+ (current-indentation)
                 (if (progn (beginning-of-line) (codescript--opens-p))
                     codescript-indent-offset
                   0)))))
         (target (max 0 (if closes (- column codescript-indent-offset) column))))
    (if (<= (current-column) (current-indentation))
        (indent-line-to target)
      (save-excursion (indent-line-to target)))))

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
              indent-line-function #'codescript-indent-line))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.code\\'" . codescript-mode))

(defvar eglot-server-programs)

(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               `(codescript-mode . ,(lambda (&rest _) codescript-server-command))))

(provide 'codescript-mode)
;;; codescript-mode.el ends here
