"""Kinds of forms: one module a kind, each with `take(number, sheet, form, forms)`; named in `loaders.forms.reading`."""
