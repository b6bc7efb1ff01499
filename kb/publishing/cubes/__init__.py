"""The amounts as data cubes that viewers open: one a kind of form, its dimensions what people slice by."""
