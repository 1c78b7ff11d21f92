// The scalar types of the format: see scenario values of each kind for their use.
