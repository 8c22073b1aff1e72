"""All files beside each other: ids, names, owners, folders, documents."""
