; What a file declares, for tools that list symbols.

(fn_decl name: (ident) @name) @definition.function
(action_decl name: (ident) @name) @definition.function
(type_decl name: (ident) @name) @definition.type
(model_decl name: (ident) @name) @definition.class
